import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { chromium as playwright, type Browser } from "playwright-core";

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/google-chrome"];

/** For machines without a network and without a sandbox for root. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/**
 * Starts a Chromium: that of `CHROME_PATH`, else an installed one, else the one that comes as an npm package.
 * `GARLAND_BROWSER=bundled` insists on the last.
 */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({ executablePath: await findBrowser(), args: FLAGS });
}

async function findBrowser(): Promise<string> {
  if (process.env["GARLAND_BROWSER"] === "bundled") return chromium.executablePath();
  const candidates = [process.env["CHROME_PATH"], ...INSTALLED];
  return candidates.find((path) => path !== undefined && existsSync(path)) ?? chromium.executablePath();
}
