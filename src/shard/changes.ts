import type { ChangeEntry, ChangesSlice } from "../contract/rpc-care.ts";

/**
 * The history of all choices of this shard, seen as news: who changed something, when and where, never what. It is the
 * history itself, so nothing more is written and nothing that was stored can be missing; ids only rise, also when rows
 * are erased.
 */
export function openChanges({ sql }: DurableObjectStorage) {
  return {
    list(after: number | null, limit: number): ChangesSlice {
      if (after === null) {
        const { last } = sql
          .exec<{ last: number }>("SELECT coalesce(max(seq), 0) AS last FROM sqlite_sequence WHERE name = 'choices'")
          .one();
        return { changes: [], cursor: last, isLast: true };
      }
      const rows = sql
        .exec<ChangeEntry & { id: number } & Record<string, SqlStorageValue>>(
          "SELECT id, subscriber_id AS subscriberId, at, channel FROM choices WHERE id > ? ORDER BY id LIMIT ?",
          after,
          limit,
        )
        .toArray();
      return {
        changes: rows.map(({ subscriberId, at, channel }) => ({ subscriberId, at, channel })),
        cursor: rows.at(-1)?.id ?? after,
        isLast: rows.length < limit,
      };
    },
  };
}

export type Changes = ReturnType<typeof openChanges>;
