import { existsSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { buildConsole, bundleWorker } from "./bundle.ts";
import { readVariable } from "./read-variable.ts";

const root = join(import.meta.dirname, "..");
const PUBLIC = join(root, "public");

/** Where a server's code is from. */
export type CodeSource = { readonly isBuilt: false } | { readonly isBuilt: true; readonly dist: string };

/** Code that is built now, or with GARLAND_BUILD=no what `npm run build` has built before, and throws if it has not. */
export function findCode(): CodeSource {
  if (readVariable("GARLAND_BUILD") !== "no") return { isBuilt: false };
  const dist = resolve(readVariable("GARLAND_DIST") ?? join(root, "dist"));
  if (!existsSync(join(dist, "index.js"))) throw new Error(`There is no bundle in ${dist}; run npm run build first.`);
  return { isBuilt: true, dist };
}

/**
 * Puts the Worker's bundle (`index.js`) and its static files (`public`) into a folder of the server's own, so that neither
 * another server nor a newer build changes what a running one serves.
 */
export async function fillBuildFolder(folder: string, code: CodeSource, stop: AbortSignal): Promise<void> {
  const [bundle, assets] = [join(folder, "index.js"), join(folder, "public")];
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  if (code.isBuilt) {
    await cp(join(code.dist, "index.js"), bundle);
    await cp(PUBLIC, assets, { recursive: true });
    return;
  }
  console.log("Building Garland…");
  await cp(PUBLIC, assets, { recursive: true, filter: (path) => relative(PUBLIC, path) !== "console" });
  await buildConsole({ folder: join(assets, "console"), stop });
  await bundleWorker(folder, stop);
}
