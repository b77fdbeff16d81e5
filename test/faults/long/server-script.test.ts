import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bundleWorker } from "../../../scripts/bundle.ts";
import { findFreePort } from "../../../scripts/free-port.ts";
import { RANDOM_KEY } from "../../support/random-key.ts";
import {
  endAllServing,
  listFamily,
  listProcesses,
  serveRefused,
  serveUntilReady,
  startServing,
  stopServing,
  type Serving,
} from "../../support/serve-process.ts";

let folder: string;
let dist: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "garland-serve-"));
  dist = join(folder, "dist");
  await bundleWorker(dist);
});
afterEach(endAllServing);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A folder that is not there yet, with the bundle that is served on it. */
const setUp = (name: string, variables: Readonly<Record<string, string | undefined>> = {}) => ({
  data: join(folder, name),
  variables: { GARLAND_DIST: dist, ...variables },
});

const workerdOf = ({ pid }: Serving) => listFamily(pid).find(({ name }) => name === "workerd")?.pid ?? 0;
const keeperOf = ({ pid }: Serving) => listFamily(pid).find(({ parent }) => parent === pid)?.pid ?? 0;
const isThere = (pid: number) => listProcesses().some((each) => each.pid === pid);

async function waitUntilGone(...pids: number[]): Promise<void> {
  await expect.poll(() => pids.filter(isThere), { timeout: 20_000 }).toEqual([]);
}

describe("one folder", () => {
  it("is served by one server: a second is refused and told whose it is, since when and where, while people go on", async () => {
    const setup = setUp("one");
    const first = await serveUntilReady(setup);
    const { code, said } = await serveRefused(setup);
    expect(code).toBe(1);
    expect(said).toMatch(
      new RegExp(
        `^${setup.data} is served by process ${first.pid} on .* since \\d{4}-.* UTC, at ${first.origin}\\..*\n$`,
      ),
    );
    expect((await fetch(`${first.origin}/healthz`)).status).toBe(200);
    expect(await stopServing(first)).toBe(0);
    // Whoever served it before, even on another machine, holds nothing any more.
    expect(await stopServing(await serveUntilReady(setup))).toBe(0);
  });

  it("stays that of its workerd if the script is killed, until workerd has ended", async () => {
    const setup = setUp("killed");
    const first = await serveUntilReady(setup);
    const [keeper, workerd] = [keeperOf(first), workerdOf(first)];
    process.kill(keeper, "SIGSTOP");
    first.child.kill("SIGKILL");
    await waitUntilGone(first.pid);
    expect(isThere(workerd)).toBe(true);
    const refused = await serveRefused(setup);
    expect([refused.code, refused.said]).toEqual([1, expect.stringContaining(`process ${first.pid}`)]);
    expect(refused.said).toContain("what it started is still ending");
    process.kill(keeper, "SIGCONT");
    await waitUntilGone(keeper, workerd);
    expect(await stopServing(await serveUntilReady(setup))).toBe(0);
  });

  it("is kept from a second server also on a machine without flock, which is told what that means", async () => {
    const setup = setUp("no-flock", { PATH: "/nowhere" });
    const first = await serveUntilReady(setup);
    expect(first.said()).toContain("There is no flock on this machine");
    const { code, said } = await serveRefused(setup);
    expect([code, said]).toEqual([1, expect.stringContaining(`is served by process ${first.pid}`)]);
    expect(await stopServing(first)).toBe(0);
    expect(await stopServing(await serveUntilReady(setup))).toBe(0);
  });
});

