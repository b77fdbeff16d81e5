import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "garland-lint-"));
  // The table's folders are relative to the file that holds it.
  cpSync(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What lint says of a file that would stand at a place in `src`. */
function lint(place: string, code: string): string {
  const file = join(folder, "src", place);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, code);
  try {
    const args = ["--config", join(folder, ".oxlintrc.json"), "--format", "json", file];
    return execFileSync(join(root, "node_modules/.bin/oxlint"), args, { cwd: folder, encoding: "utf8" });
  } catch (error) {
    return String(Reflect.get(error as object, "stdout"));
  }
}

describe("lint keeps the core deterministic: it refuses", () => {
  it.each([
    ["domain's clock", "domain/a.ts", "export const a = () => Date.now();\n", "Date"],
    ["domain's chance", "domain/b.ts", "export const a = () => Math.random();\n", "deterministic"],
    ["domain's network", "domain/c.ts", 'export const a = () => fetch("x");\n', "fetch"],
    ["domain's clock in a room", "domain/decision/d.ts", "export const a = () => Date.now();\n", "Date"],
    ["calendar's clock", "calendar/a.ts", "export const a = () => Date.now();\n", "Date"],
    ["a type that is imported where it is used", "http/a.ts", 'export type A = typeof import("./b.ts");\n', "import()"],
  ])("%s", (_what, place, code, message) => {
    expect(lint(place, code)).toContain(message);
  });

  it("and nothing of what is sound", () => {
    expect(lint("domain/e.ts", "export const a = (now: number) => now + 1;\n")).toContain('"diagnostics": []');
  });
});
