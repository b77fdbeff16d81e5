import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { checkVariables } from "../../scripts/check-deployment.ts";
import { readDeployArguments, refuseForeignVariables } from "../../scripts/deploy-arguments.ts";
import { DEVELOPMENT_LINK_KEYS } from "../../src/contract/development-secrets.ts";
import { RANDOM_KEY } from "../support/random-key.ts";

const root = join(import.meta.dirname, "../..");
/** Nobody listens there, and nobody is logged in. */
const NOBODY = { HTTPS_PROXY: "http://127.0.0.1:9", CLOUDFLARE_API_TOKEN: "", CLOUDFLARE_ACCOUNT_ID: "", CI: "1" };

const COMPLETE = {
  ENVIRONMENT: "production",
  SHARDS: "256",
  PUBLIC_ORIGIN: "https://garland.example",
  SUBSCRIBER_JWKS: "https://id.example/jwks",
  SUBSCRIBER_ISSUER: "https://id.example",
  STAFF_JWKS: "https://sso.example/jwks",
  STAFF_ISSUER: "https://sso.example",
  STAFF_AUDIENCE: "garland-console",
  LINK_KEYS: `1:${RANDOM_KEY}`,
};

/** A clone of its own, with files beside wrangler.toml that the real one must not have. */
let clone: string;
let shipped: string;
beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), "garland-deploy-"));
  for (const name of ["scripts", "public", "package.json", "vite.config.ts", "wrangler.toml"]) {
    // The console is built here anew; in the real tree another test may be building it at this moment.
    const filter = (path: string) => path !== join(root, "public/console");
    await cp(join(root, name), join(clone, name), { recursive: true, filter });
  }
  for (const name of ["src", "node_modules"]) await symlink(join(root, name), join(clone, name));
  shipped = await readFile(join(clone, "wrangler.toml"), "utf8");
});
afterAll(() => rm(clone, { recursive: true }));
beforeEach(async () => {
  for (const name of [".env", ".env.local"]) await rm(join(clone, name), { force: true });
});

