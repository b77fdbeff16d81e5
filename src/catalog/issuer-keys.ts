import type { IssuerKeysQuestion, KeptKeys } from "../contract/rpc/rpc-issuer-keys.ts";
import { fetchKeySet } from "./fetch-key-set.ts";

/** Older keys are fetched anew at the next question: so long may one that was withdrawn be believed. */
const FRESH_MS = 10 * 60_000;
/** Without a word from their issuer, keys are believed for this long. */
export const KEPT_MS = 24 * 3_600_000;
/** However many unknown keys are shown here, their issuer is asked no more often. */
const COOLDOWN_MS = 30_000;
const RETRY_FIRST_MS = 1_000;
const RETRY_LONGEST_MS = 60_000;
const TIMEOUT_MS = 5_000;

interface StoredKeys {
  readonly jwks: string;
  readonly fetchedAt: number;
}

/** Where key sets outlive the process. */
export interface KeySetStore {
  read(url: string): StoredKeys | undefined;
  write(url: string, keys: StoredKeys): void;
}

interface Issuer {
  readonly url: string;
  held: StoredKeys | undefined;
  /** The one fetch that is under way. */
  fetching: Promise<void> | undefined;
  /** Fetches that failed since the last good one. */
  failures: number;
  mayFetchAt: number;
}

/** Keeps the keys of issuers: one fetch at a time for everybody, and none too soon after another. */
export function openIssuerKeys(store: KeySetStore, now: () => number, timeoutMs = TIMEOUT_MS) {
  const issuers = new Map<string, Issuer>();

  function issuerOf(url: string): Issuer {
    const known = issuers.get(url);
    if (known !== undefined) return known;
    const issuer = { url, held: store.read(url), fetching: undefined, failures: 0, mayFetchAt: 0 };
    issuers.set(url, issuer);
    return issuer;
  }

  async function refresh(issuer: Issuer, isKept: boolean): Promise<void> {
    const jwks = await fetchKeySet(issuer.url, timeoutMs);
    issuer.fetching = undefined;
    if (jwks === undefined) {
      issuer.mayFetchAt = now() + Math.min(RETRY_FIRST_MS * 2 ** issuer.failures, RETRY_LONGEST_MS);
      issuer.failures += 1;
      return;
    }
    issuer.failures = 0;
    issuer.mayFetchAt = now() + COOLDOWN_MS;
    issuer.held = { jwks, fetchedAt: now() };
    if (isKept) store.write(issuer.url, issuer.held);
  }

  return {
    async read({ url, isLacking, keepsNothing }: IssuerKeysQuestion): Promise<KeptKeys> {
      const issuer = issuerOf(url);
      distrustTheFuture(issuer, now());
      const ageMs = ageOf(issuer, now());
      const isWanted = isLacking || ageMs >= FRESH_MS;
      const isAsked = isWanted && issuer.fetching === undefined && now() >= issuer.mayFetchAt;
      if (isAsked) issuer.fetching = refresh(issuer, keepsNothing !== true);
      // Nobody waits for an issuer that is known to be down.
      if (isWanted && issuer.failures === 0) await issuer.fetching;
      return describe(issuer, now());
    },
  };
}

export type IssuerKeys = ReturnType<typeof openIssuerKeys>;

function describe(issuer: Issuer, now: number): KeptKeys {
  const { held, fetching, failures, mayFetchAt } = issuer;
  const keptForMs = Math.max(0, KEPT_MS - ageOf(issuer, now));
  const askAgainInMs = failures > 0 && fetching !== undefined ? RETRY_FIRST_MS : Math.max(0, mayFetchAt - now);
  return {
    jwks: keptForMs > 0 ? (held?.jwks ?? null) : null,
    keptForMs,
    freshForMs: Math.max(askAgainInMs, FRESH_MS - ageOf(issuer, now)),
    askAgainInMs,
    isFailing: failures > 0,
  };
}

function ageOf({ held }: Issuer, now: number): number {
  return held === undefined ? Infinity : now - held.fetchedAt;
}

/** A clock that was ahead and has been put right must neither keep keys for longer nor put off their next fetch. */
function distrustTheFuture(issuer: Issuer, now: number): void {
  if (issuer.held !== undefined && issuer.held.fetchedAt > now) {
    issuer.held = { ...issuer.held, fetchedAt: now - FRESH_MS };
  }
  if (issuer.mayFetchAt > now + RETRY_LONGEST_MS) issuer.mayFetchAt = now;
}
