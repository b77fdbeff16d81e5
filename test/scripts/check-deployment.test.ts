import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

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
  LINK_KEYS: `1:${"k".repeat(43)}`,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "garland-deploy-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** What `npm run deploy` says before it deploys anything. */
async function check(config: string): Promise<{ readonly ok: boolean; readonly said: string }> {
  const args = ["scripts/check-deployment.ts", "--config", config];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...NOBODY },
    });
    return { ok: true, said: stdout };
  } catch (error) {
    return { ok: false, said: String(Reflect.get(error as object, "stderr")) };
  }
}

async function configure(variables: Readonly<Record<string, string>>): Promise<string> {
  const file = join(folder, "wrangler.toml");
  const vars = Object.entries(variables).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  await writeFile(file, ['name = "garland"', 'compatibility_date = "2026-10-01"', "[vars]", ...vars, ""].join("\n"));
  return file;
}

describe("before a deployment", () => {
  it("what the shipped file lacks is named, with what to do", async () => {
    const { ok, said } = await check(join(root, "wrangler.toml"));
    expect(ok).toBe(false);
    for (const name of Object.keys(COMPLETE).filter((each) => !["ENVIRONMENT", "SHARDS"].includes(each))) {
      expect(said).toContain(name);
    }
    expect(said).toContain("wrangler secret put");
    expect(said).toContain("The Worker's secrets could not be read");
  });

  it("a file that holds everything passes without asking anybody", async () => {
    expect(await check(await configure(COMPLETE))).toMatchObject({ ok: true });
  });

  it("development, and values that can't be, are refused by name", async () => {
    const development = await check(await configure({ ...COMPLETE, ENVIRONMENT: "development" }));
    expect(development).toMatchObject({ ok: false });
    expect(development.said).toContain("what is deployed is production");
    const wrong = await check(await configure({ ...COMPLETE, SHARDS: "many" }));
    expect(wrong).toMatchObject({ ok: false });
    expect(wrong.said).toContain("SHARDS");
  });
});
