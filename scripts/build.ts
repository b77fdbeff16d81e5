/** `npm run build`: the console into `public/console`, the Worker into `dist`, and what `npm run deploy` would upload. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildConsole, bundleWorker } from "./bundle.ts";
import { runScript } from "./run-script.ts";

await runScript(async () => {
  parseArgs({ options: {} });
  await buildConsole();
  console.log(await bundleWorker(join(import.meta.dirname, "../dist")));
});
