import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** A project beside this one, with its settings and nothing else. */
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "garland-planted-"));
  for (const file of [
    ".oxlintrc.json",
    "knip.json",
    "tsconfig.json",
    "tsconfig.domain.json",
    "package.json",
    "wrangler.toml",
  ]) {
    await cp(join(root, file), join(folder, file));
  }
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function plant(path: string, text: string): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** What a command of this project says, and whether it was content. */
function run(command: string, ...args: readonly string[]): Promise<{ isContent: boolean; said: string }> {
  return new Promise((resolve) => {
    execFile(join(root, "node_modules/.bin", command), args, { cwd: folder }, (error, stdout, stderr) => {
      resolve({ isContent: error === null, said: stdout + stderr });
    });
  });
}

const lint = () =>
  run("oxlint", "--type-aware", "--deny-warnings", "--report-unused-disable-directives-severity=error", "src");

describe("the linter, which knows types,", () => {
  it.each([
    [
      "a promise that nobody waits for",
      "no-floating-promises",
      "declare function save(): Promise<void>;\nexport function act(): void {\n  save();\n}\n",
    ],
    [
      "a switch that leaves a case out",
      "switch-exhaustiveness-check",
      'export function say(word: "in" | "out"): number {\n  switch (word) {\n    case "in":\n      return 1;\n  }\n  return 0;\n}\n',
    ],
    [
      "a call of what may be anything",
      "no-unsafe-call",
      "export function act(text: string): void {\n  JSON.parse(text).act();\n}\n",
    ],
    [
      "an assertion that asserts nothing",
      "no-unnecessary-type-assertion",
      "export function same(text: string): string {\n  return text as string;\n}\n",
    ],
    [
      "a directive that allows nothing",
      "Unused oxlint-disable",
      "// oxlint-disable-next-line no-console\nexport const A = 1;\n",
    ],
  ])("sees %s", async (_what, rule, text) => {
    await plant("src/domain/planted.ts", text);
    const { isContent, said } = await lint();
    expect(isContent).toBe(false);
    expect(said).toContain(rule);
  });

  it("is content with what has none of these", async () => {
    await plant("src/domain/planted.ts", "export const A = 1;\n");
    expect(await lint()).toMatchObject({ isContent: true });
  });
});

describe("the search for dead code", () => {
  it("sees a file that nobody imports, and an export that nobody uses", async () => {
    await plant("src/index.ts", 'import { USED } from "./used.ts";\n\nexport default USED;\n');
    await plant("src/used.ts", "export const USED = 1;\nexport const UNUSED = 2;\n");
    await plant("src/dead.ts", "export const NOBODYS = 1;\n");
    const { isContent, said } = await run("knip", "--no-progress", "--include", "files,exports");
    expect(isContent).toBe(false);
    expect(said).toContain("src/dead.ts");
    expect(said).toContain("UNUSED");
  });
});
