/** What a person's own pages, and those who help them, ask of a shard. Everything here crosses an RPC. */
import type { Facts } from "../../domain/condition/attribute.ts";
import type { Channel, ChoiceFold, Scope, ThemeWord } from "../../domain/decision/choice.ts";
import type { Explanation } from "../../domain/decision/decision.ts";
import type { Exposures } from "../../domain/guard/exposure.ts";
import type { Label } from "../../domain/label.ts";
import type { Outlook } from "../../domain/decision/outlook.ts";
import type { Result } from "../../domain/result.ts";
import type { Switches } from "../../domain/decision/switches.ts";
import type { Wish } from "../../domain/decision/wish.ts";
import type { Failure } from "../problem.ts";
import type { HeldGifts, WaitingGift } from "./rpc-gifts.ts";
import type { ChoiceReply, ChooseRequest, StoredChoice, TrayRequest } from "./rpc-tray.ts";
import type { Tray } from "../tray.ts";

/** Where a person stands on one theme. */
export interface ThemeStanding {
  readonly key: string;
  readonly label: Label;
  readonly category: string;
  /** Where it was ever live and is no more. */
  readonly former?: readonly Scope[];
  /** What the feasts carry around which it is shown, or once carried. */
  readonly around: readonly Scope[];
  readonly sensitive: boolean;
  readonly word: ThemeWord;
  /** Shown where campaigns say so. */
  readonly isOn: boolean;
  /** The latest word that keeps it off, if one does. */
  readonly offBy: StoredChoice | null;
  /** When they see it if nobody changes anything. */
  readonly outlook: Outlook;
  /** When they would see it, had they just asked for it. */
  readonly ifAsked: Outlook;
  /** A picture of it: the path of one of its decorations, if there is any. */
  readonly path: string | null;
}

/** Where a person stands on one category, without regard to what they said of its themes. */
export interface CategoryStanding {
  readonly key: string;
  readonly label: Label;
  readonly sensitive: boolean;
  readonly word: ThemeWord;
  readonly isOn: boolean;
  readonly offBy: StoredChoice | null;
}

/** Everything that a person's own page shows. */
export interface Overview {
  readonly tray: Tray;
  /** The word that asked for what is shown, if that is why. */
  readonly askedBy: StoredChoice | null;
  readonly at: number;
  readonly zone: string;
  readonly switches: Switches;
  /** The word that switched everything off, if it stands. */
  readonly everythingOffBy: StoredChoice | null;
  readonly categories: readonly CategoryStanding[];
  readonly themes: readonly ThemeStanding[];
  /** The gifts that wait for an answer, newest first. */
  readonly gifts: readonly WaitingGift[];
  /** Newest first. */
  readonly wishes: readonly Wish[];
  /** The latest ones, newest first. */
  readonly choices: readonly StoredChoice[];
  /** The entry before which older ones are to be asked for; null: that is all. */
  readonly olderThan: number | null;
}

export type WishRequest = Omit<ChooseRequest, "scope" | "value"> & { readonly theme: string };

export interface WishReply extends ChoiceReply {
  readonly label: Label;
  readonly zone: string;
  /** With the wish stored. */
  readonly outlook: Outlook;
}

/** An out, an in or an undo as it was written. */
export interface HeldChoice extends StoredChoice {
  readonly notice: string | null;
  readonly retracts: number | null;
}

/** Some of what a person said, oldest first. */
export interface HeldChoices {
  readonly choices: readonly HeldChoice[];
  /** After which entry the next ones come; null: that is all. */
  readonly next: number | null;
}

/** Everything that is stored about a person, but for what they said (`HeldChoices`). */
export interface HeldRecord {
  /** The operator lists this person. */
  readonly isImported: boolean;
  /** One of the operator's own lines for trying things out. */
  readonly isTest: boolean;
  readonly profile: Facts;
  readonly device: Facts;
  /** Digests of the keys under which entries of the last week were made, by entry. */
  readonly keyDigests: ReadonlyMap<number, string>;
  /** What follows from the choices: the latest word in each direction, by scope. */
  readonly fold: ChoiceFold;
  readonly revision: number;
  readonly exposures: Exposures;
  /** The starts of campaigns for which they were counted before an erasure. */
  readonly countedBefore: readonly string[];
  /** How many entries of the phone index name this person; the number itself is nowhere. */
  readonly phoneEntries: number;
  readonly staffActs: readonly StaffAct[];
  readonly gifts: HeldGifts;
  /** Tokens that were issued before this instant are void; 0 if none are. */
  readonly refusesTokensBefore: number;
  /** When they were last erased, as long as channels are told of it. */
  readonly erasedAt: number | null;
}

