import { join, resolve } from "node:path";

/** Where a self-hosted service keeps everything: GARLAND_DATA, or `data` beside the code. */
export function findDataFolder(): string {
  return resolve(process.env["GARLAND_DATA"] ?? join(import.meta.dirname, "../data"));
}
