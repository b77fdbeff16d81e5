import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const DOCS = join(import.meta.dirname, "../../docs");
const rows = [
  ...readFileSync(join(DOCS, "invariants.md"), "utf8").matchAll(/\]\((\.\.\/test\/[^)]+)\) “([^”]+)”/g),
].map(([, file = "", name = ""]) => [file, name] as const);

describe("docs/invariants.md", () => {
  it.each(rows)("names a test that is there: %s, %s", (file, name) => {
    expect(readFileSync(join(DOCS, file), "utf8")).toContain(`("${name}"`);
  });

  it("has a test for each of the ten invariants", () => {
    const text = readFileSync(join(DOCS, "invariants.md"), "utf8");
    const named = [...text.matchAll(/^\| \*\*(\d+)\./gm)].map(([, number]) => Number(number));
    expect(named).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(rows.length).toBeGreaterThanOrEqual(named.length);
  });
});
