/** Asks a server as fast as it answers, by `wrk` where there is one, else by connections of this process. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { promisify } from "node:util";

const run = promisify(execFile);
const CONNECTIONS = 16;

export interface Question {
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What answering cost; latency as the client saw it. */
export interface Cost {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the server's process, for one request. */
  readonly cpuMicroseconds: number;
  readonly requests: number;
}

interface Load {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Asks the questions in turn for a while; every answer must have the status. */
export async function load(
  server: { readonly origin: string; readonly pid: number },
  questions: readonly Question[],
  { status, seconds }: { readonly status: number; readonly seconds: number },
): Promise<Cost> {
  const cpuBefore = await readCpuSeconds(server.pid);
  const made = (await hasWrk())
    ? await loadByWrk(server.origin, questions, status, seconds)
    : await loadByNode(server.origin, questions, status, seconds);
  const cpuSeconds = (await readCpuSeconds(server.pid)) - cpuBefore;
  const { requests, p50Ms, p99Ms } = made;
  return {
    requests,
    p50Ms,
    p99Ms,
    requestsPerSecond: requests / made.seconds,
    cpuMicroseconds: (cpuSeconds * 1e6) / requests,
  };
}

async function hasWrk(): Promise<boolean> {
  // wrk -v answers with the code 1 where it exists.
  return run("wrk", ["-v"]).then(
    () => true,
    (error: { code?: unknown }) => error.code !== "ENOENT",
  );
}

async function loadByWrk(
  origin: string,
  questions: readonly Question[],
  status: number,
  seconds: number,
): Promise<Load> {
  const script = join(tmpdir(), `garland-bench-${process.pid}.lua`);
  const entries = questions.map(({ path, headers, body }) => {
    const fields = Object.entries(headers).map(([name, value]) => `[${quote(name)}]=${quote(value)}`);
    const method = quote(body === undefined ? "GET" : "POST");
    return `wrk.format(${method},${quote(path)},{${fields.join(",")}},${body === undefined ? "nil" : quote(body)})`;
  });
  await writeFile(
    script,
    `local questions, turn = {}, 0
init = function() questions = {\n${entries.join(",\n")}\n} end
request = function() turn = turn % #questions + 1 return questions[turn] end
wrong = 0
response = function(status) if status ~= ${status} then wrong = wrong + 1 end end
local threads = {}
setup = function(thread) table.insert(threads, thread) end
done = function(summary, latency)
  local wrongs = 0
  for _, thread in ipairs(threads) do wrongs = wrongs + thread:get("wrong") end
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format('RESULT {"requests":%d,"seconds":%f,"p50Ms":%f,"p99Ms":%f,"wrong":%d}', summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, wrongs + errors))
end\n`,
  );
  const args = ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, "-s", script, origin];
  const { stdout } = await run("wrk", args, { maxBuffer: 1 << 24 });
  const text = /^RESULT (.*)$/m.exec(stdout)?.[1] ?? '{"wrong":-1}';
  const result = JSON.parse(text) as Load & { readonly wrong: number };
  if (result.wrong !== 0) throw new Error(`${result.wrong} answers were not ${status}: ${stdout}`);
  return result;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

async function loadByNode(
  origin: string,
  questions: readonly Question[],
  status: number,
  seconds: number,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const { hostname, port } = new URL(origin);
  const latencies: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  let turn = 0;
  const ask = ({ path, headers, body }: Question) =>
    new Promise<void>((resolve, reject) => {
      const method = body === undefined ? "GET" : "POST";
      const sent = request({ agent, hostname, port, path, headers: { ...headers }, method }, (answer) => {
        if (answer.statusCode !== status) reject(new Error(`${path} answered ${answer.statusCode}`));
        answer.resume().once("end", resolve);
      });
      sent.once("error", reject).end(body);
    });
  const connection = async () => {
    while (performance.now() < until) {
      const question = questions[turn++ % questions.length];
      if (question === undefined) return;
      const askedAt = performance.now();
      await ask(question);
      latencies.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  agent.destroy();
  const sorted = latencies.toSorted((a, b) => a - b);
  const percentile = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return {
    requests: sorted.length,
    seconds: (performance.now() - startedAt) / 1_000,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
  };
}

/** User and system time that a process has used so far (proc(5), fields 14 and 15, in hundredths of a second). */
async function readCpuSeconds(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8");
  const [user, system] = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) / 100;
}
