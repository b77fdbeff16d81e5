type Call = (url: string, init: RequestInit) => Promise<Response>;

/**
 * How webhooks are called. On plain workerd by a binding of its own, which reaches private networks only if the settings
 * allow it, whatever a name leads to (scripts/workerd-config.ts); on Cloudflare no private network can be reached.
 */
export function openOutside(env: Env): Call {
  const bound: unknown = Reflect.get(env, "OUTSIDE");
  return canFetch(bound) ? (url, init) => bound.fetch(url, init) : (url, init) => fetch(url, init);
}

function canFetch(bound: unknown): bound is { readonly fetch: Call } {
  return typeof bound === "object" && bound !== null && typeof Reflect.get(bound, "fetch") === "function";
}
