/**
 * Runs before `npm run deploy`: refuses a deployment that could not start. Variables stand in wrangler.toml, or are secrets of
 * the Worker. `--config <file>` looks at another file than wrangler.toml.
 */
import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { parseArgs, promisify, stripVTControlCharacters } from "node:util";
import { unstable_readConfig as readConfig } from "wrangler";
import { z } from "zod";
import { findUnset, parseSettings } from "../src/contract/settings.ts";
import { runScript } from "./run-script.ts";
import { keepWranglerOffline, wranglerEnvironment } from "./wrangler-environment.ts";

const root = join(import.meta.dirname, "..");

await runScript(checkDeployment);

async function checkDeployment(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: "string" } } });
  const file = resolve(values.config ?? join(root, "wrangler.toml"));
  keepWranglerOffline();
  const { vars } = readConfig({ config: file }, { hideWarnings: true });
  if (vars["ENVIRONMENT"] !== "production") {
    throw new Error(
      `ENVIRONMENT is ${JSON.stringify(vars["ENVIRONMENT"])} in ${file}; what is deployed is production.`,
    );
  }
  const unset = findUnset(vars);
  if (unset.length === 0) {
    // Names each variable whose value is not what it must be.
    parseSettings(vars);
    console.log("Every variable that production needs is there.");
    return;
  }
  const secrets = await listSecrets(file);
  const missing = unset.filter((name) => secrets.ok && !secrets.names.includes(name));
  if (secrets.ok && missing.length === 0) {
    console.log(`Every variable that production needs is there; ${unset.join(", ")} as secrets.`);
    return;
  }
  const names = secrets.ok ? missing : unset;
  const asked = secrets.ok ? "" : `\nThe Worker's secrets could not be read: ${secrets.why}`;
  throw new Error(
    `Not deployed: ${names.join(", ")} ${names.length === 1 ? "is" : "are"} missing. Set each as a secret, ` +
      `npx wrangler secret put ${names[0]}, or under [vars] in ${file}; docs/self-hosting.md says what they are.${asked}`,
  );
}

const secretsSchema = z.array(z.object({ name: z.string() }));

type Secrets = { readonly ok: true; readonly names: readonly string[] } | { readonly ok: false; readonly why: string };

async function listSecrets(file: string): Promise<Secrets> {
  const wrangler = join(root, "node_modules/.bin/wrangler");
  try {
    const { stdout } = await promisify(execFile)(wrangler, ["secret", "list", "--format", "json", "--config", file], {
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
