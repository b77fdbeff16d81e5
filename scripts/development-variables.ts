/** What a Worker is told on a developer's machine: wrangler.toml alone is production. */
export const DEVELOPMENT_VARIABLES = { ENVIRONMENT: "development", SHARDS: "16" } as const;
