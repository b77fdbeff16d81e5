import { useDocumentVisibility } from "@mantine/hooks";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { statusSchema } from "../../contract/control.ts";
import { openStream } from "./client.ts";
import { STATUS_KEY, setStatusStreamed } from "./queries.ts";

const RETRY_FIRST_MS = 1_000;
const RETRY_LONGEST_MS = 30_000;
const DATA = "data: ";

/**
 * Has the service tell of every shard that acknowledges, for as long as a page wants it and somebody sees it. While the
 * stream is broken the status is asked for at intervals, as on all other pages. `EventSource` could not send the token.
 */
export function useStatusStream(isWanted: boolean): void {
  const client = useQueryClient();
  const isOpen = useDocumentVisibility() === "visible" && isWanted;
  useEffect(() => {
    if (!isOpen) return;
    const end = new AbortController();
    void follow(client, end.signal);
    return () => end.abort();
  }, [client, isOpen]);
}

async function follow(client: QueryClient, signal: AbortSignal): Promise<void> {
  let delayMs = RETRY_FIRST_MS;
  while (!signal.aborted) {
    // One connection after another.
    if (await listen(client, signal)) delayMs = RETRY_FIRST_MS;
    setStatusStreamed(false);
    if (signal.aborted) return;
    void client.invalidateQueries({ queryKey: STATUS_KEY });
    await pause(delayMs, signal);
    delayMs = Math.min(delayMs * 2, RETRY_LONGEST_MS);
  }
}

/** Takes in what the stream tells until it ends; answers whether it told anything. */
async function listen(client: QueryClient, signal: AbortSignal): Promise<boolean> {
  let hasTold = false;
  try {
    for await (const line of openStream("/v1/status/events", { headers: { Accept: "text/event-stream" }, signal })) {
      if (!line.startsWith(DATA)) continue;
      hasTold = true;
      setStatusStreamed(true);
      // What was asked for earlier and comes later would overwrite news with something older.
      void client.cancelQueries({ queryKey: STATUS_KEY });
      client.setQueryData(STATUS_KEY, statusSchema.parse(JSON.parse(line.slice(DATA.length))));
    }
  } catch {
    // Asking at intervals finds out what is wrong, and says so.
  }
  return hasTold;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
