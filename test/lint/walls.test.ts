import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { CLOSED_GLOBALS, roomOf, WALLS } from "../../scripts/walls/rooms.ts";
import { scanSource } from "../../scripts/walls/scan-source.ts";

const root = join(import.meta.dirname, "../..");
const script = join(root, "scripts/check-walls.ts");
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const ROOMS = Object.keys(WALLS);
const isFile = (room: string) => room.endsWith(".ts");
/** A room's own file, or the folder of a room; the domain's own files have no folder. */
const placeOf = (room: string, file: string) => (isFile(room) ? room : `${room.replace("/.", "")}/${file}`);
const harmless = (room: string) => placeOf(room, "harmless.ts");
const up = (path: string) => "../".repeat(path.split("/").length - 1) || "./";

/** Checks a tree that has a harmless file in every room, and these. Returns what is said of it, a line each. */
function check(
  planted: Readonly<Record<string, string>>,
  link?: { readonly from: string; readonly to: string },
): string[] {
  const folder = mkdtempSync(join(tmpdir(), "garland-walls-"));
  folders.push(folder);
  const calm = Object.fromEntries(ROOMS.map((room) => [harmless(room), "export const harmless = 1;\n"]));
  for (const [place, code] of Object.entries({ ...calm, ...planted })) {
    const file = join(folder, "src", place);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
  }
  if (link !== undefined) symlinkSync(link.to, join(folder, "src", link.from));
  try {
    execFileSync(process.execPath, [script, folder], { encoding: "utf8", stdio: "pipe" });
    return [];
  } catch (error) {
    return String(Reflect.get(error as object, "stderr"))
      .trim()
      .split("\n");
  }
}

/** Files of a room, one for each piece of code. */
function plant(room: string, codes: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(codes.map((code, index) => [`${room}/planted-${index}.ts`, code]));
}

/** Done at the first call, and kept. */
function lazily<Value extends object>(work: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= work());
}

const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
const installed = manifestSchema.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));

/** What is in no row: some begin with the letters of what is allowed, or lead out of it. */
const STRANGE_PACKAGES = [
  "zodiac",
  "honor",
  "joseph",
  "reactive",
  "temporary",
  "@hono/zod-validator",
  "@noble/ciphers",
  "@mantine/core-evil",
  "nodemailer",
  "cloudflare",
  "cloudflare:sockets",
  "fs",
  "node:module",
  "node:vm",
  "#alias",
  "hono/../jose",
  "zod/./../jose",
  "/etc/passwd",
  "https://example.com/x.js",
  "data:text/javascript,1",
  "garland",
];

/** Every package of any row, every one that is installed, and the strange ones. */
const PACKAGES = [
  ...new Set([
    ...Object.values(WALLS).flatMap(({ packages }) => packages),
    ...Object.keys({ ...installed.dependencies, ...installed.devDependencies }),
    ...STRANGE_PACKAGES,
  ]),
];

interface Reach {
  readonly code: string;
  readonly isAllowed: (room: string) => boolean;
}

const mayImport = (room: string, target: string) =>
  room === target ||
  WALLS[room]?.rooms.includes(target) === true ||
  (target.startsWith("domain/") && WALLS[room]?.rooms.includes("domain") === true);

/** One line of code for each other room, each package and each closed global. */
function listReaches(room: string): readonly Reach[] {
  const home = up(placeOf(room, "planted.ts"));
  return [
    ...ROOMS.filter((target) => target !== room).map((target) => ({
      code: `export { harmless } from "${home}${harmless(target)}";`,
      isAllowed: () => mayImport(room, target),
    })),
    ...PACKAGES.map((name) => ({
      code: `import "${name}";`,
      isAllowed: () => WALLS[room]?.packages.includes(name) === true,
    })),
    ...PACKAGES.filter((name) => /^(@[\w-]+\/)?[\w:-]+$/.test(name)).map((name) => ({
      code: `import "${name}/deeper/file.js";`,
      isAllowed: () => WALLS[room]?.packages.includes(name) === true,
    })),
    ...CLOSED_GLOBALS.map((name) => ({
      code: `export type _${name} = typeof ${name};`,
      isAllowed: () => WALLS[room]?.globals?.includes(name) === true,
    })),
  ];
}

