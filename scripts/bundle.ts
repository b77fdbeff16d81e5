import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { WRANGLER_TOML, wranglerEnvironment } from "./wrangler-environment.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");

/** Builds the console into `public/console`, from where it is served and uploaded. */
export async function buildConsole(): Promise<void> {
  await run(join(root, "node_modules/.bin/vite"), ["build", "--logLevel", "error"], { cwd: root });
}

/** Writes the Worker, as it is deployed, into a folder. Returns what Wrangler says would be uploaded with it. */
export async function bundleWorker(folder: string): Promise<string> {
  const args = ["deploy", "--dry-run", "--outdir", folder, ...WRANGLER_TOML];
  const { stdout } = await run(join(root, "node_modules/.bin/wrangler"), args, {
    cwd: root,
    env: wranglerEnvironment(),
  });
  return stdout;
}
