/**
 * Steps are written with a colon, `/v1/campaigns/new-year:submit`, so that they are never taken for things inside the
 * campaign. The router knows no such form; it sees `/v1/campaigns/new-year/submit`.
 */
const STEP = /^(\/v1\/[a-z-]+\/[^/:]+):([a-z]+)$/;

/** The address as the router matches it. */
export function toRoutedPath(path: string): string {
  return path.includes(":") ? path.replace(STEP, "$1/$2") : path;
}

/** The address as callers and documents write a POST's: its last segment as a step. */
export function toWrittenPath(routedPath: string): string {
  return routedPath.replace(/^(\/v1\/[a-z-]+\/[^/]+)\/([a-z]+)$/, "$1:$2");
}
