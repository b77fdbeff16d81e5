/**
 * Steps are written with a colon, `/v1/campaigns/new-year:submit`, so that they are never taken for things inside the
 * campaign. The router knows no such form; it sees `/v1/campaigns/new-year/submit`.
 */
const STEP = /^(\/v1\/[a-z-]+\/[^/:]+):([a-z]+)$/;

/** The address as the router matches it. */
export function toRoutedPath(path: string): string {
  return path.includes(":") ? path.replace(STEP, "$1/$2") : path;
}

/** The address as callers and documents write it: the last segment of a step, if it is one of the verbs. */
export function toWrittenPath(routedPath: string, verbs: ReadonlySet<string>): string {
  return routedPath.replace(/^(\/v1\/[a-z-]+\/[^/]+)\/([a-z]+)$/, (whole, head: string, verb: string) =>
    verbs.has(verb) ? `${head}:${verb}` : whole,
  );
}
