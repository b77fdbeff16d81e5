import { join, resolve } from "node:path";
import { readVariable } from "./read-variable.ts";

/** Where a self-hosted service keeps everything: GARLAND_DATA, or `data` beside the code. */
export function findDataFolder(): string {
  return resolve(readVariable("GARLAND_DATA") ?? join(import.meta.dirname, "../data"));
}
