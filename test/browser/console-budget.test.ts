import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const BUILT = join(import.meta.dirname, "../../public/console");
const FIRST_PAGE_BYTES = 250 * 1024;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

// Parsed boundary: the manifest's shape is documented by Vite.
const manifest = JSON.parse(readFileSync(join(BUILT, "manifest.json"), "utf8")) as Readonly<Record<string, Chunk>>;

describe("the console's first page", () => {
  it.each(["texts/ru.ts", "texts/en.ts"])("needs at most 250 KB of compressed script, with %s", (texts) => {
    const scripts = listScripts(texts, listScripts("index.html"));
    const bytes = [...scripts].map((file) => gzipSync(readFileSync(join(BUILT, file))).length);
    const total = bytes.reduce((sum, size) => sum + size, 0);
    expect(total).toBeLessThanOrEqual(FIRST_PAGE_BYTES);
  });

  it("loads neither the rule builder nor the charts", () => {
    const files = [...listScripts("index.html")].join(" ");
    expect(files).toMatch(/index-/);
    expect(files).not.toMatch(/rule-builder|evidence-curve/);
    expect(Object.values(manifest).some(({ file }) => file.includes("rule-builder"))).toBe(true);
  });
});

/** A chunk's script and all that it imports from the start. */
function listScripts(name: string, known = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (chunk === undefined || known.has(chunk.file)) return known;
  known.add(chunk.file);
  for (const imported of chunk.imports ?? []) listScripts(imported, known);
  return known;
}
