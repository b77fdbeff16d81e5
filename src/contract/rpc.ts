/** What the Worker and the objects say to each other. Everything here crosses an RPC by structured clone. */
import type { Facts } from "../domain/attribute.ts";
import type { Channel, ChoiceValue, Scope } from "../domain/choice.ts";
import type { Explanation } from "../domain/decision.ts";
import type { Result } from "../domain/result.ts";
import type { Failure } from "./problem.ts";
import type { CareRpc } from "./rpc-care.ts";
import type { ExposureRpc, GuardingRpc } from "./rpc-guard.ts";
import type { GiftGuardRpc, GiftRpc } from "./rpc-gifts.ts";
import type { MessageRpc } from "./rpc-messages.ts";
import type { PopulationRpc } from "./rpc-population.ts";
import type { ControlRpc, PublishReport } from "./rpc-control.ts";
import type { ServiceKeyRpc } from "./rpc-keys.ts";
import type { CatalogSimulationRpc, ShardSimulationRpc } from "./rpc-simulation.ts";
import type { WebhookRpc } from "./rpc-webhooks.ts";
import type { WrittenTray } from "./write-tray.ts";

/** A person, their phone, and the instant of the question. */
export interface TrayRequest {
  readonly subscriberId: string;
  readonly device: Facts;
  readonly at: number;
  /** Where links lead, such as `https://garland.example`. */
  readonly origin: string;
}

/** A phone's question. */
export interface PhoneRequest extends TrayRequest {
  /** The entity tags that it has, as If-None-Match names them. */
  readonly known?: string | undefined;
}

/** Who said it: the person, or an agent or service on their behalf. */
export type Actor = "self" | `agent:${string}` | `service:${string}`;

/** One choice to store, with the phone whose new tray is the answer. */
export interface ChooseRequest extends TrayRequest {
  readonly scope: Scope;
  readonly value: ChoiceValue;
  readonly channel: Channel;
  readonly actor: Actor;
  /** Which text the person saw when they chose: id, version and language. */
  readonly notice?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

export interface RetractRequest extends TrayRequest {
  readonly choiceId: number;
  readonly channel: Channel;
  /** Who takes it back; whoever is not the person themselves may take back only what they said themselves. */
  readonly actor?: Actor;
}

/** The stored choice, and the tray as it is now: a `Tray` as JSON text. An empty `device` stands for the phone last seen. */
export interface ChoiceReply {
  readonly choiceId: number;
  readonly tray: WrittenTray;
}

/** A choice as it stands in a person's history. */
export interface StoredChoice {
  readonly id: number;
  readonly scope: Scope;
  readonly value: ChoiceValue;
  readonly at: number;
  readonly channel: Channel;
  readonly actor: Actor;
  readonly isRetracted: boolean;
}

export interface ProfileRow {
  readonly subscriberId: string;
  readonly profile: Facts;
  /** What the person's phone last said of itself, where it is known. */
  readonly device?: Facts;
}

export interface ShardStatus {
  readonly rulesetVersion: number | null;
  readonly subscribers: number;
  readonly problems: readonly string[];
}

/** How far behind a shard may be, at no cost: for monitoring. Instants are epoch milliseconds. */
export interface ShardAge {
  readonly rulesetVersion: number | null;
  readonly compiledAt: number | null;
  /** The oldest of its latest reports to the guards of campaigns that are open; null where there are none. */
  readonly reportedAt: number | null;
  /** Reports that no guard has acknowledged yet. */
  readonly reportsWaiting: number;
}

/** The methods of a shard: one of the objects that hold the subscribers and decide. */
export interface ShardRpc extends CareRpc, PopulationRpc, ExposureRpc, ShardSimulationRpc, MessageRpc, GiftRpc {
  /** The tray for `unpackTray`, or null when no ruleset is installed yet. Writes only news. */
  tray(request: PhoneRequest): Promise<string | null>;
  /** Every flag of the person as JSON text (a list of `FlagAnswer`), or null when no ruleset is installed yet. */
  flags(request: TrayRequest): Promise<string | null>;
  choose(request: ChooseRequest): Promise<Result<ChoiceReply, Failure>>;
  /** Takes a choice back, as if it had not been said. */
  retract(request: RetractRequest): Promise<Result<ChoiceReply, Failure>>;
  explain(request: TrayRequest): Promise<Explanation | null>;
  history(subscriberId: string): Promise<readonly StoredChoice[]>;
  /** Stores a ruleset (JSON text) unless a newer one is there; answers the version that is now in force. */
  install(ruleset: string): Promise<number>;
  importProfiles(rows: readonly ProfileRow[]): Promise<void>;
  status(): Promise<ShardStatus>;
  age(now: number): Promise<ShardAge>;
}

export interface CatalogStatus extends PublishReport {
  /** The version of the ruleset that each shard has acknowledged, in the order of their numbers; 0: none yet. */
  readonly shards: readonly number[];
  readonly errors: readonly string[];
  readonly stopped: boolean;
}

/** The methods of the catalog: the one object that holds the definitions and publishes rulesets. */
export interface CatalogRpc
  extends ControlRpc, GuardingRpc, ServiceKeyRpc, WebhookRpc, CatalogSimulationRpc, GiftGuardRpc {
  /** Seeds the definitions and publishes the first ruleset, once; harmless to repeat. */
  start(now: number): Promise<CatalogStatus>;
  status(): Promise<CatalogStatus>;
}
