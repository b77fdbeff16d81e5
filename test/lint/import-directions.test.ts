import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "garland-lint-"));
  // The table's folders are relative to the file that holds it.
  cpSync(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What lint says of a file that would stand at a place in `src`. */
function lint(place: string, code: string): string {
  const file = join(folder, "src", place);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, code);
  try {
    const args = ["--config", join(folder, ".oxlintrc.json"), "--format", "json", file];
    return execFileSync(join(root, "node_modules/.bin/oxlint"), args, { cwd: folder, encoding: "utf8" });
  } catch (error) {
    return String(Reflect.get(error as object, "stdout"));
  }
}

describe("the table of imports (DESIGN §5) is enforced: lint refuses", () => {
  it.each([
    ["domain", "domain/a.ts", 'import { z } from "zod";\nexport const a = z;\n', "no package"],
    [
      "domain, even for a type",
      "domain/b.ts",
      'import type { Z } from "../contract/rpc.ts";\nexport type A = Z;\n',
      "only domain",
    ],
    ["domain's clock", "domain/c.ts", "export const a = () => Date.now();\n", "Date"],
    ["domain's chance", "domain/d.ts", "export const a = () => Math.random();\n", "deterministic"],
    ["domain's network", "domain/e.ts", 'export const a = () => fetch("x");\n', "fetch"],
    ["calendar", "calendar/a.ts", 'import { z } from "zod";\nexport const a = z;\n', "temporal-polyfill"],
    ["contract", "contract/a.ts", 'import { Hono } from "hono";\nexport const a = Hono;\n', "no package but zod"],
    [
      "contract to objects",
      "contract/b.ts",
      'import { Shard } from "../shard/object.ts";\nexport const a = Shard;\n',
      "only domain",
    ],
    ["shard to http", "shard/a.ts", 'import { x } from "../http/app.ts";\nexport const a = x;\n', "nothing of HTTP"],
    [
      "catalog to another object's class",
      "catalog/a.ts",
      'import { Shard } from "../shard/object.ts";\nexport const a = Shard;\n',
      "RPC types",
    ],
    [
      "http to objects",
      "http/routes/a.ts",
      'import { Shard } from "../../shard/object.ts";\nexport const a = Shard;\n',
      "services",
    ],
    [
      "http to the platform",
      "http/b.ts",
      'import { env } from "cloudflare:workers";\nexport const a = env;\n',
      "services",
    ],
    ["console to http", "console/a.ts", 'import { x } from "../http/app.ts";\nexport const a = x;\n', "HTTP only"],
    [
      "cli to objects",
      "cli/a.ts",
      'import { Shard } from "../shard/object.ts";\nexport const a = Shard;\n',
      "HTTP only",
    ],
  ])("%s", (_what, place, code, message) => {
    expect(lint(place, code)).toContain(message);
  });

  it.each([
    ["domain its own", "domain/f.ts", 'import type { X } from "./result.ts";\nexport type A = X;\n'],
    [
      "contract zod and domain",
      "contract/f.ts",
      'import { z } from "zod";\nimport type { X } from "../domain/result.ts";\nexport const a: X = z;\n',
    ],
    [
      "http hono and contract",
      "http/f.ts",
      'import { Hono } from "hono";\nimport type { X } from "../contract/rpc.ts";\nexport const a: X = Hono;\n',
    ],
  ])("and allows %s", (_what, place, code) => {
    expect(lint(place, code)).not.toContain("no-restricted");
  });
});
