/**
 * `npm run check:exports [-- <folder>]`: names each export that no other file of ours imports, tests and benchmarks included. A type that its
 * own file uses may be exported, as it tells callers what they get.
 */
import { globSync, readFileSync } from "node:fs";
import { join, posix, resolve } from "node:path";
import { parseSync } from "vite";
import { runScript } from "./run-script.ts";

const root = resolve(process.argv[2] ?? join(import.meta.dirname, ".."));
const CHECKED = ["src", "scripts", "test"];
const IMPORTING = [...CHECKED, "bench"];

/** What one file gives and takes. */
interface Trade {
  readonly exported: readonly { readonly name: string; readonly isType: boolean }[];
  /** File and name of what is taken, `*` for all of a file's. */
  readonly taken: readonly string[];
  readonly text: string;
}

await runScript(checkExports);

async function checkExports(): Promise<void> {
  const paths = [...IMPORTING.map((folder) => `${folder}/**/*.{ts,tsx}`), "*.config.ts"]
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !path.includes("/node_modules/"));
  const trades = new Map(paths.map((path) => [path, readTrade(path)]));
  const taken = new Set([...[...trades.values()].flatMap((trade) => trade.taken), ...listEntries()]);
  const idle: string[] = [];
  let count = 0;
  for (const [path, { exported, text }] of trades) {
    if (!CHECKED.some((folder) => path.startsWith(`${folder}/`)) || taken.has(`${path} *`)) continue;
    for (const { name, isType } of exported) {
      count += 1;
      if (taken.has(`${path} ${name}`) || (isType && isUsedIn(text, name))) continue;
      idle.push(`${path} exports ${name}`);
    }
  }
  if (paths.length === 0) throw new Error(`Nothing was read in ${root}.`);
  if (idle.length > 0) throw new Error(`${idle.join("\n")}\nNothing imports it: don't export it, or remove it.`);
  console.log(`${count} exports are for somebody`);
}

function readTrade(path: string): Trade {
  const text = readFileSync(join(root, path), "utf8");
  const { module } = parseSync(path, text);
  const fileOf = (specifier: string) => posix.join(posix.dirname(path), specifier);
  const exported: { name: string; isType: boolean }[] = [];
  const taken: string[] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    for (const { importName } of entries) taken.push(`${fileOf(moduleRequest.value)} ${takenOf(importName)}`);
  }
  for (const { start, end } of module.dynamicImports.map(({ moduleRequest }) => moduleRequest)) {
    taken.push(`${fileOf(text.slice(start + 1, end - 1))} *`);
  }
  for (const { moduleRequest, importName, exportName, isType } of module.staticExports.flatMap(
    ({ entries }) => entries,
  )) {
    if (moduleRequest !== null) taken.push(`${fileOf(moduleRequest.value)} ${takenOf(importName)}`);
    if (exportName.name !== null) exported.push({ name: exportName.name, isType });
  }
  // Some tests and tools load a file by its path, as it needs another compiler or runtime than theirs.
  for (const [, file] of text.matchAll(/"((?:src|scripts|test)\/[\w/.-]+\.tsx?)"/g)) taken.push(`${file} *`);
  return { exported, taken, text };
}

function takenOf({ kind, name }: { readonly kind: string; readonly name: string | null }): string {
  return kind === "Default" ? "default" : (name ?? "*");
}

/** Files that are run rather than imported: of Workers, and of what tests start first. */
function listEntries(): readonly string[] {
  const configs = globSync("{.,bench/**,test/**}/{*.toml,vitest.config.ts}", { cwd: root });
  return configs.flatMap((config) => {
    const text = readFileSync(join(root, config), "utf8");
    const entries = text.matchAll(/^\s*(?:main = |globalSetup: )"([^"]+)"/gm);
    return [...entries].map(([, entry = ""]) => `${posix.join(posix.dirname(config.replaceAll("\\", "/")), entry)} *`);
  });
}

function isUsedIn(text: string, name: string): boolean {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  return (code.match(new RegExp(`(?<![\\w$.])${name}(?![\\w$])`, "g")) ?? []).length > 1;
}
