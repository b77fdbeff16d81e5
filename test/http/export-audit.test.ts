import fc from "fast-check";
import { expect, it } from "vitest";
import type { AuditEntry, AuditQuery } from "../../src/contract/rpc/rpc-control.ts";
import { exportAudit } from "../../src/http/export-audit.ts";

const entry = (id: number): AuditEntry => ({
  id,
  at: id,
  actor: "person:anna",
  action: "edit",
  target: "campaign/spring",
  why: null,
  changes: [],
  hash: "0".repeat(64),
});

/** A record with entries 1 to `count`. */
const recordOf = (count: number) => ({
  async readAudit({ beforeId = count + 1, limit }: AuditQuery) {
    const newest = Math.min(count, beforeId - 1);
    return Array.from({ length: Math.min(limit, newest) }, (_, index) => entry(newest - index));
  },
});

it("has every entry once, newest first, however many pages it takes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(0, 1, 499, 500, 501, 1_000, 1_203), fc.nat(1_300), async (count, before) => {
      const beforeId = before === 0 ? undefined : before;
      const text = await new Response(exportAudit(recordOf(count), { beforeId })).text();
      const ids = text
        .split("\n")
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as AuditEntry).id);
      const newest = Math.min(count, (beforeId ?? count + 1) - 1);
      expect(ids).toEqual(Array.from({ length: newest }, (_, index) => newest - index));
    }),
    { numRuns: 40 },
  );
});
