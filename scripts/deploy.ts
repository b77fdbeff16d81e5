/**
 * `npm run deploy`: checks, builds and uploads wrangler.toml as it stands, which is production. Nothing else beside it, in
 * the environment or among the arguments can make it another environment; whatever tries is refused by name.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { buildConsole } from "./bundle.ts";
import { checkDeployment } from "./check-deployment.ts";
import { readDeployArguments, refuseForeignVariables } from "./deploy-arguments.ts";
import { runScript } from "./run-script.ts";
import { WRANGLER_TOML, wranglerEnvironment } from "./wrangler-environment.ts";

const root = join(import.meta.dirname, "..");

/** From where Wrangler takes variables besides the environment. */
const ENV_FILES = [".env", ".env.local"];

await runScript(deploy);

async function deploy(): Promise<void> {
  const options = readDeployArguments(process.argv.slice(2), process.env);
  const files = await Promise.all(ENV_FILES.map(async (file) => [file, parseEnv(await readIfThere(file))] as const));
  refuseForeignVariables(new Map([["the environment", process.env], ...files]));
  console.log(await checkDeployment());
  await buildConsole();
  const wrangler = spawn(join(root, "node_modules/.bin/wrangler"), ["deploy", ...options, ...WRANGLER_TOML], {
    cwd: root,
    env: wranglerEnvironment(),
    stdio: "inherit",
  });
  const [code] = await once(wrangler, "exit");
  process.exitCode = Number(code ?? 1);
}

async function readIfThere(file: string): Promise<string> {
  return readFile(join(root, file), "utf8").catch(() => "");
}
