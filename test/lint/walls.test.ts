import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const script = join(root, "scripts/check-walls.ts");
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const DOMAIN = ["domain", "domain/campaign", "domain/condition", "domain/decision", "domain/guard", "domain/message"];
const ALL_OF_DOMAIN = [...DOMAIN, "domain/rehearsal", "domain/review"];
const OBJECT_ROOMS = [...ALL_OF_DOMAIN, "calendar", "contract", "tokens", "art", "storage"];

/** DESIGN §5, said once more: the rooms and the packages that each room may import. */
const ALLOWED: Readonly<Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }>> = {
  domain: { rooms: [], packages: [] },
  "domain/campaign": { rooms: ["domain"], packages: [] },
  "domain/condition": { rooms: ["domain"], packages: [] },
  "domain/decision": { rooms: ["domain", "domain/campaign", "domain/condition"], packages: [] },
  "domain/guard": { rooms: ["domain", "domain/campaign", "domain/condition", "domain/decision"], packages: [] },
  "domain/message": { rooms: ["domain", "domain/campaign", "domain/decision"], packages: [] },
  "domain/rehearsal": { rooms: ["domain", "domain/campaign", "domain/condition", "domain/decision"], packages: [] },
  "domain/review": { rooms: DOMAIN.filter((room) => room !== "domain/message"), packages: [] },
  calendar: { rooms: ALL_OF_DOMAIN, packages: ["temporal-polyfill"] },
  regex: { rooms: ALL_OF_DOMAIN, packages: ["re2js"] },
  art: { rooms: ALL_OF_DOMAIN, packages: [] },
  contract: { rooms: [...ALL_OF_DOMAIN, "art"], packages: ["zod"] },
  tokens: {
    rooms: [...ALL_OF_DOMAIN, "contract"],
    packages: ["@noble/hashes/sha2.js", "jose", "libphonenumber-js/min"],
  },
  storage: { rooms: [], packages: [] },
  shard: { rooms: [...OBJECT_ROOMS, "regex"], packages: ["cloudflare:workers"] },
  catalog: { rooms: [...OBJECT_ROOMS, "regex"], packages: ["cloudflare:workers"] },
  guard: { rooms: OBJECT_ROOMS, packages: ["cloudflare:workers"] },
  events: { rooms: [...ALL_OF_DOMAIN, "contract", "storage"], packages: ["cloudflare:workers"] },
  pages: { rooms: [...ALL_OF_DOMAIN, "contract", "tokens", "art"], packages: ["hono"] },
  http: {
    rooms: [...ALL_OF_DOMAIN, "contract", "tokens", "art", "pages"],
    packages: ["hono", "@hono/zod-openapi", "jose"],
  },
  cli: { rooms: [...ALL_OF_DOMAIN, "contract", "art"], packages: ["zod", "node:fs"] },
  console: { rooms: [...ALL_OF_DOMAIN, "contract", "art"], packages: ["zod", "react", "@mantine/core"] },
};

const ROOMS = Object.keys(ALLOWED);

/** What is installed, what is not, what is Node's or the platform's; some begin with the letters of what is allowed. */
const PACKAGES = [
  "zod",
  "zodiac",
  "hono",
  "@hono/zod-openapi",
  "@hono/zod-validator",
  "honor",
  "jose",
  "joseph",
  "@noble/hashes/sha2.js",
  "@noble/ciphers",
  "libphonenumber-js/min",
  "temporal-polyfill",
  "temporary",
  "re2js",
  "react",
  "react-dom-confetti",
  "@mantine/core",
  "nodemailer",
  "cloudflare",
  "cloudflare:workers",
  "node:fs",
];

/** Checks a tree that has a harmless file in every room, and these. Returns what is said of it. */
function check(planted: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "garland-walls-"));
  folders.push(folder);
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const harmless = Object.fromEntries(ROOMS.map((room) => [`${room}/harmless.ts`, "export const harmless = 1;\n"]));
  for (const [place, code] of Object.entries({ ...harmless, ...planted })) {
    const file = join(folder, "src", place);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
  }
  try {
    return execFileSync(process.execPath, [script, folder], { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    return String(Reflect.get(error as object, "stderr"));
  }
}

const up = (room: string) => "../".repeat(room.split("/").length);

// What stands inside a type, `import("…").A`, is refused by lint altogether (pure-core.test.ts).
describe("the walls between rooms (DESIGN §5)", () => {
  it("let through exactly the rooms and packages of each row", () => {
    const planted: Record<string, string> = {};
    const crossings: string[] = [];
    for (const room of ROOMS) {
      for (const target of [...ROOMS.filter((other) => other !== room), "index", "env"]) {
        const file = `${room}/to-room-${target.replace("/", "-")}.ts`;
        const specifier = `${up(room)}${target}${target === "index" || target === "env" ? "" : "/harmless"}.ts`;
        planted[file] = `export { harmless } from "${specifier}";\n`;
        if (ALLOWED[room]?.rooms.includes(target) !== true) crossings.push(`src/${file}`);
      }
      for (const [index, name] of PACKAGES.entries()) {
        const file = `${room}/to-package-${index}.ts`;
        planted[file] = `import * as taken from "${name}";\nexport const harmless = taken;\n`;
        if (ALLOWED[room]?.packages.includes(name) !== true) crossings.push(`src/${file}`);
      }
    }
    planted["index.ts"] = "export const harmless = 1;\n";
    planted["env.ts"] = "export const harmless = 1;\n";
    const found = check(planted)
      .split("\n")
      .flatMap((line) => /^(src\/\S+) →/.exec(line)?.[1] ?? []);
    expect([...new Set(found)].sort()).toEqual(crossings.sort());
  });

  it.each([
    ["a type", 'import type { harmless } from "../http/harmless.ts";\nexport type A = typeof harmless;\n'],
    ["a type among values", 'import { type harmless } from "../http/harmless.ts";\nexport type A = typeof harmless;\n'],
    ["an export", 'export * from "../http/harmless.ts";\n'],
    ["an exported type", 'export type { harmless } from "../http/harmless.ts";\n'],
    ["an effect", 'import "../http/harmless.ts";\n'],
    ["a late import", 'export const late = () => import("../http/harmless.ts");\n'],
  ])("see %s", (_what, code) => {
    expect(check({ "domain/planted.ts": code })).toContain("src/domain/planted.ts → src/http/harmless.ts");
  });

  it("see circles, also of types alone", () => {
    const said = check({
      "contract/one.ts": 'import type { Two } from "./two.ts";\nexport type One = Two;\n',
      "contract/two.ts": 'import type { One } from "./one.ts";\nexport type Two = One;\n',
    });
    expect(said).toContain("src/contract/one.ts → src/contract/two.ts → src/contract/one.ts");
  });

  it("leave no file of src without a row", () => {
    const code = 'export { harmless } from "../domain/harmless.ts";\n';
    expect(check({ "helpers/new.ts": code })).toContain("no room without a row");
  });

  it("say so when there is nothing to be read", () => {
    const folder = mkdtempSync(join(tmpdir(), "garland-walls-"));
    folders.push(folder);
    mkdirSync(join(folder, "src"));
    expect(() => execFileSync(process.execPath, [script, folder], { stdio: "pipe" })).toThrow(/Nothing was read/);
  });
});
