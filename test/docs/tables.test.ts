import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const LONGEST = 160;

/** Pages whose tables are still longer, and by how many rows: made by a script, or read by a test. A count may only fall. */
const STILL_LONGER: Readonly<Record<string, number>> = {
  "README.md": 14,
  "bench/RESULTS.md": 3,
  "docs/conditions.md": 24,
  "docs/definitions.md": 5,
  "docs/faults.md": 40,
  "docs/guard.md": 4,
  "docs/invariants.md": 38,
  "docs/message-rules.md": 153,
};

/** The rows of tables that nobody reads at a glance; lines count from 1. */
function findLongRows(text: string): readonly number[] {
  return text
    .split("\n")
    .flatMap((line, index) => (line.startsWith("|") && [...line].length > LONGEST ? [index + 1] : []));
}

describe("the rows of tables", () => {
  it("have at most 160 characters, but for pages on a list that only gets shorter", () => {
    const inFolders = ["docs", "deploy", "bench"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
    );
    const pages = [...readdirSync(root), ...inFolders].filter(
      (path) => path.endsWith(".md") && !path.includes("node_modules"),
    );
    expect(pages.length).toBeGreaterThan(30);
    const longer = pages.flatMap((page) => {
      const rows = findLongRows(readFileSync(join(root, page), "utf8")).length;
      return rows === 0 ? [] : [[page, rows] as const];
    });
    expect(Object.fromEntries(longer)).toEqual(STILL_LONGER);
  });

  it("are seen where they are longer, and nothing else is", () => {
    const row = (length: number) => `| ${"x".repeat(length - 4)} |`;
    expect(findLongRows(["# Title", row(160), row(161), "x".repeat(200)].join("\n"))).toEqual([3]);
  });
});
