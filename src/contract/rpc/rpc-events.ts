import type { IdentityRpc } from "./rpc-identity.ts";
import { murmur3 } from "../../domain/murmur3.ts";

/** Each carries up to `MAXIMUM_STREAMS` streams, and is told of every ruleset. */
const EVENTS_OBJECTS = 8;

/** The name of the object that carries a subscriber's streams. */
export function eventsNameOf(subscriberId: string): string {
  return eventsName(murmur3(`events:${subscriberId}`) % EVENTS_OBJECTS);
}

export function listEventsNames(): readonly string[] {
  return Array.from({ length: EVENTS_OBJECTS }, (_, index) => eventsName(index));
}

function eventsName(index: number): string {
  return `events-${index}`;
}

/** Who wants to hear of rulesets newer than the one that they know. */
export interface EventsQuestion {
  readonly subscriberId: string;
  readonly knownVersion: number;
}

/**
 * The methods of the objects that tell open apps of news. Streams come in by `fetch`, as only that carries WebSockets;
 * see `writeQuestion` for its address. Each message on one is the number of a ruleset.
 */
export interface EventsRpc extends IdentityRpc {
  fetch(request: Request): Promise<Response>;
  /** A ruleset has become live in some shards: every stream is told. Answers how many. */
  announce(version: number): Promise<number>;
  countStreams(): Promise<number>;
}

/** A question as the address that an events object understands. */
export function writeQuestion({ subscriberId, knownVersion }: EventsQuestion): string {
  return `https://events/?${new URLSearchParams({ subscriberId, knownVersion: String(knownVersion) })}`;
}

export function readQuestion(address: string): EventsQuestion {
  const { searchParams } = new URL(address);
  return {
    subscriberId: searchParams.get("subscriberId") ?? "",
    knownVersion: Number(searchParams.get("knownVersion")),
  };
}
