/**
 * Writes the Worker's bindings, as wrangler.toml names them, into `worker-configuration.d.ts`; the runtime's own types come
 * from `@cloudflare/workers-types`. With `--check` it writes nothing and fails if that file is out of date.
 */
import { spawnSync } from "node:child_process";
import { devNull } from "node:os";
import { join } from "node:path";
import { wranglerEnvironment } from "./wrangler-environment.ts";

const root = join(import.meta.dirname, "..");
const check = process.argv.includes("--check") ? ["--check"] : [];
// A developer's own .dev.vars are no part of the types; values of variables are parsed and not believed.
const options = ["--include-runtime=false", "--strict-vars=false", "--env-file", devNull];

const { status, stdout, stderr } = spawnSync(
  join(root, "node_modules/.bin/wrangler"),
  ["types", "worker-configuration.d.ts", ...options, ...check],
  { cwd: root, env: wranglerEnvironment(), encoding: "utf8" },
);
if (status !== 0) {
  console.error(`${stdout}${stderr}`);
  console.error("worker-configuration.d.ts is out of date: run node scripts/generate-environment-types.ts");
  process.exit(1);
}
console.log("worker-configuration.d.ts holds the bindings as they are");
