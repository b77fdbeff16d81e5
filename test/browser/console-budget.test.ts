import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const FIRST_PAGE_BYTES = 250 * 1024;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

let folder: string;
let manifest: Readonly<Record<string, Chunk>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "garland-console-"));
  // Vite would take the tests' own mode and bundle what is for developers.
  vi.stubEnv("NODE_ENV", "production");
  await build({ configFile: join(ROOT, "vite.config.ts"), logLevel: "warn", build: { outDir: folder } });
  // Parsed boundary: the manifest's shape is documented by Vite.
  manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as typeof manifest;
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe("the console's first page", () => {
  it("needs at most 250 KB of compressed script", () => {
    const scripts = listScripts("index.html");
    const bytes = [...scripts].map((file) => gzipSync(readFileSync(join(folder, file))).length);
    const total = bytes.reduce((sum, size) => sum + size, 0);
    expect(scripts.size).toBeGreaterThan(0);
    expect(total).toBeLessThanOrEqual(FIRST_PAGE_BYTES);
  });

  it("loads neither the rule builder nor the charts", () => {
    const files = [...listScripts("index.html")].join(" ");
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
