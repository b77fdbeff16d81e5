import type { AuditQuery, ControlRpc } from "../contract/rpc/rpc-control.ts";

const PAGE_ENTRIES = 500;
const encoder = new TextEncoder();

/** Every entry that the filter takes, newest first, as NDJSON. One page is in memory at a time. */
export function exportAudit(
  catalog: Pick<ControlRpc, "readAudit">,
  filter: Omit<AuditQuery, "limit">,
): ReadableStream<Uint8Array> {
  let { beforeId } = filter;
  return new ReadableStream({
    async pull(controller) {
      const page = await catalog.readAudit({ ...filter, beforeId, limit: PAGE_ENTRIES });
      if (page.length > 0) {
        controller.enqueue(encoder.encode(page.map((entry) => `${JSON.stringify(entry)}\n`).join("")));
      }
      beforeId = page.at(-1)?.id;
      if (page.length < PAGE_ENTRIES) controller.close();
    },
  });
}