/** What staff can do to, or for, a person. */
export const STAFF_ACTIONS = [
  "found-by-phone",
  "looked",
  "chose",
  "took-back",
  "take-back-refused",
  "made-links",
  "page-opened",
  "tagged-complaint",
  "refused-tokens",
  "erased",
] as const;

export type StaffAction = (typeof STAFF_ACTIONS)[number];

/** Who of the staff looked at a person, or acted for them, and when; never what was said. */
export interface StaffAct {
  readonly actor: string;
  readonly action: StaffAction;
  readonly at: number;
}

/** An act and whom it concerned; null once that person was erased. */
export interface ActOfStaff extends StaffAct {
  readonly subscriberId: string | null;
}

/** A person's decision at any instant, for support. */
export interface ReviewRequest extends TrayRequest {
  /** Whether an instant was asked about; otherwise everything that was said counts, whatever it is dated. */
  readonly isPast: boolean;
  /** The ruleset (JSON text) then in force; absent: the one in force now. */
  readonly ruleset?: string | undefined;
}

export interface Review {
  readonly isKnown: boolean;
  /** Windows are known up to this instant; beyond it nothing is shown because nothing is compiled. */
  readonly horizon: number;
  readonly explanation: Explanation;
  /** As the person would read it. */
  readonly overview: Overview;
  /** As they are now: earlier ones are not kept. */
  readonly profile: Facts;
  readonly device: Facts;
  readonly staffActs: readonly StaffAct[];
}

/** Somebody said something, for the next decision to show, or had everything erased. */
export type ChangeEntry = { readonly subscriberId: string; readonly at: number } & (
  | { readonly kind: "choice"; readonly channel: Channel }
  | { readonly kind: "erasure" }
);

export interface ChangesSlice {
  readonly changes: readonly ChangeEntry[];
  /** Where the next slice begins. */
  readonly cursor: number;
  readonly isLast: boolean;
}

/** Older words, with what it takes to word them. */
export type OlderChoices = Pick<Overview, "at" | "zone" | "choices" | "olderThan"> & {
  readonly themes: readonly { readonly key: string; readonly label: Label }[];
  readonly categories: readonly { readonly key: string; readonly label: Label }[];
};

/** A shard's part in care. */
export interface CareRpc {
  /** Null: no ruleset is installed yet. */
  overview(request: TrayRequest): Promise<Overview | null>;
  /** Stores an explicit `in` for the theme, unless it stands already, and says what becomes of it. */
  wish(request: WishRequest): Promise<Result<WishReply, Failure>>;
  exportPerson(subscriberId: string): Promise<HeldRecord>;
  listHeldChoices(subscriberId: string, after: number): Promise<HeldChoices>;
  /** What the person said before an entry, newest first. */
  listOlderChoices(request: TrayRequest, before: number, limit: number): Promise<OlderChoices | null>;
  /** Takes a page link from the person's budget; returns from when on there is more if there is none. */
  spendPageLink(subscriberId: string, now: number): Promise<number | null>;
  /** How many people have asked for each theme by name; test lines are left out. Null: no ruleset is installed yet. */
  countWishes(): Promise<Readonly<Record<string, number>> | null>;
  /** Null: no ruleset is installed yet. Fails if what was said up to then is no longer known. */
  review(request: ReviewRequest): Promise<Result<Review, Failure> | null>;
  noteStaffAct(subscriberId: string, act: StaffAct): Promise<void>;
  /** What one of the staff did in this shard, newest first. */
  listStaffActs(actor: string, limit: number): Promise<readonly ActOfStaff[]>;
  /** Who chose or was erased after a cursor, oldest first; without one, only where the end is now. */
  listChanges(after: number | null, limit: number): Promise<ChangesSlice>;
}
