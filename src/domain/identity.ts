import type { StopState } from "./stop-state.ts";

/** Which object this is: of which installation, under which name, and by which of its births there. */
export interface Identity {
  readonly installation: string;
  readonly name: string;
  /** Rises whenever the catalog takes an object in anew: at first, after a restore, after a loss that was accepted. */
  readonly birth: number;
}

/** As an object keeps it; objects of before kept no name. */
export type KeptIdentity = Omit<Identity, "name"> & Partial<Pick<Identity, "name">>;

/** What an object holds. */
export interface Possession {
  /** Of what the catalog last brought it; 0: nothing. */
  readonly version: number;
  /** Of exactly that; null where there is nothing. */
  readonly digest: string | null;
  /** What it lets be seen no more; null where it decides nothing. A catalog that is an older copy learns it from here. */
  readonly stopState: StopState | null;
  /** The latest of the numbers that rise with what it keeps of people; 0: there are none. */
  readonly words: number;
  readonly bytes: number;
}

/** What an object says of itself. */
export interface Held extends Possession {
  /** Null: nobody has told it yet. */
  readonly identity: KeptIdentity | null;
}

/** What the catalog remembers of an object. */
export interface Expected {
  /** Whose catalog it is, and the birth that the object gets if it is taken in now. */
  readonly identity: Identity;
  /** The latest birth by which the object is known to have kept something; 0: nothing is expected there. */
  readonly born: number;
  /** What it last acknowledged; 0: nothing. */
  readonly version: number;
  /** How far its words are known to have come. */
  readonly words: number;
  /** It was lost or foreign when it was last looked at, so that whatever copy comes is one that somebody has put back. */
  readonly isMissed: boolean;
}

/**
 * Why an object is not what the catalog remembers, and what is remembered. Such an object shows nothing, takes no word and
 * acknowledges nothing.
 */
export interface Trouble {
  readonly kind: "lost" | "older" | "foreign";
  readonly identity: Identity;
}

/** How an object was taken in: one that was never there, one from before identities, a copy that was put back. */
export type Welcome = "new" | "adopted" | "restored";

/** What an object is, by what it says and what is remembered. */
export type Judgement =
  | { readonly kind: "known"; readonly identity: Identity }
  /** It is to take this identity, and to ask again. */
  | { readonly kind: "welcome"; readonly as: Welcome; readonly identity: Identity }
  | Trouble
  /** It holds something newer than the catalog, which is a copy from earlier; or it lives by a later birth. */
  | { readonly kind: "ahead"; readonly birth: number };

/**
 * Judges an object. `isOwn`: what it holds is in the catalog's own history, to the letter. Only where nothing is expected
 * is an empty object new: anywhere else it has lost what it held. Where nobody missed anything, one that holds less than it
 * did has lost the rest, and with it perhaps somebody's no.
 */
export function judgeObject(expected: Expected, held: Held, isOwn: boolean): Judgement {
  const { identity, born } = expected;
  const isOlder = held.version < expected.version || held.words < expected.words;
  const again = { ...identity, birth: identity.birth + 1 };
  const restored = { kind: "welcome", as: "restored", identity: again } as const;
  if (held.identity === null) {
    if (held.version === 0) return born > 0 ? { kind: "lost", identity } : { kind: "welcome", as: "new", identity };
    if (!isOwn) return { kind: "foreign", identity };
    if (expected.isMissed) return restored;
    return isOlder ? { kind: "older", identity } : { kind: "welcome", as: "adopted", identity };
  }
  const { installation, birth, name } = held.identity;
  // Files of one installation may have changed places.
  const isOther = installation !== identity.installation || (name !== undefined && name !== identity.name);
  if (isOther) return { kind: "foreign", identity };
  // Only this catalog, or a later copy of it, gives births: it has since forgotten this one.
  if (birth > identity.birth) return isOwn ? takeAsIs({ ...identity, birth }, name) : { kind: "ahead", birth };
  if (birth < born) return { kind: held.version > 0 ? "older" : "lost", identity };
  if (!isOwn) return { kind: "ahead", birth };
  if (birth < identity.birth) return { kind: "welcome", as: "restored", identity };
  if (expected.isMissed) return restored;
  return isOlder ? { kind: "older", identity } : takeAsIs(identity, name);
}

/** One of before names were kept is given its name. */
function takeAsIs(identity: Identity, name: string | undefined): Judgement {
  return name === undefined ? { kind: "welcome", as: "adopted", identity } : { kind: "known", identity };
}

/** What an object throws that must not answer. A message is all of an error that every call between objects carries. */
export const TROUBLE_MESSAGES: Readonly<Record<Trouble["kind"], string>> = {
  lost: "This object has lost what it held.",
  older: "This object has lost a part of what it held.",
  foreign: "This object is another installation's.",
};

/**
 * Numbers that may only rise, such as an answer's epoch or a history's entries, begin anew in an empty object and fall in an
 * older copy. Each birth has room for so many, above all that the births before it can have given.
 */
const NUMBERS_OF_A_BIRTH = 1_000_000;

/** Where the numbers of a birth begin. */
export function numbersFrom(birth: number): number {
  return Math.max(0, birth - 1) * NUMBERS_OF_A_BIRTH;
}
