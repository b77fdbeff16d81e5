import { openObject } from "../contract/rpc/objects.ts";
import { readQuestion, type EventsRpc } from "../contract/rpc/rpc-events.ts";
import type { Held, Judgement, Possession } from "../domain/identity.ts";
import { IdentifiedObject } from "../storage/identified-object.ts";

/** Of one object. With all of them asking again after a stop, shards still have room to spare (docs/ofrep.md). */
export const MAXIMUM_STREAMS = 5_000;

/** More than one phone has; a further stream takes the place of the oldest, which may be a line that went dead. */
const MAXIMUM_STREAMS_PER_PERSON = 4;

const LATEST = "latest";

/**
 * Tells open apps that a new ruleset is live. Between two rulesets nothing happens here, and the object sleeps: its
 * streams are WebSockets that the runtime keeps for it. What each person sees is none of its business, so one that has lost
 * what it held only forgets which ruleset was the latest, until the next one.
 */
export class Events extends IdentifiedObject implements EventsRpc {
  override async fetch(request: Request): Promise<Response> {
    const { subscriberId, knownVersion } = readQuestion(request.url);
    const own = this.ctx.getWebSockets(subscriberId);
    if (own.length === 0 && this.ctx.getWebSockets().length >= MAXIMUM_STREAMS) {
      return new Response(null, { status: 503 });
    }
    own
      .sort(byAge)
      .slice(0, -(MAXIMUM_STREAMS_PER_PERSON - 1))
      .forEach(close);

    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [subscriberId]);
    server.serializeAttachment({ openedAt: Date.now() });
    const latest = this.#latest();
    if (latest > knownVersion) server.send(String(latest));
    return new Response(null, { status: 101, webSocket: client });
  }

  async announce(version: number): Promise<number> {
    if (version > this.#latest()) this.ctx.storage.kv.put(LATEST, version);
    // One that is just closing throws when it is written to.
    const streams = this.ctx.getWebSockets().filter((stream) => stream.readyState === WebSocket.OPEN);
    for (const stream of streams) stream.send(String(version));
    return streams.length;
  }

  async countStreams(): Promise<number> {
    return this.ctx.getWebSockets().length;
  }

  override webSocketClose(stream: WebSocket): void {
    close(stream);
  }

  protected override describe(): Possession {
    const bytes = this.ctx.storage.sql.databaseSize;
    return { version: 0, digest: null, stopState: null, words: 0, bytes };
  }

  protected override async askCatalog(held: Held): Promise<Judgement> {
    const catalog = openObject(this.env, "CATALOG", "catalog");
    return (await catalog.attest("events", this.name, held)).judgement;
  }

  /** The latest ruleset of an installation that this was before would be news to nobody. */
  protected override prepareFor(): void {
    this.ctx.storage.kv.delete(LATEST);
  }

  #latest(): number {
    return this.ctx.storage.kv.get<number>(LATEST) ?? 0;
  }
}

function byAge(one: WebSocket, other: WebSocket): number {
  return openedAt(one) - openedAt(other);
}

function openedAt(stream: WebSocket): number {
  // Parsed boundary: every stream gets this attachment when it is accepted.
  return (stream.deserializeAttachment() as { openedAt: number }).openedAt;
}

function close(stream: WebSocket): void {
  stream.close(1000);
}
