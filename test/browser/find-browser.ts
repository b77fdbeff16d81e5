import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/google-chrome"];

/**
 * Where a Chromium is: that of `CHROME_PATH`, else an installed one, else the one that comes as an npm package.
 * `GARLAND_BROWSER=bundled` insists on the last.
 */
export async function findBrowser(): Promise<string> {
  if (process.env["GARLAND_BROWSER"] === "bundled") return chromium.executablePath();
  const candidates = [process.env["CHROME_PATH"], ...INSTALLED];
  return candidates.find((path) => path !== undefined && existsSync(path)) ?? chromium.executablePath();
}
