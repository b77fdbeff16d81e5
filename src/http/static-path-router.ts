import type { Result, Router } from "hono/router";

/**
 * Finds routes as the router inside it does, and remembers what it found at addresses that are written out in full.
 * Hono's fast router does not take this table of routes (some addresses overlap), and its other one walks a tree for
 * every request: that was a twelfth of what a phone's question cost. There are only as many such addresses as routes.
 */
export class StaticPathRouter<T> implements Router<T> {
  readonly name = "StaticPathRouter";
  readonly #inner: Router<T>;
  readonly #staticPaths = new Set<string>();
  readonly #found = new Map<string, Result<T>>();

  constructor(inner: Router<T>) {
    this.#inner = inner;
  }

  add(method: string, path: string, handler: T): void {
    if (!/[:*]/.test(path)) this.#staticPaths.add(path);
    this.#found.clear();
    this.#inner.add(method, path, handler);
  }

  match(method: string, path: string): Result<T> {
    if (!this.#staticPaths.has(path)) return this.#inner.match(method, path);
    const question = `${method} ${path}`;
    const known = this.#found.get(question);
    if (known !== undefined) return known;
    const found = this.#inner.match(method, path);
    // Methods are a caller's word and have no end; those that no route has are looked up each time.
    if (found[0].length > 0 && METHODS.has(method)) this.#found.set(question, found);
    return found;
  }
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Steps are written with a colon, `/v1/campaigns/new-year:submit`, so that they are never taken for things inside the
 * campaign. The router knows no such form; it sees `/v1/campaigns/new-year/submit`.
 */
const STEP = /^(\/v1\/(?:policy\/)?[a-z-]+\/[^/:]+):([a-z-]+)$/;

/** The address as the router matches it. */
export function toRoutedPath(path: string): string {
  return path.includes(":") ? path.replace(STEP, "$1/$2") : path;
}

/** The address as callers and documents write a POST's: its last segment as a step. */
export function toWrittenPath(routedPath: string): string {
  return routedPath.replace(/^(\/v1\/(?:policy\/)?[a-z-]+\/[^/]+)\/([a-z-]+)$/, "$1:$2");
}
