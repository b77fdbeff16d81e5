import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { WRANGLER_TOML, wranglerEnvironment } from "./wrangler-environment.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");

/** Builds the console into a folder, or `public/console`, from where it is served and uploaded. */
export async function buildConsole({ folder, stop }: { folder?: string; stop?: AbortSignal } = {}): Promise<void> {
  const into = folder === undefined ? [] : ["--outDir", folder];
  await run(join(root, "node_modules/.bin/vite"), ["build", "--logLevel", "error", ...into], {
    cwd: root,
    ...(stop && { signal: stop }),
  });
}

/** Writes the Worker, as it is deployed, into a folder. Returns what Wrangler says would be uploaded with it. */
export async function bundleWorker(folder: string, stop?: AbortSignal): Promise<string> {
  const args = ["deploy", "--dry-run", "--outdir", folder, ...WRANGLER_TOML];
  const { stdout } = await run(join(root, "node_modules/.bin/wrangler"), args, {
    cwd: root,
    env: wranglerEnvironment(),
    ...(stop && { signal: stop }),
  });
  return stdout;
}
