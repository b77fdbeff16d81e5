import type { ShardRpc } from "../../contract/rpc/rpc.ts";

const PAGE_ROWS = 1_000;
const encoder = new TextEncoder();

/** Everybody whom the operator has imported, as NDJSON that can be imported again. One page is in memory at a time. */
export function exportPopulation(shards: readonly ShardRpc[]): ReadableStream<Uint8Array> {
  const pages = readPages(shards);
  return new ReadableStream({
    async pull(controller) {
      const page = await pages.next();
      if (page.done === true) controller.close();
      else controller.enqueue(encoder.encode(page.value));
    },
    async cancel() {
      await pages.return();
    },
  });
}

/** A page is complete before it is sent, and the next one begins after its last subscriber. */
async function* readPages(shards: readonly ShardRpc[]): AsyncGenerator<string, void> {
  for (const shard of shards) {
    for (let after: string | null = ""; after !== null;) {
      const page: Awaited<ReturnType<ShardRpc["exportProfiles"]>> = await shard.exportProfiles(after, PAGE_ROWS);
      if (page.ndjson !== "") yield page.ndjson;
      after = page.last;
    }
  }
}
