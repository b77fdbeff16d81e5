import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { unstable_readConfig as readConfig } from "wrangler";
import { z } from "zod";
import { findUnset, listIssues, SETTING_NAMES } from "../src/contract/settings.ts";
import { keepWranglerOffline, WRANGLER_TOML, wranglerEnvironment } from "./wrangler-environment.ts";

const root = join(import.meta.dirname, "..");
const CONFIG = join(root, "wrangler.toml");

/**
 * Whether wrangler.toml, with the Worker's secrets, is production that can start. Variables stand in wrangler.toml, or are
 * secrets of the Worker, whose values nobody can read. Returns what is fine, and throws what is not, with what to do.
 */
export async function checkDeployment(): Promise<string> {
  keepWranglerOffline();
  const { vars } = readConfig({ config: CONFIG, env: "" }, { hideWarnings: true });
  const unset = checkVariables(vars);
  if (unset.length === 0) return "Every variable that production needs is there.";

  const secrets = await listSecrets();
  const missing = unset.filter((name) => !secrets.ok || !secrets.names.includes(name));
  if (missing.length === 0) return `Every variable that production needs is there; ${unset.join(", ")} as secrets.`;
  const asked = secrets.ok ? "" : `\nThe Worker's secrets could not be read: ${secrets.why}`;
  throw new Error(
    `Not deployed: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing. Set each as a secret, ` +
      `npx wrangler secret put ${missing[0]}, or under [vars] in wrangler.toml; docs/self-hosting.md says what they are.${asked}`,
  );
}

/** The variables that can only be secrets of the Worker. Throws an error that names each that stands here and is not right. */
export function checkVariables(vars: Readonly<Record<string, unknown>>): readonly string[] {
  if (vars["ENVIRONMENT"] !== "production") {
    const environment = JSON.stringify(vars["ENVIRONMENT"]);
    throw new Error(`Not deployed: ENVIRONMENT is ${environment} in wrangler.toml; what is deployed is production.`);
  }
  const unset = findUnset(vars);
  const unknown = Object.keys(vars).filter((name) => !SETTING_NAMES.includes(name));
  const issues = [...unknown.map((name) => `${name} is no variable of Garland's`), ...listIssues(vars, unset)];
  if (issues.length === 0) return unset;
  throw new Error(`Not deployed. Check these variables in wrangler.toml: ${issues.join("; ")}`);
}

const secretsSchema = z.array(z.object({ name: z.string() }));

type Secrets = { readonly ok: true; readonly names: readonly string[] } | { readonly ok: false; readonly why: string };

async function listSecrets(): Promise<Secrets> {
  const wrangler = join(root, "node_modules/.bin/wrangler");
  try {
    const { stdout } = await promisify(execFile)(wrangler, ["secret", "list", "--format", "json", ...WRANGLER_TOML], {
      cwd: root,
      env: { ...wranglerEnvironment(), CI: "1" },
    });
    return { ok: true, names: secretsSchema.parse(JSON.parse(stdout)).map(({ name }) => name) };
  } catch (error) {
    const { stderr = "", message = "" } = error as { readonly stderr?: string; readonly message?: string };
    // What went wrong is in its first paragraph; then come hints that help nobody here.
    const [why = ""] = stripVTControlCharacters(stderr || message)
      .trim()
      .split("\n\n");
    return { ok: false, why: why.replace(/\s+/g, " ") };
  }
}
