import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** Keeps Wrangler from calling home: a fresh machine without a network starts as fast as one with. */
const OFFLINE_SWITCHES = {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_NO_SKILLS_UPDATE_PROMPTS: "true",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
} as const;

/**
 * Wrangler takes a wrangler.json beside wrangler.toml, a redirect in .wrangler/deploy, and an environment named by CLOUDFLARE_ENV
 * (also in .env) before wrangler.toml as it stands, unless it is told both.
 */
export const WRANGLER_TOML: readonly string[] = ["--config", join(root, "wrangler.toml"), "--env="];

/** The environment for a child process that runs Wrangler. Without a terminal it must not ask anything. */
export function wranglerEnvironment(): NodeJS.ProcessEnv {
  const { CLOUDFLARE_ENV: _another, ...inherited } = process.env;
  return { ...inherited, ...OFFLINE_SWITCHES, ...(process.stdin.isTTY ? {} : { CI: "1" }) };
}

/** The same for Wrangler used as a library, in this very process. */
export function keepWranglerOffline(): void {
  delete process.env["CLOUDFLARE_ENV"];
  Object.assign(process.env, OFFLINE_SWITCHES);
}
