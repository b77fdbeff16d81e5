import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const committed = readFileSync(join(root, "worker-configuration.d.ts"), "utf8");

let clone: string;
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), "garland-types-"));
  for (const name of ["scripts", "wrangler.toml"]) cpSync(join(root, name), join(clone, name), { recursive: true });
  for (const name of ["src", "node_modules"]) symlinkSync(join(root, name), join(clone, name));
  // Would be taken first, if Wrangler were not told which file to read.
  writeFileSync(join(clone, "wrangler.jsonc"), '{"name":"other","vars":{"OTHER":"1"}}');
});
afterAll(() => rmSync(clone, { recursive: true }));

function generate(...args: readonly string[]) {
  const script = ["scripts/generate-environment-types.ts", ...args];
  return spawnSync(process.execPath, script, { cwd: clone, encoding: "utf8" });
}

describe("the types of the Worker's bindings", () => {
  it("are out of date if anything of them was changed by hand, below the head as well", () => {
    writeFileSync(join(clone, "worker-configuration.d.ts"), committed.replace("SHARDS: string;", "SHARDS: number;"));
    const { status, stderr } = generate("--check");
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("run npm run generate") });
  });

  it("are made from wrangler.toml, the same on every machine", () => {
    expect(generate().status).toBe(0);
    expect(readFileSync(join(clone, "worker-configuration.d.ts"), "utf8")).toBe(committed);
  });
});
