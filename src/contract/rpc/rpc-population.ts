/** What the population's routes ask of a shard. Everything here crosses an RPC by structured clone. */
import type { AttributeDefinition } from "../../domain/condition/attribute.ts";
import type { ImportReport } from "../population.ts";

/** A number's index under one key; the entry stands in the shard of `idx`. */
export interface PhoneRef {
  readonly kid: number;
  readonly idx: string;
}

/** Whose number it is. */
export interface PhoneEntry extends PhoneRef {
  readonly subscriberId: string;
}

/**
 * A shard's part of the index. It holds the entries whose `idx` it is the shard of; and for each of its own
 * subscribers a list of the entries that may name them, so that an erasure finds them all.
 */
export interface PhoneIndexRpc {
  /** Whose number it is, or null. */
  findPhone(ref: PhoneRef): Promise<string | null>;
  /** Writes entries, replacing whoever they named; the last one counts. */
  putPhones(entries: readonly PhoneEntry[]): Promise<void>;
  /** Writes an entry unless there is one. */
  addPhone(entry: PhoneEntry): Promise<void>;
  /** Removes entries, each only if it still names that subscriber (without one: whoever it names). */
  dropPhones(entries: readonly (PhoneRef & Partial<PhoneEntry>)[]): Promise<void>;
  /** In the subscriber's own shard: lists `to` beside `from`, and answers false if `from` no longer counts. */
  claimPhone(from: PhoneEntry, to: PhoneEntry): Promise<boolean>;
  /** In the subscriber's own shard: forgets `from`, and answers whether `to` still counts. */
  confirmPhone(from: PhoneEntry, to: PhoneEntry): Promise<boolean>;
  /** In the subscribers' own shard: forgets entries that have been removed. */
  forgetPhones(entries: readonly PhoneEntry[]): Promise<void>;
}

/** One checked line on its way to the subscriber's shard. */
export type PopulationRow =
  | {
      readonly kind: "upsert";
      readonly subscriberId: string;
      /** The profile as JSON text, in the dictionary's order. */
      readonly profile: string;
      readonly test: boolean;
      /** What the phone last said of itself, as JSON text: only invented people bring it; absent: unchanged. */
      readonly device?: string;
      /** Null: no number any more; absent: unchanged. */
      readonly phone?: PhoneRef | null;
    }
  /** `issuedBefore`, here and below: tokens of before this instant are void; epoch milliseconds. */
  | { readonly kind: "delete" | "erase"; readonly subscriberId: string; readonly issuedBefore?: number }
  | { readonly kind: "refuse-tokens"; readonly subscriberId: string; readonly issuedBefore: number };

/** What became of rows: each is counted once. */
export interface PopulationTally {
  readonly imported: number;
  readonly deleted: number;
  readonly erased: number;
  /** Their tokens of earlier are void now. */
  readonly voided: number;
  readonly unchanged: number;
}

export interface PopulationOutcome extends PopulationTally {
  /** Entries of the phone index that must not name these subscribers any more. */
  readonly leavingPhones: readonly PhoneEntry[];
}

/** How far an import has come; `report` is complete up to `lastLine`. */
export interface ImportProgress {
  /** Which of the requests with this key it is: only the latest may go on. */
  readonly run: number;
  /** The last line of which everything up to there is stored. */
  readonly lastLine: number;
  /** Chained digest of the lines up to there. */
  readonly digest: string;
  readonly isFinished: boolean;
  readonly report: ImportReport;
}

/** Some lines of a shard as NDJSON, in order of subscriberId; `last` is where the next page begins after. */
export interface ProfilePage {
  readonly ndjson: string;
  /** Null: there are no more. */
  readonly last: string | null;
}

export interface ShardPopulation {
  readonly subscribers: number;
  /** Entries of the phone index by the id of their key. */
  readonly phones: Readonly<Record<string, number>>;
}

/** A shard's part in importing, exporting and counting the population. */
export interface PopulationRpc extends PhoneIndexRpc {
  /** The dictionary of the installed ruleset; null if there is none yet. */
  attributes(): Promise<readonly AttributeDefinition[] | null>;
  /** Stores rows in their order, all or none. Repeating them changes nothing. */
  applyPopulation(rows: readonly PopulationRow[], now: number, by?: string): Promise<PopulationOutcome>;
  exportProfiles(after: string, limit: number): Promise<ProfilePage>;
  countPopulation(): Promise<ShardPopulation>;
  /** Begins an import, or takes it over from an earlier request with the same key. */
  openImport(key: string, now: number): Promise<ImportProgress>;
  /** Records progress; false if a later request has taken the import over. */
  recordImport(key: string, progress: ImportProgress, now: number): Promise<boolean>;
}
