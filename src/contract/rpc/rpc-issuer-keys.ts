/** What the Worker asks of the catalog about the keys of those who issue tokens. */

export interface IssuerKeysQuestion {
  readonly url: string;
  /** The caller met a key that is not among those it has. */
  readonly isLacking: boolean;
  /** The disk takes nothing just now: what is fetched is only remembered. */
  readonly keepsNothing?: true;
}

/** The keys as they are kept. Durations, not instants: clocks of two machines differ. */
export interface KeptKeys {
  /** A JSON Web Key Set as JSON text; null if none was ever fetched, or not for a day. */
  readonly jwks: string | null;
  /** How long these keys may be believed without another word from the issuer. */
  readonly keptForMs: number;
  /** To ask sooner than this brings nothing new, ... */
  readonly freshForMs: number;
  /** ... or sooner than this about a key that is not among these. */
  readonly askAgainInMs: number;
  /** The latest fetch failed, so a key that is not among these may be good all the same. */
  readonly isFailing: boolean;
}

export interface IssuerKeysRpc {
  /** Fetches anew where that can help, and waits for it, unless the issuer is known to be down. */
  readIssuerKeys(question: IssuerKeysQuestion): Promise<KeptKeys>;
}