describe("the walls between rooms", () => {
  it("let through exactly the rooms, packages and globals of each row, and say which room and what its row allows", () => {
    const planted: Record<string, string> = {};
    const crossings: string[] = [];
    for (const room of ROOMS) {
      const place = placeOf(room, "planted.ts");
      const reaches = listReaches(room);
      planted[place] = reaches.map(({ code }) => `${code}\n`).join("");
      for (const [index, { isAllowed }] of reaches.entries()) {
        if (!isAllowed(room)) crossings.push(`src/${place}:${index + 1}`);
      }
    }
    const said = check(planted).filter((line) => /^src\/\S+:\d+: /.test(line));
    expect([...new Set(said.map((line) => line.split(": ")[0]))].sort()).toEqual(crossings.sort());
    expect(said).toContain(
      "src/domain/planted.ts:1: domain/. imports src/domain/campaign/harmless.ts; domain/. may import nothing",
    );
    expect(said.find((line) => line.startsWith("src/guard/") && line.includes("names process"))).toContain(
      "guard names process; guard may import domain, calendar, contract, tokens, art, storage, and name Env",
    );
  });

  it("have no package and no global in a row that does not use it", () => {
    const used = new Set<string>();
    for (const entry of readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })) {
      const path = `src/${entry}`;
      const room = /\.tsx?$/.test(path) ? roomOf(path) : undefined;
      if (room === undefined) continue;
      const { imports, globals } = scanSource(path, readFileSync(join(root, path), "utf8"));
      for (const { name } of globals) used.add(`${room}: ${name}`);
      for (const { specifier } of imports) used.add(`${room}: ${/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0]}`);
    }
    const allowed = Object.entries(WALLS).flatMap(([room, { packages, globals = [] }]) =>
      [...packages, ...globals].map((name) => `${room}: ${name}`),
    );
    expect(allowed.filter((each) => !used.has(each))).toEqual([]);
  });

  it("leave the core pure, the objects to themselves, and the ways in to nobody", () => {
    for (const [room, { rooms, packages, globals = [] }] of Object.entries(WALLS)) {
      if (room.startsWith("domain/")) {
        expect(rooms.filter((other) => !other.startsWith("domain/"))).toEqual([]);
        expect([...packages, ...globals]).toEqual([]);
      }
      const ends = ["shard", "catalog", "guard", "events", "http", "env.ts", "cli", "console", "index.ts"];
      if (room !== "index.ts")
        expect({ room, rooms: rooms.filter((other) => ends.includes(other)) }).toMatchObject({ rooms: [] });
      const isNode = packages.some((name) => name.startsWith("node:")) || globals.includes("process");
      expect({ room, isNode }).toEqual({ room, isNode: room === "cli" || room === "gzip" });
    }
  });

  it("can't be gone round by another name for a file or a package", () => {
    const configs = readdirSync(root).filter((name) => /^tsconfig.*\.json$|^vite.*\.ts$|^wrangler\.toml$/.test(name));
    expect(configs.length).toBeGreaterThan(6);
    const renaming = /"paths"|"baseUrl"|\balias\b|\[alias\]/;
    expect(configs.filter((name) => renaming.test(readFileSync(join(root, name), "utf8")))).toEqual([]);
    const manifest = readFileSync(join(root, "package.json"), "utf8");
    expect(manifest).not.toMatch(/"imports"|"exports"|"(?:npm|file|link|git[^"]*|github|https?):/);
  });

  const FORMS: readonly (readonly [string, string])[] = [
    ["a type", 'import type { harmless } from "../http/harmless.ts";\nexport type A = typeof harmless;\n'],
    ["a type among values", 'import { type harmless } from "../http/harmless.ts";\nexport type A = typeof harmless;\n'],
    ["a type where it is used", 'export type A = typeof import("../http/harmless.ts");\n'],
    ["a member of a type where it is used", 'export type A = import("../http/harmless.ts").B;\n'],
    ["an export", 'export * from "../http/harmless.ts";\n'],
    ["an exported type", 'export type { harmless } from "../http/harmless.ts";\n'],
    ["an effect", 'import "../http/harmless.ts";\n'],
    ["a late import", 'export const late = () => import("../http/harmless.ts");\n'],
    ["an import by assignment", 'import harmless = require("../http/harmless.ts");\nexport { harmless };\n'],
    ["a way round", 'export * from "../contract/../http/harmless.ts";\n'],
    ["a spelling of the file's name", 'export * from "../http/h\\u0061rmless.ts";\n'],
  ];
  const ofForms = lazily(() =>
    check(
      plant(
        "domain",
        FORMS.map(([, code]) => code),
      ),
    ),
  );
  it.each(FORMS.map(([what], index) => [what, index] as const))("see %s", (_what, index) => {
    expect(ofForms()).toContain(
      `src/domain/planted-${index}.ts:1: domain/. imports src/http/harmless.ts; domain/. may import nothing`,
    );
  });

  const CANT_SEE = "imports what is not written as a text in quotes";
  const MODULE_NAME = 'names the module "../http/harmless.ts" other than by an import';
  const WAYS: readonly (readonly [string, string, string])[] = [
    ["a late import as another type", 'export const a = import("../http/harmless.ts" as string);', CANT_SEE],
    ["a late import in brackets", 'export const a = import(("../http/harmless.ts"));', CANT_SEE],
    ["a late import of a template", "export const a = import(`../http/harmless.ts`);", CANT_SEE],
    ["a late import of a choice", 'export const a = import(Date ? "../http/a.ts" : "./b.ts");', CANT_SEE],
    ["a late import in two parts", 'export const a = import("../http/" + "harmless.ts");', CANT_SEE],
    ["a late import of a name", 'const b = "../http/harmless.ts";\nexport const a = import(b);', CANT_SEE],
    ["require", 'export const a = require("../http/harmless.ts");', "names require"],
    ["require by another name", "const { require: load } = module;\nexport const a = load;", "names module"],
    [
      "createRequire",
      'import { createRequire } from "node:module";\nexport const a = createRequire("/");',
      "node:module",
    ],
    ["a file's address", 'export const a = new URL("../http/harmless.ts", import.meta.url);', "names import.meta"],
    ["files by a pattern", 'export const a = import.meta.glob("../http/*");', "names import.meta"],
    ["a worker", 'export const a = new Worker("x");', "names Worker"],
    ["a mocked module", 'vi.mock("../http/harmless.ts");', MODULE_NAME],
    ["a module in a text", 'export const a = "../http/harmless.ts";', MODULE_NAME],
    ["a module in a template", "export const a = `../http/harmless.ts`;", MODULE_NAME],
    ["a global by way of everything", 'export const a = globalThis["process"];', "names globalThis"],
    ["a global by a member", 'export const a = process.getBuiltinModule("fs");', "names process"],
    ["a global in its own spelling", 'export const a = pr\\u006fcess.getBuiltinModule("fs");', "names process"],
    [
      "a global that is declared anew",
      "declare const process: { env: object };\nexport const a = process;",
      "names process",
    ],
    ["a global as a type", "export type A = Buffer;", "names Buffer"],
    ["the bindings", "export type A = Env;", "names Env"],
    ["the bindings by their longer name", "export type A = Cloudflare.Env;", "names Cloudflare"],
    ["code in a text", 'export const a = eval("1");', "names eval"],
    ["a function made of a text", 'export const a = new Function("return 1");', "names Function"],
    [
      "a declaration for everybody",
      "declare global {\n  interface A {}\n}\nexport {};",
      "declares what is everybody's",
    ],
    ["a declaration for a package", 'declare module "hono" {\n  interface A {}\n}\nexport {};', "imports hono"],
    [
      "a reference to a file",
      '/// <reference path="../http/harmless.ts" />\nexport {};',
      "comment that tells the compiler",
    ],
    ["a reference to types", '/// <reference types="node" />\nexport {};', "comment that tells the compiler"],
    ["another library of elements", "/** @jsxImportSource react */\nexport {};", "comment that tells the compiler"],
    ["a question after a file's name", 'import "./harmless.ts?worker";', "which is no file of src"],
    ["a file outside", 'import "../../package.json";', "which is no file of src"],
    ["a package's file by its place", 'import "../../node_modules/hono/dist/index.js";', "which is no file of src"],
  ];
  const ofWays = lazily(() =>
    check(
      plant(
        "contract",
        WAYS.map(([, code]) => `${code}\n`),
      ),
    ),
  );
  it.each(WAYS.map(([what, , message], index) => [what, message, index] as const))(
    "refuse %s",
    (_what, message, index) => {
      const lines = ofWays().filter((line) => line.startsWith(`src/contract/planted-${index}.ts:`));
      expect(lines).toContainEqual(expect.stringContaining(message));
    },
  );

  const STRANGERS: readonly (readonly [string, string])[] = [
    ["lonely.ts", "stands in no room"],
    ["env.tsx", "stands in no room"],
    ["helpers/new.ts", "stands in no room"],
    ["domain/newsub/new.ts", "stands in no room"],
    ["__proto__/new.ts", "stands in no room"],
    ["shard/old.cjs", "is no file that shard may hold"],
    ["shard/old.cts", "is no file that shard may hold"],
    ["shard/old.mts", "is no file that shard may hold"],
    ["shard/old.js", "is no file that shard may hold"],
    ["shard/types.d.ts", "is no file that shard may hold"],
    ["shard/data.json", "is no file that shard may hold"],
    ["pages/page.css", "is no file that pages may hold"],
    ["pages/page.html", "is no file that pages may hold"],
  ];
  const ofStrangers = lazily(() => check(Object.fromEntries(STRANGERS.map(([place]) => [place, ""]))));
  it.each(STRANGERS)("refuse the file %s, though it imports nothing", (place, message) => {
    expect(ofStrangers()).toContainEqual(expect.stringContaining(`src/${place}: ${message}`));
  });

  it("know no room by a file's name that is a folder, or a folder's that is a file", () => {
    expect(["src/index.ts/file.ts", "src/shard", "src/domain"].map(roomOf)).toEqual([undefined, undefined, undefined]);
  });

  it("refuse a link to a file elsewhere", () => {
    const link = { from: "shard/link.ts", to: join(root, "src/http/app.ts") };
    expect(check({}, link)).toContainEqual(
      expect.stringContaining("src/shard/link.ts: is no file that shard may hold"),
    );
  });

  it("count what a page's elements need as an import, so that only pages and the console draw", () => {
    const page = "export const page = () => <p>Garland</p>;\n";
    const drawn = Object.fromEntries(
      ROOMS.filter((room) => !isFile(room)).map((room) => [placeOf(room, "drawn.tsx"), page]),
    );
    const refused = ROOMS.filter((room) => !isFile(room) && !["pages", "http", "console"].includes(room));
    expect(
      check(drawn)
        .map((line) => line.split("; ")[0])
        .sort(),
    ).toEqual(refused.map((room) => `src/${placeOf(room, "drawn.tsx")}:1: ${room} imports hono/jsx-runtime`).sort());
  });

  it("leave a stylesheet and a page of the console no way out either", () => {
    const said = check({
      "console/style.css": '@import "../pages/page.css";\n',
      "console/art.css": "p { background: url(../art/icon.svg); }\n",
      "console/borrow.css": 'p { composes: a from "../pages/page.css"; }\n',
      "console/index.html": '<script type="module" src="../shard/harmless.ts"></script>\n',
      "console/fine.css": "p { color: red; }\n",
      "console/fine.html": '<link href="/static/icon.svg"><script src="./harmless.ts"></script>\n',
    });
    expect(said).toEqual([
      expect.stringContaining("src/console/art.css:1: console reaches for another file"),
      expect.stringContaining("src/console/borrow.css:1: console reaches for another file"),
      expect.stringContaining("src/console/index.html:1: console imports src/shard/harmless.ts; console may import"),
      expect.stringContaining("src/console/style.css:1: console reaches for another file"),
    ]);
  });

  it("see circles, also of types alone", () => {
    const said = check({
      "contract/one.ts": 'import type { Two } from "./two.ts";\nexport type One = Two;\n',
      "contract/two.ts": 'import type { Three } from "../contract/three.ts";\nexport type Two = Three;\n',
      "contract/three.ts": 'export type Three = import("./one.ts").One;\n',
    });
    expect(said).toEqual([expect.stringMatching(/^(src\/contract\/\w+\.ts → ){3}src\/contract\/\w+\.ts: a circle/)]);
  });

  it("let an ordinary file be, with members and keys of any name", () => {
    const code = 'export const a = { process: 1, module: 2, "self": 3 };\nexport const b = a.process + a["self"];\n';
    expect(check({ "domain/planted.ts": code })).toEqual([]);
  });

  it("say so when there is nothing to be read, or it can't be read", () => {
    const folder = mkdtempSync(join(tmpdir(), "garland-walls-"));
    folders.push(folder);
    mkdirSync(join(folder, "src"));
    expect(() => execFileSync(process.execPath, [script, folder], { stdio: "pipe" })).toThrow(/Nothing was read/);
    expect(check({ "domain/planted.ts": "export const = ;\n" })).toContainEqual(
      expect.stringContaining("src/domain/planted.ts"),
    );
  });
});
