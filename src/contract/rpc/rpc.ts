/** What the Worker and the objects say to each other. Everything here crosses an RPC by structured clone. */
import type { Explanation } from "../../domain/decision/decision.ts";
import type { Result } from "../../domain/result.ts";
import type { ResumeAwaited } from "../../domain/resume-everything.ts";
import type { DiskSpace } from "../../domain/space-texts.ts";
import type { FailingDuty } from "../../domain/failing-duty.ts";
import type { Failure } from "../problem.ts";
import type { Identity, Trouble } from "../../domain/identity.ts";
import type { StopState } from "../../domain/stop-state.ts";
import type { CareRpc } from "./rpc-care.ts";
import type { IdentityRpc, RegistryRpc, TroubledObject } from "./rpc-identity.ts";
import type { ExposureRpc, GuardingRpc } from "./rpc-guard.ts";
import type { GiftGuardRpc, GiftRpc } from "./rpc-gifts.ts";
import type { MessageRpc } from "./rpc-messages.ts";
import type { PolicyRpc } from "./rpc-policy.ts";
import type { PopulationRpc } from "./rpc-population.ts";
import type { ControlRpc, PublishReport } from "./rpc-control.ts";
import type { IssuerKeysRpc } from "./rpc-issuer-keys.ts";
import type { ServiceKeyRecord, ServiceKeyRpc } from "./rpc-keys.ts";
import type { CatalogSimulationRpc, ShardSimulationRpc } from "./rpc-simulation.ts";
import type { WebhookRpc } from "./rpc-webhooks.ts";
import type { TokenRpc } from "./rpc-tokens.ts";
import type {
  AskingRequest,
  ChoiceReply,
  ChooseRequest,
  PhoneRequest,
  ProfileRow,
  RetractRequest,
  ShardAge,
  ShardStatus,
  StoredChoice,
  TrayRequest,
} from "./rpc-tray.ts";

/** `ahead`: the shard has a newer ruleset, or another one of that version. */
export type InstallReply = "acknowledged" | "ahead" | Trouble["kind"];

/** `obeyed`: it shows nothing any more that is stopped. `ahead`: it has a ruleset of that number, or of a higher one. */
export type ObeyReply = "obeyed" | "ahead" | Trouble["kind"];

/** The methods of a shard: one of the objects that hold the subscribers and decide. */
export interface ShardRpc
  extends IdentityRpc, CareRpc, PopulationRpc, ExposureRpc, ShardSimulationRpc, MessageRpc, GiftRpc, TokenRpc {
  /** The tray for `unpackTray`, or why there is none. Writes only news. */
  tray(request: PhoneRequest): Promise<string | Failure>;
  /** Every flag of the person as JSON text (a list of `FlagAnswer`), or why there are none. */
  flags(request: AskingRequest): Promise<string | Failure>;
  choose(request: ChooseRequest): Promise<Result<ChoiceReply, Failure>>;
  /** Takes a choice back, as if it had not been said. */
  retract(request: RetractRequest): Promise<Result<ChoiceReply, Failure>>;
  explain(request: TrayRequest): Promise<Explanation | null>;
  history(subscriberId: string): Promise<readonly StoredChoice[]>;
  /** Stores a ruleset (JSON text) if it is newer, and acknowledges it only if it is then in force, to the letter. */
  install(ruleset: string, identity: Identity): Promise<InstallReply>;
  /** The ruleset (JSON text) that it has stored; null: none. */
  readInstalled(): Promise<string | null>;
  /** From now on it shows nothing that is stopped; nothing is written. */
  obey(stopState: StopState, identity: Identity): Promise<ObeyReply>;
  importProfiles(rows: readonly ProfileRow[]): Promise<void>;
  status(): Promise<ShardStatus>;
  age(now: number): Promise<ShardAge>;
}

export interface CatalogStatus extends PublishReport {
  /** The version of the ruleset that each shard has acknowledged, in the order of their numbers; 0: none yet. */
  readonly shards: readonly number[];
  readonly errors: readonly string[];
  readonly stopped: boolean;
  /** The first word that everything may go on; it may be too old by now. */
  readonly resume?: ResumeAwaited;
  /** What is not as the catalog remembers it. */
  readonly troubled: readonly TroubledObject[];
  /** What the catalog should do by itself and does not manage to. */
  readonly failingDuties: readonly FailingDuty[];
  /** Keys that entered no more for people, and wait for a second person. */
  readonly keysToConfirm: readonly Pick<ServiceKeyRecord, "prefix" | "name" | "createdBy">[];
  readonly space: DiskSpace;
}

/** The methods of the catalog: the one object that holds the definitions and publishes rulesets. */
export interface CatalogRpc
  extends
    ControlRpc,
    PolicyRpc,
    GuardingRpc,
    ServiceKeyRpc,
    IssuerKeysRpc,
    WebhookRpc,
    CatalogSimulationRpc,
    GiftGuardRpc,
    RegistryRpc {
  /** Seeds the definitions and publishes the first ruleset, once; harmless to repeat. */
  start(now: number): Promise<CatalogStatus>;
  /** Why the stored data must not be served with the present settings; null if it may. */
  whyUnserved(): Promise<Failure | null>;
  status(): Promise<CatalogStatus>;
}
