import { chromium } from "playwright-core";
import { join } from "node:path";
import { build } from "vite";
import type { TestProject } from "vitest/node";
import { findBrowser } from "./find-browser.ts";
import { startWorker } from "./start-worker.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where `openBrowser` finds the browser of all test files. */
    readonly browserEndpoint: string;
    /** The service of those test files that change nothing but their own people's choices. */
    readonly sharedOrigin: string;
  }
}

/** For machines without a network and without a sandbox for root. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--in-process-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/**
 * Before all browser tests: the console is built as it is delivered, and a browser and a service are started, once.
 * Starting them for each file took a fifth of the time.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildConsole();
  const [browser, worker] = await Promise.all([launchBrowser(), startWorker()]);
  project.provide("browserEndpoint", browser.wsEndpoint());
  project.provide("sharedOrigin", worker.origin);
  return async () => {
    await Promise.all([browser.close(), worker.stop()]);
  };
}

async function launchBrowser() {
  return chromium.launchServer({ executablePath: await findBrowser(), args: FLAGS });
}

async function buildConsole(): Promise<void> {
  const { NODE_ENV } = process.env;
  // Vite would take the tests' own mode and bundle what is for developers.
  process.env["NODE_ENV"] = "production";
  try {
    await build({ configFile: join(import.meta.dirname, "../../vite.config.ts"), logLevel: "warn" });
  } finally {
    process.env["NODE_ENV"] = NODE_ENV;
  }
}