describe("nothing is left behind", () => {
  it.each(["SIGKILL", "SIGTERM"] as const)("if the script ends by %s", async (signal) => {
    const serving = await serveUntilReady(setUp(`ended-${signal}`));
    const family = listFamily(serving.pid).map(({ pid }) => pid);
    expect(family.length).toBeGreaterThanOrEqual(2);
    serving.child.kill(signal);
    expect(await serving.ended()).toBe(signal === "SIGTERM" ? 0 : null);
    await waitUntilGone(...family);
  });

  it.each([
    ["a machine", undefined],
    ["a machine without setpriv", "/nowhere"],
  ])("if what stands between the script and workerd is killed, on %s, and the script says so", async (name, path) => {
    const serving = await serveUntilReady(setUp(`keeper ${name}`, path === undefined ? {} : { PATH: path }));
    const workerd = workerdOf(serving);
    process.kill(keeperOf(serving), "SIGKILL");
    expect(await serving.ended()).toBe(1);
    expect(serving.said()).toContain("The service has ended");
    await waitUntilGone(workerd);
  });

  it.each(["SIGTERM", "SIGKILL"] as const)("if npm ends by %s", async (signal) => {
    const npm = await serveUntilReady({ ...setUp(`npm-${signal}`), command: ["npm", "run", "--silent", "serve"] });
    const family = listFamily(npm.pid).map(({ pid }) => pid);
    npm.child.kill(signal);
    await npm.ended();
    await waitUntilGone(...family);
  });

  it("if it is told to stop while it builds", async () => {
    const serving = await startServing(setUp("building", { GARLAND_BUILD: undefined }));
    await serving.says("Building");
    await expect.poll(() => listFamily(serving.pid).length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(await stopServing(serving)).toBe(0);
    await expect
      .poll(() => listProcesses().filter(({ group }) => group === serving.pid), { timeout: 20_000 })
      .toEqual([]);
  });
});

describe("a start that can't be", () => {
  it("is refused where something else answers at its address, however healthy that says it is", async () => {
    const impostor = createServer((_request, response) => response.end('{"status":"ready"}'));
    const port = await findFreePort();
    await once(impostor.listen(port, "127.0.0.1"), "listening");
    const setup = setUp("taken", { PORT: String(port) });
    expect(await serveRefused(setup)).toEqual({
      code: 1,
      said: `Port ${port} of 127.0.0.1 is taken by something else. Choose another, for instance: PORT=${port + 1} npm run serve\n`,
    });
    expect(existsSync(join(setup.data, "build"))).toBe(false);
    impostor.close();
  });

  it.each([
    ["PORT", "http", /^PORT must be a whole number from 1 to 65535, such as 8080\.\n$/],
    ["GARLAND_BALLAST_MIB", "64M", /^GARLAND_BALLAST_MIB must be a whole number from 1 to 65536, such as 64\.\n$/],
    ["HOST", "garland.example", /^HOST must be an IP address of this machine, such as 127\.0\.0\.1 or ::1, not .*\n$/],
    ["HOST", "203.0.113.7", /^HOST=203\.0\.113\.7 is no address of this machine.*\n$/],
    ["SHARDS", "many", /^Garland can't start\. Check these variables: SHARDS must be .*\n$/],
    ["GARLAND_DIST", "/nowhere", /^There is no bundle in \/nowhere; run npm run build first\.\n$/],
    ["GARLAND_DATA", "/dev/null/garland", /^The data folder \/dev\/null\/garland can't be used: .*\n$/],
  ] as const)("is refused in one line that says why: %s=%s", async (name, value, line) => {
    const setup = setUp("refused", { [name]: value });
    const { code, said } = await serveRefused(name === "GARLAND_DATA" ? { ...setup, data: value } : setup);
    expect([code, said]).toEqual([1, expect.stringMatching(line)]);
    expect(existsSync(join(setup.data, "shards"))).toBe(false);
  });

  it.each(["", "objects/Shard", "build"])("is refused in a folder that can't be written: %s", async (inner) => {
    const setup = setUp(`read-only${inner.length}`);
    await mkdir(join(setup.data, "objects/Shard"), { recursive: true });
    await mkdir(join(setup.data, "build"));
    const closed = join(setup.data, inner);
    await chmod(closed, 0o555);
    // Root may write everywhere, unless that is taken from it.
    const asAnybody = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] as const;
    const node = [process.execPath, "scripts/serve.ts"] as const;
    const command = process.getuid?.() === 0 ? ([...asAnybody, ...node] as const) : node;
    const { code, said } = await serveRefused({ ...setup, command });
    expect([code, said]).toEqual([1, expect.stringContaining(`The data folder ${setup.data} can't be used: `)]);
    expect(said.trim()).toMatch(new RegExp(`${closed} .*[^\n]$`));
  });
});

describe("the number of shards", () => {
  it("is what the catalog says if the file beside the data is lost, and the file is written again", async () => {
    const setup = setUp("lost-file", { SHARDS: "3" });
    const first = await serveUntilReady(setup);
    const keeper = keeperOf(first);
    process.kill(workerdOf(first), "SIGKILL");
    await first.ended();
    await waitUntilGone(keeper);

    await rm(join(setup.data, "shards"));
    const refused = await serveRefused({ ...setup, variables: { ...setup.variables, SHARDS: "2" } });
    expect(refused).toEqual({ code: 1, said: "This installation was started with SHARDS=3; it can't be 2 now.\n" });
    const next = await serveUntilReady({ ...setup, variables: { ...setup.variables, SHARDS: undefined } });
    expect(await readFile(join(setup.data, "shards"), "utf8")).toBe("3");
    expect(await stopServing(next)).toBe(0);
  });

  it("is not guessed where there are shards and no record of their number", async () => {
    const setup = setUp("no-record");
    expect(await stopServing(await serveUntilReady(setup))).toBe(0);
    await rm(join(setup.data, "shards"));
    await rm(join(setup.data, "objects/Catalog"), { recursive: true });
    const refused = await serveRefused({ ...setup, variables: { ...setup.variables, SHARDS: undefined } });
    expect([refused.code, refused.said]).toEqual([1, expect.stringMatching(/^.* has 2 shards, but .*SHARDS.*\n$/)]);
    expect(existsSync(join(setup.data, "shards"))).toBe(false);
  });
});

describe("what a server needs", () => {
  it("is at HOST=::1 as well", async () => {
    const serving = await serveUntilReady(setUp("ipv6", { HOST: "::1" }));
    const origin = serving.origin.replace("127.0.0.1", "[::1]");
    expect(serving.said()).toContain(`Garland is ready at ${origin};`);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  });

  it("is of its own folder: no secret is written into any file, and another server changes nothing of it", async () => {
    const [one, other] = [setUp("first"), setUp("second")];
    const first = await serveUntilReady(one);
    const readBuild = async ({ data }: typeof one) => {
      const entries = await readdir(join(data, "build"), { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const)));
    };
    const built = await readBuild(one);
    expect([...built.keys()]).toContain(join(one.data, "build/index.js"));
    expect([...built.values()].filter((text) => text.includes(RANDOM_KEY))).toEqual([]);
    expect(existsSync(join(dist, "garland.capnp"))).toBe(false);
    const commandLine = await readFile(`/proc/${workerdOf(first)}/cmdline`, "utf8");
    expect(commandLine).not.toContain(RANDOM_KEY);

    const second = await serveUntilReady(other);
    expect(await readBuild(one)).toEqual(built);
    for (const { origin } of [first, second]) {
      expect((await fetch(`${origin}/healthz`)).status).toBe(200);
      expect((await fetch(`${origin}/static/page.css`)).status).toBe(200);
    }
  });
});