async function configure(variables: Readonly<Record<string, unknown>>): Promise<void> {
  const vars = Object.entries(variables).map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`);
  const [before = "", rest = ""] = shipped.split("[vars]\n");
  await writeFile(
    join(clone, "wrangler.toml"),
    `${before}[vars]\n${vars.join("")}\n${rest.slice(rest.indexOf("[assets]"))}`,
  );
}

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(clone, file)), { recursive: true });
  await writeFile(join(clone, file), text);
}

/** What `npm run deploy` says, with these arguments and variables. */
async function deploy(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly ok: boolean; readonly said: string }> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ["scripts/deploy.ts", ...args], {
      cwd: clone,
      env: { ...process.env, ...NOBODY, ...env },
    });
    return { ok: true, said: stdout };
  } catch (error) {
    return { ok: false, said: String(Reflect.get(error as object, "stderr")) };
  }
}

describe("npm run deploy", () => {
  it("names what the shipped file lacks, with what to do, and deploys nothing", async () => {
    await put("wrangler.toml", shipped);
    const { ok, said } = await deploy();
    expect(ok).toBe(false);
    for (const name of [
      "PUBLIC_ORIGIN",
      "SUBSCRIBER_JWKS",
      "STAFF_JWKS",
      "STAFF_ISSUER",
      "STAFF_AUDIENCE",
      "LINK_KEYS",
    ]) {
      expect(said).toContain(name);
    }
    expect(said).toContain("wrangler secret put");
    expect(said).toContain("The Worker's secrets could not be read");
  });

  it("uploads wrangler.toml as it stands, whatever lies beside it", async () => {
    await configure(COMPLETE);
    const other = JSON.stringify({
      name: "other",
      main: "src/index.ts",
      compatibility_date: "2026-10-01",
      vars: { ENVIRONMENT: "development" },
    });
    await put("wrangler.json", other);
    await put("wrangler.jsonc", other);
    await put(".wrangler/deploy/config.json", JSON.stringify({ configPath: "../../wrangler.json" }));
    const { ok, said } = await deploy(["--dry-run", "--outdir", join(clone, "out")]);
    for (const file of ["wrangler.json", "wrangler.jsonc", ".wrangler"])
      await rm(join(clone, file), { recursive: true });
    expect({ ok, said }).toMatchObject({ ok: true });
    expect(said).toContain('env.ENVIRONMENT ("production")');
    expect(said).toContain('env.SHARDS ("256")');
    expect(said).toContain("--dry-run: exiting now.");
  });

  it("passes nothing on that would make it another environment, and says so before it does anything", async () => {
    await configure(COMPLETE);
    await put(".env", "CLOUDFLARE_ENV=staging\n");
    expect(await deploy()).toMatchObject({ ok: false, said: expect.stringContaining("CLOUDFLARE_ENV is set in .env") });
    const { ok, said } = await deploy(["--env", "staging"]);
    expect({ ok, said }).toMatchObject({ ok: false, said: expect.stringContaining("--env is not taken") });
  });
});

describe("an argument of npm run deploy", () => {
  it.each([
    [["--env", "staging"], "--env"],
    [["--env=staging"], "--env"],
    [["-e", "staging"], "-e"],
    [["--var", "ENVIRONMENT:development"], "--var"],
    [["--config", "other.toml"], "--config"],
    [["-c", "other.toml"], "-c"],
    [["--keep-vars"], "--keep-vars"],
    [["--secrets-file", "secrets.env"], "--secrets-file"],
    [["--name", "other"], "--name"],
    [["--cwd", "elsewhere"], "--cwd"],
    [["src/other.ts"], "src/other.ts"],
    [["--dry-run", "--", "--env", "staging"], "--"],
    [["--no-dry-run"], "--no-dry-run"],
  ])("is refused by name in %j", (args, named) => {
    expect(() => readDeployArguments(args, {})).toThrow(`Not deployed: ${named} is not taken`);
  });

  it.each([["--tag", "--env=staging"], ["--outdir"], ["--dry-run=no"]])(
    "is refused when it is half said: %s",
    (...args) => {
      expect(() => readDeployArguments(args, {})).toThrow(/Option/);
    },
  );

  it.each(["env", "var", "dry_run", "config"])("is missed when npm kept it for itself as npm_config_%s", (name) => {
    expect(() => readDeployArguments([], { [`npm_config_${name}`]: "true" })).toThrow(
      `npm has kept --${name.replace("_", "-")} for itself`,
    );
  });

  it("is passed on if it changes nothing of what is uploaded", () => {
    const args = ["--dry-run", "--outdir", "out", "--message=-e staging", "--tag", "v1"];
    expect(readDeployArguments(args, { npm_config_loglevel: "warn" })).toEqual([
      "--dry-run",
      "--outdir=out",
      "--message=-e staging",
      "--tag=v1",
    ]);
  });
});

describe("a variable that asks for another Worker", () => {
  it.each(["CLOUDFLARE_ENV", "WRANGLER_CI_OVERRIDE_NAME"])("is refused wherever it is set: %s", (name) => {
    for (const place of ["the environment", ".env", ".env.local"]) {
      const places = new Map([["elsewhere", { [name]: "" }] as const, [place, { [name]: "staging" }] as const]);
      expect(() => refuseForeignVariables(places)).toThrow(`${name} is set in ${place}`);
    }
    expect(() => refuseForeignVariables(new Map([["the environment", { CLOUDFLARE_ACCOUNT_ID: "1" }]]))).not.toThrow();
  });
});

describe("a variable in wrangler.toml", () => {
  it.each([
    ["development", { ...COMPLETE, ENVIRONMENT: "development" }, "what is deployed is production"],
    ["no environment", { SHARDS: "256" }, "what is deployed is production"],
    ["a value that can't be", { ...COMPLETE, SHARDS: "many" }, "SHARDS"],
    ["one, while others are secrets kept elsewhere", { ENVIRONMENT: "production", SHARDS: "abc" }, "SHARDS"],
    ["an address that is none", { ENVIRONMENT: "production", SHARDS: "16", PUBLIC_ORIGIN: "garland" }, "PUBLIC_ORIGIN"],
    ["a public key", { ...COMPLETE, LINK_KEYS: DEVELOPMENT_LINK_KEYS }, "LINK_KEYS must not hold key 0: it is public"],
    ["a name that means nothing", { ...COMPLETE, SHRADS: "16" }, "SHRADS is no variable of Garland's"],
  ])("is refused by name if it is %s", (_what, variables, named) => {
    expect(() => checkVariables(variables)).toThrow(named);
  });

  it("may be left out if it can be a secret of the Worker", () => {
    expect(checkVariables(COMPLETE)).toEqual([]);
    const { LINK_KEYS: _, STAFF_AUDIENCE: __, ...rest } = COMPLETE;
    expect([...checkVariables(rest)].sort()).toEqual(["LINK_KEYS", "STAFF_AUDIENCE"]);
  });
});

describe("whatever runs Wrangler", () => {
  it("names the file that it reads, and no environment, so that nothing beside that file is taken instead", async () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await readFile(join(root, "package.json"), "utf8")));
    expect(Object.values(scripts).filter((script) => /\bwrangler\b/.test(script))).toEqual([]);
    const careless: string[] = [];
    for (const folder of ["scripts", "bench", "test"]) {
      for (const entry of await readdir(join(root, folder), { recursive: true })) {
        if (!entry.endsWith(".ts") || entry.startsWith("node_modules")) continue;
        const text = await readFile(join(root, folder, entry), "utf8");
        const runsIt = /\.bin\/wrangler|wrangler\/bin|createTestHarness\(/.test(text);
        if (runsIt && !/WRANGLER_TOML|"--env="|configPath/.test(text)) careless.push(`${folder}/${entry}`);
      }
    }
    expect(careless).toEqual([]);
  });
});
