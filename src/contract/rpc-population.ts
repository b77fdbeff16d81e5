/** What the population's routes ask of a shard. Everything here crosses an RPC by structured clone. */
import type { AttributeDefinition } from "../domain/attribute.ts";
import type { PhoneEntry, PhoneIndexRpc, PhoneRef } from "./phone-index.ts";
import type { ImportReport } from "./population.ts";

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
  | { readonly kind: "delete" | "erase"; readonly subscriberId: string };

/** What became of rows: each is counted once. */
export interface PopulationTally {
  readonly imported: number;
  readonly deleted: number;
  readonly erased: number;
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

/** Some profiles of a shard as NDJSON, in order of subscriberId; `last` is where the next page begins after. */
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
  applyPopulation(rows: readonly PopulationRow[]): Promise<PopulationOutcome>;
  exportProfiles(after: string, limit: number): Promise<ProfilePage>;
  countPopulation(): Promise<ShardPopulation>;
  /** Begins an import, or takes it over from an earlier request with the same key. */
  openImport(key: string, now: number): Promise<ImportProgress>;
  /** Records progress; false if a later request has taken the import over. */
  recordImport(key: string, progress: ImportProgress, now: number): Promise<boolean>;
}
