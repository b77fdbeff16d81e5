import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseSync } from "vite";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { isInTree, listTree, slugOf } from "./cited-paths.ts";

const root = join(import.meta.dirname, "../..");
const files = listTree(root);
const read = (file: string) => readFileSync(join(root, file), "utf8");
const pages = files.filter((file) => file.endsWith(".md"));
const modules = files.filter((file) => /\.(tsx?|js)$/.test(file) && !file.startsWith("docs/"));
const settings = files.filter((file) => /\.(toml|service|example|yml)$|Containerfile$|ignore$/.test(file));
const sources = [...modules, ...settings];

/** What stands in back quotes, and in blocks of code, word by word. */
function listQuoted(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^```[\s\S]*?^```/gm)].flatMap(([block]) => block.split("\n").slice(1, -1));
  const prose = text.replace(/^```[\s\S]*?^```/gm, "");
  const quoted = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, inside = ""]) => inside);
  return [...blocks, ...quoted].flatMap((line) => line.split(/[\s"'()|;,=]+(?![^{]*\})/)).filter((word) => word !== "");
}

/** What the comments of a file say. */
function listComments(file: string): readonly string[] {
  if (!modules.includes(file)) return [...read(file).matchAll(/^\s*#(.*)$/gm)].map(([, comment = ""]) => comment);
  return parseSync(file, read(file)).comments.map(({ value }) => value);
}

/** Words of a comment that end as our files do; what they are part of may be in back quotes. */
const listNamed = (text: string) =>
  text.match(/(?<![\w/@.-])\.{0,2}\/?[\w@*<>{}][\w@./*<>{},-]*\.(?:tsx?|md|toml|service|example)\b/g) ?? [];

interface Link {
  readonly page: string;
  readonly target: string;
}

/** Where a page's links, pictures and definitions of links lead, titles left out. */
function listLinks(page: string): readonly Link[] {
  const text = read(page).replace(/^```[\s\S]*?^```/gm, "");
  const inline = text.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*\)/g);
  const defined = text.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)/gm);
  const tagged = text.matchAll(/<[^>]+\b(?:src|href)="([^"]+)"/g);
  return [...inline, ...defined, ...tagged].map(([, target = ""]) => ({ page, target }));
}

function hasHeading(file: string, anchor: string): boolean {
  if (!file.endsWith(".md")) return /^L\d+$/.test(anchor) && Number(anchor.slice(1)) <= read(file).split("\n").length;
  const text = read(file).replace(/^```[\s\S]*?^```/gm, "");
  return [...text.matchAll(/^#+ (.*)$/gm)].some(([, heading = ""]) => slugOf(heading) === anchor);
}

describe("the documentation", () => {
  it("names in back quotes and in code only files and folders that exist", () => {
    const named = pages.flatMap((page) =>
      listQuoted(read(page)).map((word) => ({ page, word, is: isInTree(word, files) })),
    );
    expect(named.filter(({ is }) => is === true).length).toBeGreaterThan(60);
    expect(named.filter(({ is }) => is === false).map(({ page, word }) => `${page}: ${word}`)).toEqual([]);
  });

  it("links only to what exists, down to the heading", () => {
    const local = pages.flatMap(listLinks).filter(({ target }) => !/^[a-z]+:/.test(target));
    expect(local.length).toBeGreaterThan(30);
    const broken = local.filter(({ page, target }) => {
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? page : normalize(join(dirname(page), path));
      return !existsSync(join(root, file)) || (anchor !== undefined && !hasHeading(file, anchor));
    });
    expect(broken).toEqual([]);
  });

  it("gives only commands that exist, as npm runs them", () => {
    const { scripts, bin } = z
      .object({ scripts: z.record(z.string(), z.string()), bin: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read("package.json")));
    const find = (pattern: RegExp) =>
      [...pages, ...sources]
        .filter((file) => file !== "test/docs/paths.test.ts")
        .flatMap((file) => [...read(file).matchAll(pattern)].map(([, name = ""]) => ({ file, name })));
    const run = find(/\bnpm run (?:-s |--silent )?([a-z][\w:-]*)/g);
    expect(run.length).toBeGreaterThan(20);
    expect(run.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
    const isCommand = (name: string) => Object.hasOwn(bin, name) || existsSync(join(root, "node_modules/.bin", name));
    expect(find(/\bnpx (?:-\S+ )*([a-z][\w-]*)/g).filter(({ name }) => !isCommand(name))).toEqual([]);
    // Node 20 strips no types; npm finds the Node that comes with the packages.
    expect(find(/\bnode ((?:\.\/)?(?:scripts|src|bench|test)\/\S+)/g)).toEqual([]);
    const commands = ["src/cli/garland.ts", "scripts/garland.ts"].flatMap((file) =>
      [...read(file).matchAll(/^ {2}\["([\w-]+)", \w+Command\]/gm)].map(([, name]) => name),
    );
    const garland = find(/(?:^|`|npm run -s |npx )garland ([a-z]+(?:-[a-z]+)*)\b/gm).filter(({ file }) =>
      file.endsWith(".md"),
    );
    expect(garland.length).toBeGreaterThan(5);
    expect(garland.filter(({ name }) => !commands.includes(name))).toEqual([]);
  });
});

describe("a file of secrets", () => {
  it("that a page says to make is in no commit and in no image", () => {
    const made = pages.flatMap((page) =>
      [...read(page).matchAll(/deploy\/garland\.env\.example (\S+)/g)].map(([, file = ""]) => file),
    );
    expect(made.length).toBeGreaterThan(0);
    for (const [ignored, prefix] of [
      [".gitignore", ""],
      [".dockerignore", "**/"],
    ] as const) {
      const patterns = read(ignored).split("\n");
      for (const file of [...made, ".env", ".dev.vars"]) {
        const endings = [file, `${file}*`, `*${/\.\w+$/.exec(file)?.[0]}`].map((ending) => prefix + ending);
        expect({ ignored, file, is: endings.some((ending) => patterns.includes(ending)) }).toEqual({
          ignored,
          file,
          is: true,
        });
      }
    }
  });
});

describe("a comment", () => {
  it("cites only files and pages that are in the tree", () => {
    const cited = sources.flatMap((file) =>
      listComments(file)
        .flatMap(listNamed)
        .map((word) => ({ file, word, is: isInTree(word, files) })),
    );
    expect(cited.filter(({ is }) => is === true).length).toBeGreaterThan(20);
    expect(cited.filter(({ is }) => is === false).map(({ file, word }) => `${file}: ${word}`)).toEqual([]);
  });

  it("and a text that somebody reads cite no page that is not in the tree", () => {
    const cited = sources.flatMap((file) =>
      [...read(file).matchAll(/\b(?:docs|bench|deploy)\/[\w/-]+\.(?:md|service|example)\b/g)].map(([path]) => ({
        file,
        path,
      })),
    );
    expect(cited.length).toBeGreaterThan(5);
    expect(cited.filter(({ path }) => !files.includes(path))).toEqual([]);
  });

  it("names no page by its paragraphs, unless it is a standard's", () => {
    const found = [...pages, ...sources].flatMap((file) =>
      [...read(file).matchAll(/(.{0,12})§ ?\d/g)].map(([said, before = ""]) => ({ file, said, before })),
    );
    expect(
      found.filter(({ before }) => !/(RFC \d+|\w\.org) ?$/.test(before)).map(({ file, said }) => `${file}: ${said}`),
    ).toEqual([]);
  });
});

describe("a word", () => {
  const tree = [
    "src/http/app.ts",
    "src/http/routes/tray.ts",
    "src/http/routes/me.ts",
    "docs/guard.md",
    "wrangler.toml",
  ];
  it.each([
    ["src/http/app.ts", true],
    ["./src/http/app.ts", true],
    ["src/http/app.ts:12", true],
    ["src/http/app.ts:12:3", true],
    ["http/app.ts", true],
    ["app.ts", true],
    ["src/http/", true],
    ["src/http", true],
    ["routes/<noun>.ts", true],
    ["src/http/routes/*.ts", true],
    ["src/**/*.ts", true],
    ["src/http/routes/{tray,me}.ts", true],
    ["wrangler.toml", true],
    ["src/http/gone.ts", false],
    ["./src/gone.ts", false],
    ["src/http/gone.ts:12", false],
    ["http/gone.ts", false],
    ["gone.ts", false],
    ["p.ts", false],
    ["src/gone/", false],
    ["gone/<noun>.ts", false],
    ["src/gone/*.ts", false],
    ["src/http/*.tsx", false],
    ["src/http/routes/{tray,gone}.ts", false],
    ["handbook/gone.md", false],
    ["../src/http/gone.ts", false],
    ["../src/http/app.ts", true],
    [".ts", undefined],
    ["gone.toml", false],
    ["@noble/hashes", undefined],
    ["Europe/Moscow", undefined],
    ["/v1/tray", undefined],
    ["application/json", undefined],
    ["node_modules/.bin/node", undefined],
    ["dist/index.js", undefined],
    ["report.json", undefined],
  ])("%s names a file of the tree: %s", (word, expected) => {
    expect(isInTree(word, tree)).toBe(expected);
  });
});
