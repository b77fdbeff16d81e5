import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const root = join(import.meta.dirname, "../..");
/** What is made or brought here, and is no part of the tree. */
const FOREIGN = new Set([
  ".git",
  "node_modules",
  "dist",
  "coverage",
  "data",
  ".wrangler",
  ".garland",
  "public/console",
]);

function listFiles(folder = ""): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (FOREIGN.has(entry.name) || FOREIGN.has(path)) return [];
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

const files = listFiles();
const folders = new Set(files.flatMap((file) => (file.includes("/") ? [file.slice(0, file.indexOf("/"))] : [])));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const pages = files.filter((file) => file.endsWith(".md"));
const sources = files.filter((file) => /\.(ts|tsx|js|toml|service|Containerfile|example)$/.test(file));

/** What stands in back quotes, outside blocks of code. */
function listQuoted(text: string): readonly string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, "");
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, quoted = ""]) => quoted);
}

/** Whether the text names a file or folder of ours; undefined if it is about something else. */
function isThere(quoted: string): boolean | undefined {
  // Of a pattern, such as routes/<noun>.ts, what comes before the pattern has to be there.
  const [path = ""] = quoted.split(/[<*{…]/);
  if (!/^\.?[\w@-][\w@./-]*$/.test(path)) return undefined;
  const [first = ""] = path.split("/");
  if (path.includes("/") && folders.has(first)) {
    const isPattern = path !== quoted || path.endsWith("/");
    return files.some((file) => file === path || file.startsWith(isPattern ? path : `${path}/`));
  }
  if (/^[\w.-]+\.(ts|tsx|toml|md|mjs)$/.test(quoted)) {
    return files.some((file) => file === quoted || file.endsWith(`/${quoted}`));
  }
  return undefined;
}

describe("the documentation", () => {
  it("names in back quotes only files and folders that exist", () => {
    const named = pages.flatMap((page) =>
      listQuoted(read(page)).map((quoted) => ({ page, quoted, is: isThere(quoted) })),
    );
    expect(named.filter(({ is }) => is === true).length).toBeGreaterThan(30);
    expect(named.filter(({ is }) => is === false).map(({ page, quoted }) => `${page}: ${quoted}`)).toEqual([]);
  });

  it("links only to what exists", () => {
    const links = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => ({ page, target })),
    );
    const local = links.filter(({ target }) => !/^([a-z]+:|#)/.test(target));
    expect(local.length).toBeGreaterThan(30);
    const broken = local.filter(({ page, target }) => {
      const [path = ""] = target.split("#");
      return !existsSync(join(root, normalize(join(dirname(page), path))));
    });
    expect(broken).toEqual([]);
  });

  it("gives only commands that exist", () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read("package.json")));
    const commands = [...pages, ...sources].flatMap((file) =>
      [...read(file).matchAll(/\bnpm run (?:-s |--silent )?([a-z][\w:-]*)/g)].map(([, name = ""]) => ({ file, name })),
    );
    expect(commands.length).toBeGreaterThan(20);
    expect(commands.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

describe("a comment", () => {
  it("cites only pages that are in the tree", () => {
    const cited = sources.flatMap((file) =>
      [...read(file).matchAll(/\b(docs|bench|deploy)\/[\w/-]+\.(md|service|example)\b/g)].map(([path]) => ({
        file,
        path,
      })),
    );
    expect(cited.length).toBeGreaterThan(5);
    expect(cited.filter(({ path }) => !files.includes(path))).toEqual([]);
  });
});
