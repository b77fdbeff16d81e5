import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EXIT_CODES } from "../../src/cli/command.ts";
import { runExport } from "../../src/cli/commands/export.ts";
import { runImport } from "../../src/cli/commands/import.ts";
import { startWorker, type RunningWorker } from "../browser/start-worker.ts";

let worker: RunningWorker;
let folder: string;
let adminKey: string;

beforeAll(async () => {
  worker = await startWorker();
  folder = await mkdtemp(join(tmpdir(), "garland-cli-"));
  adminKey = await staffToken("admin");
}, 60_000);

afterAll(async () => {
  await worker?.stop();
  await rm(folder, { recursive: true });
});

async function staffToken(role: string): Promise<string> {
  const response = await fetch(`${worker.origin}/dev/staff-tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "importer", roles: [role] }),
  });
  return ((await response.json()) as { token: string }).token;
}

async function countSubscribers(): Promise<number> {
  const headers = { Authorization: `Bearer ${adminKey}` };
  const response = await fetch(`${worker.origin}/v1/subscribers:count`, { headers });
  return ((await response.json()) as { subscribers: number }).subscribers;
}

async function* noInput(): AsyncGenerator<Uint8Array> {}

interface CallOptions {
  readonly origin?: string;
  readonly key?: string;
  readonly input?: AsyncIterable<Uint8Array>;
}

/** Runs the command with small parts, without waiting, and collects what it prints. */
async function callImport(args: readonly string[], { origin, key = adminKey, input = noInput() }: CallOptions = {}) {
  const printed: string[] = [];
  const waits: number[] = [];
  const exitCode = await runImport([...args, "--url", origin ?? worker.origin], {
    terminal: { isInteractive: false, columns: 80, write: (text) => void printed.push(text), now: () => 0 },
    input,
    environment: { GARLAND_KEY: key },
    partBytes: 32 * 1024,
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  return { exitCode, printed: printed.join(""), waits };
}

async function callExport(args: readonly string[], origin = worker.origin, key = adminKey) {
  const printed: string[] = [];
  const chunks: Buffer[] = [];
  const exitCode = await runExport([...args, "--url", origin], {
    terminal: { isInteractive: false, columns: 80, write: (text) => void printed.push(text), now: () => 0 },
    output: new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    }),
    environment: { GARLAND_KEY: key },
  });
  return { exitCode, printed: printed.join(""), output: Buffer.concat(chunks).toString() };
}

const linesFor = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({ subscriberId: `${prefix}-${index}`, attributes: { region: "RU-MOW" } }),
  );

async function saveLines(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.map((line) => `${line}\n`).join(""));
  return path;
}

/** Stands between the command and the service, and cuts its first connections off as told. */
async function openBreakingProxy(
  cuts: readonly ("during-upload" | "before-answer")[],
): Promise<{ origin: string; server: Server }> {
  const target = new URL(worker.origin);
  let connections = 0;
  const server = createServer((client: Socket) => {
    const cut = cuts[connections++];
    const service = connect(Number(target.port), target.hostname);
    let uploaded = 0;
    const hangUp = () => {
      client.destroy();
      service.destroy();
    };
    client.on("error", hangUp).on("close", hangUp);
    service.on("error", hangUp).on("close", hangUp);
    client.on("data", (chunk) => {
      uploaded += chunk.length;
      if (cut === "during-upload" && uploaded > 20_000) hangUp();
      else service.write(chunk);
    });
    service.on("data", (chunk) => {
      if (cut === "before-answer") hangUp();
      else client.write(chunk);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe("garland import", () => {
  it("sends a file in parts and says what became of it", async () => {
    const before = await countSubscribers();
    const file = await saveLines("all.ndjson", linesFor("all", 2_000));
    const { exitCode, printed } = await callImport([file]);
    expect(exitCode).toBe(EXIT_CODES.success);
    expect(printed).toContain("100 %");
    expect(printed).toContain("2,000 lines");
    expect(printed).toMatch(/2,000 imported, 0 deleted, 0 erased, 0 voided, 0 unchanged, 0 refused\n$/);
    expect((await countSubscribers()) - before).toBe(2_000);
  });

  it("compresses, and reads standard input", async () => {
    const input = (async function* () {
      for (const line of linesFor("piped", 1_000)) yield Buffer.from(`${line}\n`);
    })();
    const { exitCode, printed } = await callImport(["-", "--gzip"], { input });
    expect(exitCode).toBe(EXIT_CODES.success);
    expect(printed).toContain("1,000 imported");
    expect(printed).not.toContain("%");
  });

  it("unpacks a gzip of several members, with marks of UTF-8 and other line breaks inside, as cat joins them", async () => {
    const lines = linesFor("packed", 1_500);
    const texts = [lines.slice(0, 700), [], lines.slice(700)].map((part) => `\uFEFF${part.join("\r\n")}\r\n`);
    const file = join(folder, "packed.ndjson.gz");
    await writeFile(file, Buffer.concat([...texts.map((text) => gzipSync(text)), Buffer.alloc(512)]));
    const { exitCode, printed } = await callImport([file]);
    expect(printed).toMatch(/1,500 imported, 0 deleted, 0 erased, 0 voided, 0 unchanged, 0 refused\n$/);
    expect(exitCode).toBe(EXIT_CODES.success);
    const again = await callImport([file]);
    expect(again.printed).toContain("1,500 unchanged");
  });

  it("says of a gzip that is cut off after which byte, and up to which line it was sent", async () => {
    const packed = Buffer.concat([gzipSync(`${linesFor("cut", 1_400).join("\n")}\n`), gzipSync("{}\n")]);
    const file = join(folder, "cut.ndjson.gz");
    await writeFile(file, packed.subarray(0, -5));
    const { exitCode, printed } = await callImport([file]);
    expect(exitCode).toBe(EXIT_CODES.service);
    const [, sent] =
      /breaks off after byte \d+: it is no whole gzip\. Lines 1 to (\d+) of it were sent\./.exec(printed) ?? [];
    expect(Number(sent)).toBeGreaterThan(0);
    expect(printed).toContain(`after byte ${packed.length - 5}`);
    await writeFile(file, packed);
    const [, key = ""] = /--idempotency-key (\S+)/.exec(printed) ?? [];
    expect((await callImport([file, "--idempotency-key", key])).printed).toContain("1,400 imported");
  });

  it.each([
    ["is in UTF-16", Buffer.from("\uFEFF{}\n", "utf16le"), /is in UTF-16; save it as UTF-8/],
    ["is a gzip within a gzip", gzipSync(gzipSync("{}\n")), /unpack the file once more/],
  ])("says of a file that %s what it is", async (_what, bytes, words) => {
    const file = join(folder, "other.bin");
    await writeFile(file, bytes);
    const { exitCode, printed } = await callImport([file]);
    expect([exitCode, printed]).toEqual([EXIT_CODES.service, expect.stringMatching(words)]);
  });

  it("names the line of the file for each error, whichever part it was in, and repeats no value", async () => {
    const lines = linesFor("bad", 1_500);
    lines[4] = '{"subscriberId":"bad-4","attributes":{"region":"Atlantis"}}';
    lines[1_399] = '{"subscriberId":"bad-1399","attributes":{},"phone":"+7916123"}';
    const file = await saveLines("bad.ndjson", lines);
    const { exitCode, printed } = await callImport([file]);
    expect(exitCode).toBe(EXIT_CODES.refusedLines);
    expect(printed).toContain(`${file}:5: $.attributes.region must be one of `);
    expect(printed).toContain(`${file}:1400: $.phone can't be a phone number`);
    expect(printed).toContain("1,498 imported, 0 deleted, 0 erased, 0 voided, 0 unchanged, 2 refused");
    expect(printed).not.toMatch(/Atlantis|7916123/);
  });

  it("takes a lost connection up by itself, during the upload and before the answer", async () => {
    const { origin, server } = await openBreakingProxy(["during-upload", "before-answer", "during-upload"]);
    const file = await saveLines("dropped.ndjson", linesFor("dropped", 1_500));
    const { exitCode, printed, waits } = await callImport([file], { origin });
    server.close();
    expect(exitCode).toBe(EXIT_CODES.success);
    expect(printed.match(/was lost; trying again/g)?.length).toBeGreaterThanOrEqual(3);
    expect(waits.slice(0, 3)).toEqual([500, 1_000, 2_000]);
    expect(printed).toContain("1,500 imported");
  });

  it("answers the same when it is repeated under its key, and refuses another file under it", async () => {
    const file = await saveLines("repeated.ndjson", linesFor("repeated", 1_000));
    const first = await callImport([file, "--idempotency-key", "spring"]);
    const again = await callImport([file, "--idempotency-key", "spring"]);
    expect(again).toEqual(first);
    const other = await saveLines("other.ndjson", linesFor("other", 1_000));
    const refused = await callImport([other, "--idempotency-key", "spring"]);
    expect(refused.exitCode).toBe(EXIT_CODES.service);
    expect(refused.printed).toContain("used for another body");
    expect(refused.waits).toEqual([]);
  });

  it("gives up on a service that does not answer, and says how to go on", async () => {
    const { origin, server } = await openBreakingProxy(Array.from({ length: 10 }, () => "before-answer"));
    server.close();
    await once(server, "close");
    const file = await saveLines("nobody.ndjson", linesFor("nobody", 10));
    const { exitCode, printed, waits } = await callImport([file, "--idempotency-key", "later"], { origin });
    expect(exitCode).toBe(EXIT_CODES.service);
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(printed).toContain("--idempotency-key later");
  });

  it("fails at once with the service's reason if the key may not import", async () => {
    const file = await saveLines("viewer.ndjson", linesFor("viewer", 10));
    const { exitCode, printed, waits } = await callImport([file], { key: await staffToken("viewer") });
    expect(exitCode).toBe(EXIT_CODES.service);
    expect(printed).toContain("admin");
    expect(waits).toEqual([]);
  });

  it.each([
    ["no file", []],
    ["two files", ["a", "b"]],
    ["an unknown option", ["a", "--fast"]],
    ["a bad key", ["a", "--idempotency-key", "ключ"]],
    ["a file that is not there", ["/nowhere/people.ndjson"]],
  ])("refuses to begin with %s", async (_what, args) => {
    expect((await callImport(args)).exitCode).toBe(EXIT_CODES.usage);
  });
});

describe("garland export", () => {
  it("writes what an import takes back without a change", async () => {
    const file = await saveLines("round.ndjson", linesFor("round", 100));
    await callImport([file]);
    const out = join(folder, "export.ndjson");
    expect((await callExport(["--out", out])).exitCode).toBe(EXIT_CODES.success);
    const exported = await readFile(out, "utf8");
    expect(exported.split("\n").filter(Boolean)).toHaveLength(await countSubscribers());
    expect(exported).toContain('{"subscriberId":"round-7","attributes":{"region":"RU-MOW"}}\n');
    expect((await callImport([out])).printed).toMatch(/^0 imported, 0 deleted, 0 erased, 0 voided, \d/m);
    expect((await callExport([])).output).toBe(exported);
  });

  it("leaves no file behind if it fails", async () => {
    const out = join(folder, "failed.ndjson");
    const { exitCode, printed } = await callExport(["--out", out], worker.origin, await staffToken("viewer"));
    expect(exitCode).toBe(EXIT_CODES.service);
    expect(printed).toContain("admin");
    expect((await readdir(folder)).filter((name) => name.startsWith("failed"))).toEqual([]);
    expect((await callExport(["people"])).exitCode).toBe(EXIT_CODES.usage);
  });
});
