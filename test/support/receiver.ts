import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A notice as it arrived. */
export interface Received {
  readonly kind: string;
  readonly delivery: string;
  readonly body: { readonly id: string };
  /** Answers it. */
  answer(status: number, headers?: Readonly<Record<string, string>>): void;
  /** Ends when whoever sent it has gone. */
  readonly closed: Promise<void>;
}

/** A server to which webhooks lead. It answers nothing by itself: whoever waits for `next` decides. */
export async function openReceiver() {
  const arrived: Received[] = [];
  const waiting: ((received: Received) => void)[] = [];
  const server = createServer((request, response) => void receive(request, response));
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const received: Received = {
      kind: String(request.headers["garland-event"]),
      delivery: String(request.headers["garland-delivery"]),
      // Parsed boundary: every notice has an id.
      body: JSON.parse(text) as { id: string },
      answer: (status, headers = {}) => void response.writeHead(status, headers).end(),
      closed: whenClosed(response),
    };
    const next = waiting.shift();
    if (next === undefined) arrived.push(received);
    else next(received);
  }
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`,
    /** The next notice to arrive, in the order of arrival. */
    next: () => {
      const received = arrived.shift();
      return received === undefined
        ? new Promise<Received>((resolve) => waiting.push(resolve))
        : Promise.resolve(received);
    },
    /** Whether anything has arrived that nobody has asked for. */
    isIdle: () => arrived.length === 0,
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>;

async function whenClosed(response: ServerResponse): Promise<void> {
  await once(response, "close");
}
