/** How the catalog tells whether an object is the one that it remembers. Everything crosses an RPC. */
import type { Held, Identity, Judgement, Trouble } from "../../domain/identity.ts";
import type { StopState } from "../../domain/stop-state.ts";
import type { Label } from "../../domain/label.ts";
import type { Result } from "../../domain/result.ts";
import type { Failure } from "../problem.ts";
import type { Act } from "./rpc-control.ts";

export const OBJECT_KINDS = ["shard", "guard", "events"] as const;

export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** An object that knows whose it is. */
export interface IdentityRpc {
  identify(): Promise<Held>;
  /** It takes this identity; whatever it holds stays. */
  welcome(identity: Identity): Promise<void>;
  /** It shows nothing and takes no word, until the catalog knows it again. */
  distrust(trouble: Trouble): Promise<void>;
}

/**
 * `older`: it holds less than it did. `foreign`: the file is another object's, or another installation's. `ahead`: the catalog is a copy from earlier. `silent`: it could not be reached, or opened. `failing`: it can be, but some
 * requests fail.
 */
export const TROUBLE_STATES = ["lost", "older", "foreign", "ahead", "silent", "failing"] as const;

export type TroubleState = (typeof TROUBLE_STATES)[number];

/** An object that is not as the catalog remembers it. */
export interface TroubledObject {
  readonly object: string;
  readonly kind: ObjectKind;
  readonly state: TroubleState;
  readonly since: number;
  /** Where its data lies, beside the other objects' of its class. */
  readonly file: string;
  /** Who has proposed to accept the loss, if anybody has. */
  readonly proposedBy: string | null;
  /** What is wrong, what follows from it, and what to do. */
  readonly sentence: Label;
}

/** The loss of what a shard held, on its way to being accepted. */
export interface Repair {
  readonly object: string;
  /** `proposed`: a second person has to ask for the same. */
  readonly state: "proposed" | "carried-out";
  readonly proposedBy: string;
}

export interface RepairRequest extends Act {
  /** Such as `shard-7`. */
  readonly object: string;
}

/** What an object is, and what must not be shown as of now; null for an object that is none of the catalog's shards. */
export interface Attested {
  readonly judgement: Judgement;
  readonly stopState: StopState | null;
}

/** An object as the catalog knows it. */
export interface ObjectReport {
  readonly object: string;
  readonly kind: ObjectKind | "catalog";
  readonly state: "known" | TroubleState;
  /** The ruleset or order that it holds; 0: none; null: it has not been heard in this life of the catalog. */
  readonly version: number | null;
  readonly bytes: number | null;
  readonly heardAt: number | null;
  readonly file: string;
  /** What is wrong, if anything is, and what to do. */
  readonly sentence: Label | null;
}

/** The catalog's part. */
export interface RegistryRpc {
  /** Asked by an object that was loaded, before it does anything. */
  attest(kind: ObjectKind, name: string, held: Held): Promise<Attested>;
  /** Requests to a shard have failed: it is looked at. `reason`: of the error; nobody's data. */
  suspect(shard: string, reason: string): Promise<void>;
  listObjects(): Promise<readonly ObjectReport[]>;
  /** Proposes to go on without what a lost shard held; the same from a second person carries it out. */
  repair(request: RepairRequest): Promise<Result<Repair, Failure>>;
}
