/** Keeps Wrangler from calling home: a fresh machine without a network starts as fast as one with. */
const OFFLINE_SWITCHES = {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_NO_SKILLS_UPDATE_PROMPTS: "true",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
} as const;

/** The environment for a child process that runs Wrangler. Without a terminal it must not ask anything. */
export function wranglerEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, ...OFFLINE_SWITCHES, ...(process.stdin.isTTY ? {} : { CI: "1" }) };
}

/** The same for Wrangler used as a library, in this very process. */
export function keepWranglerOffline(): void {
  Object.assign(process.env, OFFLINE_SWITCHES);
}
