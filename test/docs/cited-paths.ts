import { readdirSync } from "node:fs";
import { join } from "node:path";

/** What is made or brought here, and is no part of the tree. */
const FOREIGN = ["node_modules", "dist", "coverage", "data", ".git", ".wrangler", ".garland", "public/console"];
const isForeign = (path: string) => FOREIGN.some((each) => path === each || path.startsWith(`${each}/`));

/** What is written in the tree; a name with such an ending, even alone, is one of its files. */
const OURS = /[\w>*}]\.(?:tsx?|md|toml|service|example)$/;
const PATH = /^[\w@.][\w@./-]*$/;

/** Every file of the tree, by its path. */
export function listTree(root: string, folder = ""): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (isForeign(path) || entry.name === "node_modules") return [];
    return entry.isDirectory() ? listTree(root, path) : [path];
  });
}

/** `src/{shard,guard}/object.ts` as two paths. */
function expandBraces(text: string): readonly string[] {
  const [, before = "", inside, after = ""] = /^([^{]*)\{([^{}]*)\}(.*)$/.exec(text) ?? [];
  if (inside === undefined) return [text];
  return inside.split(",").flatMap((choice) => expandBraces(`${before}${choice.trim()}${after}`));
}

/** A pattern with `*`, `**`, `<noun>` or `…` as one that paths are tried on; the whole path, or its end. */
function compile(pattern: string): RegExp {
  const source = pattern
    .split(/(\*\*\/|\*\*|\*|<[^<>]*>|…)/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replace(/[.+^$()[\]{}|\\?]/g, "\\$&");
      return part === "**/" ? "(?:.*/)?" : part === "**" || part === "…" ? ".*" : "[^/]*";
    })
    .join("");
  return new RegExp(`(?:^|/)${source}${pattern.endsWith("/") ? "" : "(?:/|$)"}`);
}

/**
 * Whether a word names files or folders of the tree; undefined if it is about something else, as a package, an address or a
 * zone is. It may stand alone (`operator.ts`), begin anywhere (`routes/<noun>.ts`), have a line (`app.ts:12`) and be a pattern.
 */
export function isInTree(word: string, files: readonly string[]): boolean | undefined {
  const path = word
    .replace(/^(?:\.{1,2}\/)+/, "")
    .replace(/:\d+(?::\d+)?$/, "")
    .replace(/#L\d+$/, "");
  const isPattern = /[*<{…]/.test(path);
  const plain = path.replace(/\*\*?|<[^<>]*>|…|[{},]/g, "x");
  if (!PATH.test(plain) || isForeign(path)) return undefined;
  const [first = ""] = plain.split("/");
  const isRooted = path.includes("/") && files.some((file) => file.startsWith(`${first}/`));
  if (!isRooted && !OURS.test(plain)) return undefined;
  return expandBraces(path).every((each) => {
    const pattern = compile(each);
    // What begins with a folder of the root is looked for there, and nowhere else.
    const whole = isRooted ? new RegExp(pattern.source.replace("(?:^|/)", "^")) : pattern;
    return files.some((file) => whole.test(file)) || (isPattern && isRooted && isForeign(each));
  });
}

/** How GitHub calls a heading in an address. */
export function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}
