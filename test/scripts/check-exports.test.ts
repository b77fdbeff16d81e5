import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

const script = join(import.meta.dirname, "../../scripts/check-exports.ts");
let folder = "";
afterEach(() => rmSync(folder, { recursive: true }));

/** What is said of a tree of these files. */
function check(files: Readonly<Record<string, string>>): string {
  folder = mkdtempSync(join(tmpdir(), "garland-exports-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stdout, stderr } = spawnSync(process.execPath, [script, folder], { encoding: "utf8" });
  return stdout + stderr;
}

describe("an export", () => {
  it("that nobody imports is named, whether its own file uses it or not", () => {
    const said = check({
      "src/one.ts":
        "export const used = 1;\nexport const own = 2;\nexport const other = own;\nexport interface Idle {}\n",
      "src/two.ts": 'import { used } from "./one.ts";\nconsole.log(used);\n',
    });
    expect(said.trim().split("\n")).toEqual([
      "src/one.ts exports own",
      "src/one.ts exports other",
      "src/one.ts exports Idle",
      expect.stringContaining("Nothing imports it"),
    ]);
  });

  it.each([
    ["a name", 'import { it } from "../src/one.ts";\nit();\n'],
    ["another name", 'import { it as that } from "../src/one.ts";\nthat();\n'],
    ["everything", 'import * as one from "../src/one.ts";\none.it();\n'],
    ["late", 'export default () => import("../src/one.ts");\n'],
    ["its path", 'run("src/one.ts");\n'],
  ])("is for somebody who imports it as %s", (_what, text) => {
    expect(check({ "src/one.ts": "export const it = () => 1;\n", "test/one.test.ts": text })).toContain("for somebody");
  });

  it("is for somebody if it is passed on to somebody, or is the type of what is", () => {
    const said = check({
      "src/one.ts": "export interface Shape {}\nexport const make = (): Shape => ({});\n",
      "src/two.ts": 'export { make } from "./one.ts";\n',
      "test/two.test.ts": 'import { make } from "../src/two.ts";\nmake();\n',
    });
    expect(said).toContain("3 exports are for somebody");
  });
});
