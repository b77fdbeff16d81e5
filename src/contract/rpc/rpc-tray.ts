import type { FailingDuty } from "../../domain/failing-duty.ts";
import type { Facts } from "../../domain/condition/attribute.ts";
import type { Channel, ChoiceValue, Scope } from "../../domain/decision/choice.ts";
import type { WrittenTray } from "./written-tray.ts";

/** A person, their phone, and the instant of the question. */
export interface TrayRequest {
  readonly subscriberId: string;
  readonly device: Facts;
  readonly at: number;
  /** Where links lead, such as `https://garland.example`. */
  readonly origin: string;
  /** Who is given the off link in the person's place, as the audit names them: it is in their name. Absent: nobody is. */
  readonly linksBy?: string;
}

/** A question that may come with a person's token. */
export interface AskingRequest extends TrayRequest {
  /** When the token was issued; absent where a service asks. The person's line may take none that are so old. */
  readonly issuedAt?: number;
  /** Only a machine says that the person's phone asks: what it says of the phone, and shows there, is not known. */
  readonly isHearsay?: boolean;
  /** The disk takes nothing just now: the answer is given without anything being written. */
  readonly keepsNothing?: true;
}

/** A phone's question. */
export interface PhoneRequest extends AskingRequest {
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
  /** Whose word guards take it for; absent: the actor's. */
  readonly enteredBy?: string | undefined;
  /** Of one press for several lines: the same for all of them, and leading to nobody. */
  readonly pressMarks?: readonly string[];
}

export interface RetractRequest extends TrayRequest {
  readonly choiceId: number;
  readonly channel: Channel;
  /** Who takes it back: nobody takes back what another one entered. */
  readonly actor: Actor;
  /** The channel on which the word must have been given; absent: any. */
  readonly givenOn?: Channel;
}

/** The stored choice, and the tray as it is now: a `Tray` as JSON text. An empty `device` stands for the phone last seen. */
export interface ChoiceReply {
  readonly choiceId: number;
  /** Whether this request added the entry: only then is there something to take back. */
  readonly isNew: boolean;
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
  /** What the shard should do by itself and does not manage to. */
  readonly failingDuties: readonly FailingDuty[];
}
