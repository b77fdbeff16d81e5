import type { SSEMessage, SSEStreamingApi } from "hono/streaming";

/** Shorter than the idle limit of usual proxies; a line that has gone dead is noticed by it. */
const HEARTBEAT_MS = 25_000;
const RECONNECT_MS = 5_000;

/** Hands on what an object says as server-sent events, until either side goes. The socket must not be accepted yet. */
export async function relaySocket(
  socket: WebSocket,
  stream: SSEStreamingApi,
  toEvent: (message: string) => SSEMessage,
): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    socket.addEventListener("close", () => resolve());
    stream.onAbort(resolve);
  });
  socket.addEventListener("message", ({ data }) => {
    void stream.writeSSE(toEvent(String(data)));
  });
  const heartbeat = setInterval(() => void stream.write(":\n\n"), HEARTBEAT_MS);
  await stream.write(`retry: ${RECONNECT_MS}\n\n`);
  socket.accept();
  await ended;
  clearInterval(heartbeat);
  socket.close(1000);
}
