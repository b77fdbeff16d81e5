import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const root = join(import.meta.dirname, "../..");

/** Starts a shell that starts another process, and says the ids of both. */
const FAMILY = `sleep 600 & echo "$$ $!"; wait`;
const STARTER = `
  const { startTied, watchParent } = await import(${JSON.stringify(join(root, "scripts/tie-process.ts"))});
  const child = startTied("sh", ["-c", ${JSON.stringify(FAMILY)}], { cwd: "/", env: process.env });
  watchParent(() => child.kill("SIGTERM"));
  child.once("exit", () => process.exit());
`;

const isThere = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function readPids(starter: ChildProcess): Promise<readonly number[]> {
  const [text] = await once(starter.stdout ?? starter, "data");
  return String(text).trim().split(" ").map(Number);
}

const startNode = () =>
  spawn(process.execPath, ["--input-type=module", "-e", STARTER], { stdio: ["ignore", "pipe", "inherit"] });

describe("what a command has started", () => {
  it.each(["SIGKILL", "SIGTERM"] as const)("ends with it, and all that it started in turn: %s", async (signal) => {
    const starter = startNode();
    const family = await readPids(starter);
    expect(family.map(isThere)).toEqual([true, true]);
    starter.kill(signal);
    await expect.poll(() => family.filter(isThere), { timeout: 20_000 }).toEqual([]);
  });

  it("ends also if whoever started the command is killed, as npm may be", async () => {
    const npm = spawn("sh", ["-c", `"$0" --input-type=module -e "$1"; true`, process.execPath, STARTER], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const family = await readPids(npm);
    npm.kill("SIGKILL");
    await expect.poll(() => family.filter(isThere), { timeout: 20_000 }).toEqual([]);
  });

  it("is told to stop by npm itself, with no shell between them that would end alone", async () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await readFile(join(root, "package.json"), "utf8")));
    for (const name of ["start", "serve"]) expect(scripts[name]).toMatch(/^exec node /);
  });
});
