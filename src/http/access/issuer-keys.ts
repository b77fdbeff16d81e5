import {
  createLocalJWKSet,
  errors,
  type CryptoKey,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
} from "jose";
import type { IssuerKeysRpc, KeptKeys } from "../../contract/rpc/rpc-issuer-keys.ts";
import type { Settings } from "../../contract/settings.ts";
import { wasNotWritten } from "../describe-unexpected.ts";
import { developmentJwks } from "./development-issuer.ts";

/** While one request asks, the others go by what there is; longer than the catalog waits for an issuer. */
const ASKING_MS = 6_000;
/** And they do when the catalog can't be reached. */
const RETRY_MS = 1_000;

/** Nobody can say just now whether the key is the issuer's: the caller is not to blame. */
export class IssuerUnreachable extends Error {}

/** The keys of one issuer. */
export interface IssuerKeys {
  /** The key that a token names. Throws jose's error if the issuer has none, `IssuerUnreachable` if nobody knows. */
  find(header: JWSHeaderParameters, token: FlattenedJWSInput, now: number): Promise<CryptoKey>;
  /** Until when what these keys have verified may be believed. */
  keptUntil(): number;
}

/** The keys at an address, in a set, or of the built-in issuer. */
export function openIssuerKeys(settings: Settings, jwks: string | undefined, keeper: IssuerKeysRpc): IssuerKeys {
  if (jwks === undefined) return fixKeys(developmentJwks(settings));
  return jwks.startsWith("{") ? fixKeys(readKeySet(jwks)) : new RemoteKeys(jwks, keeper);
}

function fixKeys(jwks: JSONWebKeySet): IssuerKeys {
  return { find: createLocalJWKSet(jwks), keptUntil: () => Infinity };
}

/** Parsed boundary: settings and catalog have checked that it is a key set; jose throws if its keys are none. */
function readKeySet(text: string): JSONWebKeySet {
  return JSON.parse(text) as JSONWebKeySet;
}

/** What the catalog said, in instants of the Worker's clock. */
interface Held {
  readonly set: { readonly text: string; readonly find: ReturnType<typeof createLocalJWKSet> } | undefined;
  readonly askedAt: number;
  readonly freshUntil: number;
  /** About keys that are not in the set. */
  readonly askAgainAt: number;
  readonly keptUntil: number;
  readonly isFailing: boolean;
}

const NOTHING: Held = {
  set: undefined,
  askedAt: 0,
  freshUntil: 0,
  askAgainAt: 0,
  keptUntil: 0,
  isFailing: true,
};

/**
 * The keys at an address, which the catalog fetches for everybody: requests can't share a fetch, and an isolate does not
 * live for a day. The catalog is asked no more often than it says.
 */
class RemoteKeys implements IssuerKeys {
  readonly #url: string;
  readonly #keeper: IssuerKeysRpc;
  #held = NOTHING;

  constructor(url: string, keeper: IssuerKeysRpc) {
    this.#url = url;
    this.#keeper = keeper;
  }

  async find(header: JWSHeaderParameters, token: FlattenedJWSInput, now: number): Promise<CryptoKey> {
    // What was said in what is now the future was said under another clock.
    if (now >= this.#held.freshUntil || now < this.#held.askedAt) await this.#ask(now, false);
    const known = await this.#look(header, token, now);
    if (known !== undefined) return known;
    if (now >= this.#held.askAgainAt) await this.#ask(now, true);
    const found = await this.#look(header, token, now);
    if (found !== undefined) return found;
    throw this.#held.isFailing ? new IssuerUnreachable() : new errors.JWKSNoMatchingKey();
  }

  keptUntil(): number {
    return this.#held.keptUntil;
  }

  async #look(header: JWSHeaderParameters, token: FlattenedJWSInput, now: number): Promise<CryptoKey | undefined> {
    if (now >= this.#held.keptUntil) return undefined;
    try {
      return await this.#held.set?.find(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return undefined;
      throw error;
    }
  }

  /** Keys need not be kept to be believed: with a full disk they are asked for once more without that. */
  async #askKeeper(isLacking: boolean): Promise<KeptKeys> {
    const question = { url: this.#url, isLacking };
    try {
      return await this.#keeper.readIssuerKeys(question);
    } catch (error) {
      if (!wasNotWritten(error)) throw error;
      return this.#keeper.readIssuerKeys({ ...question, keepsNothing: true });
    }
  }

  async #ask(now: number, isLacking: boolean): Promise<void> {
    this.#held = { ...this.#held, askedAt: now, freshUntil: now + ASKING_MS };
    let kept: KeptKeys;
    try {
      kept = await this.#askKeeper(isLacking);
    } catch {
      this.#held = { ...this.#held, freshUntil: now + RETRY_MS, askAgainAt: now + RETRY_MS, isFailing: true };
      return;
    }
    const { jwks, keptForMs, freshForMs, askAgainInMs, isFailing } = kept;
    const { set } = this.#held;
    this.#held = {
      set: jwks === null || jwks === set?.text ? set : { text: jwks, find: createLocalJWKSet(readKeySet(jwks)) },
      askedAt: now,
      freshUntil: now + freshForMs,
      askAgainAt: now + askAgainInMs,
      keptUntil: now + keptForMs,
      isFailing,
    };
  }
}
