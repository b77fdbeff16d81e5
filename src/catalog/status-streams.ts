import type { CatalogStatus } from "../contract/rpc/rpc.ts";

/** More than there are people at work on campaigns at once; a console too many asks at intervals instead. */
export const MAXIMUM_STATUS_STREAMS = 100;

/** Shards acknowledge by the hundred; nobody can read faster than this. */
const TOLD_EVERY_MS = 100;

/**
 * Tells consoles how far publishing is, as it goes on. Streams are WebSockets that the runtime keeps, so that the catalog
 * can sleep while nothing is published; each message is a `CatalogStatus` as JSON.
 */
export function openStatusStreams(context: DurableObjectState, readStatus: () => CatalogStatus) {
  let isDue = false;

  function send(): void {
    isDue = false;
    const status = JSON.stringify(readStatus());
    for (const stream of context.getWebSockets()) {
      // One that is just closing throws when it is written to.
      if (stream.readyState === WebSocket.OPEN) stream.send(status);
    }
  }

  return {
    /** A stream that begins with the status as it is. */
    open(): Response {
      if (context.getWebSockets().length >= MAXIMUM_STATUS_STREAMS) return new Response(null, { status: 503 });
      const { 0: client, 1: server } = new WebSocketPair();
      context.acceptWebSocket(server);
      server.send(JSON.stringify(readStatus()));
      return new Response(null, { status: 101, webSocket: client });
    },

    /** Something has changed. Several changes in a row are told as one, the last of them always. */
    tell(): void {
      if (isDue || context.getWebSockets().length === 0) return;
      isDue = true;
      setTimeout(send, TOLD_EVERY_MS);
    },
  };
}

export type StatusStreams = ReturnType<typeof openStatusStreams>;
