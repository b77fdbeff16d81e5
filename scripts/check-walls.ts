/**
 * `npm run check:walls [-- <folder>]`: holds every file of `src` against the table of rooms (docs/adr/0006-walls.md). Names
 * each import and each name that crosses a wall, each circle, and whatever could reach further than the table can see.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, resolve } from "node:path";
import { runScript } from "./run-script.ts";
import { findCircles } from "./walls/find-circles.ts";
import { describeRow, jsxPackageOf, mayHold, mayReach, roomOf, WALLS } from "./walls/rooms.ts";
import { scanSource, type Scan } from "./walls/scan-source.ts";

const root = join(import.meta.dirname, "..");

await runScript(checkWalls);

async function checkWalls(): Promise<void> {
  const folder = resolve(process.argv[2] ?? root);
  const entries = readdirSync(join(folder, "src"), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({ path: toPath(folder, join(entry.parentPath, entry.name)), isFile: entry.isFile() }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  if (paths.length === 0) throw new Error(`Nothing was read in ${folder}.`);
  const files = new Set(paths.map(({ path }) => path));
  const graph = new Map<string, readonly string[]>();
  let imports = 0;
  const wrong: string[] = [];
  for (const { path, isFile } of paths) {
    const room = roomOf(path);
    if (room === undefined) {
      wrong.push(`${path}: stands in no room; rooms are ${Object.keys(WALLS).join(", ")} (scripts/walls/rooms.ts)`);
    } else if (!isFile || !mayHold(room, path)) {
      wrong.push(
        `${path}: is no file that ${room} may hold: .ts, or .tsx where pages are drawn, and no link to elsewhere`,
      );
    } else {
      const scan = scanFile(path, readFileSync(join(folder, path), "utf8"), room);
      wrong.push(...judge(path, room, scan, files));
      imports += scan.imports.length;
      graph.set(
        path,
        scan.imports.map(({ specifier }) => targetOf(path, specifier)).filter((target) => files.has(target)),
      );
    }
  }
  for (const circle of findCircles(graph)) {
    wrong.push(`${circle.join(" → ")}: a circle; no file imports itself by way of others, not even for a type`);
  }
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  console.log(`${imports} imports of ${files.size} files stay within the walls`);
}

function toPath(folder: string, file: string): string {
  return file.slice(folder.length + 1).replaceAll("\\", "/");
}

/** What a file reaches for, whatever language it is written in. */
function scanFile(path: string, text: string, room: string): Scan {
  const reach = (pattern: RegExp) =>
    [...text.matchAll(pattern)].map((match) => ({
      line: text.slice(0, match.index).split("\n").length,
      specifier: match[1] ?? "",
    }));
  if (path.endsWith(".html")) {
    return { imports: reach(/(?:src|href)\s*=\s*["']?(\.[^"'\s>]*)/gi), globals: [], faults: [] };
  }
  if (path.endsWith(".css")) {
    const faults = reach(/@import|url\(|\bfrom\s+["']/gi).map(({ line }) => ({
      line,
      message: "reaches for another file; a stylesheet stands alone",
    }));
    return { imports: [], globals: [], faults };
  }
  const scan = scanSource(path, text);
  if (!path.endsWith(".tsx")) return scan;
  return { ...scan, imports: [...scan.imports, { line: 1, specifier: `${jsxPackageOf(room)}/jsx-runtime` }] };
}

function judge(path: string, room: string, { imports, globals, faults }: Scan, files: ReadonlySet<string>): string[] {
  const crossings = imports.flatMap(({ line, specifier }) => {
    const why = explainCrossing(path, room, specifier, files);
    return why === undefined ? [] : [`${path}:${line}: ${why}; ${describeRow(room)}`];
  });
  const names = globals
    .filter(({ name }) => WALLS[room]?.globals?.includes(name) !== true)
    .map(({ line, name }) => `${path}:${line}: ${room} names ${name}; ${describeRow(room)}`);
  return [...crossings, ...names, ...faults.map(({ line, message }) => `${path}:${line}: ${room} ${message}`)];
}

/** What is wrong with an import; undefined: nothing. */
function explainCrossing(
  path: string,
  room: string,
  specifier: string,
  files: ReadonlySet<string>,
): string | undefined {
  const target = targetOf(path, specifier);
  if (target === specifier) {
    const name = packageOf(specifier);
    return name !== undefined && mayReach(room, name) ? undefined : `${room} imports ${specifier}`;
  }
  if (!files.has(target)) return `${room} imports ${target}, which is no file of src`;
  const other = roomOf(target);
  return other !== undefined && mayReach(room, other) ? undefined : `${room} imports ${target}`;
}

/** The path of what a file imports, or the specifier itself if it names a package. */
function targetOf(path: string, specifier: string): string {
  return specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : specifier;
}

/** The package, or the platform's module, that a specifier is of; undefined for one that could lead out of it again. */
function packageOf(specifier: string): string | undefined {
  return /^(?!.*(?:\/\.|\/\/|\\|%))((?:@[^/]+\/)?[^/]+)(?:\/|$)/.exec(specifier)?.[1];
}
