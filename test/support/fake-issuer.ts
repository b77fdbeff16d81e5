import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { KeySetStore } from "../../src/catalog/issuer-keys.ts";

interface Answer {
  readonly status: number;
  readonly body: string;
  /** Where there are good keys, for whoever follows. */
  readonly elsewhere?: { readonly body: string };
}

/** A server that answers as an issuer of tokens does, or as one does that is in trouble. */
export async function openFakeIssuer() {
  const waiting: ServerResponse[] = [];
  const issuer = {
    url: "",
    fetches: 0,
    /** What it answers; undefined: nothing, until `release`. */
    answer: undefined as Answer | undefined,
    /** Answers everybody who waits. */
    release(): void {
      for (const response of waiting.splice(0)) respond(response);
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      if (server.listening) await once(server.close(), "close");
    },
  };
  function respond(response: ServerResponse): void {
    const { status, body, elsewhere } = issuer.answer ?? { status: 500, body: "" };
    response.writeHead(status, elsewhere === undefined ? {} : { Location: "/elsewhere" }).end(body);
  }
  const server = createServer((request, response) => {
    issuer.fetches += 1;
    if (issuer.answer === undefined) waiting.push(response);
    else if (request.url === "/elsewhere") response.end(issuer.answer.elsewhere?.body);
    else respond(response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  issuer.url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/keys`;
  return issuer;
}

export type FakeIssuer = Awaited<ReturnType<typeof openFakeIssuer>>;

/** A store that says when something is written. */
export function openKeySetMemory() {
  const kept = new Map<string, NonNullable<ReturnType<KeySetStore["read"]>>>();
  let tell = () => {};
  return {
    read: (url: string) => kept.get(url),
    write(url: string, keys: { readonly jwks: string; readonly fetchedAt: number }) {
      kept.set(url, keys);
      tell();
    },
    nextWrite: () => new Promise<void>((resolve) => (tell = resolve)),
  };
}
