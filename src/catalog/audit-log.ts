import type { Act, AuditEntry, AuditQuery } from "../contract/rpc/rpc-control.ts";
import type { JsonChange } from "../domain/json-diff.ts";
import { hashJson } from "./snapshot.ts";

/** Where the chain begins. */
const GENESIS = "0".repeat(64);

type AuditRow = Omit<AuditEntry, "changes"> & { changes: string } & Record<string, SqlStorageValue>;

/** The record of everything that was done: append-only, each entry's hash covering the one before. */
export function openAuditLog(sql: SqlStorage) {
  const lastHash = () =>
    sql.exec<{ hash: string }>("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").toArray()[0]?.hash ?? GENESIS;

  return {
    append({ actor, now, why }: Act, action: string, target: string, changes: readonly JsonChange[]): void {
      const entry = { at: now, actor, action, target, why: why ?? null, changes: JSON.stringify(changes) };
      sql.exec(
        "INSERT INTO audit (at, actor, action, target, why, changes, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        entry.at,
        entry.actor,
        entry.action,
        entry.target,
        entry.why,
        entry.changes,
        chainHash(lastHash(), entry),
      );
    },

    /** Newest first. */
    read({ beforeId, actor, action, target, from, until, limit }: AuditQuery): readonly AuditEntry[] {
      return sql
        .exec<AuditRow>(
          `SELECT * FROM audit
             WHERE (?1 IS NULL OR id < ?1) AND (?2 IS NULL OR actor = ?2) AND (?3 IS NULL OR target = ?3)
               AND (?4 IS NULL OR action = ?4) AND (?5 IS NULL OR at >= ?5) AND (?6 IS NULL OR at < ?6)
             ORDER BY id DESC LIMIT ?7`,
          beforeId ?? null,
          actor ?? null,
          target ?? null,
          action ?? null,
          from ?? null,
          until ?? null,
          limit,
        )
        .toArray()
        .map((row) => ({ ...row, changes: JSON.parse(row.changes) as JsonChange[] }));
    },

    /** Everybody who took one of some steps with something, ever or since an instant. */
    listActors(target: string, actions: readonly string[], since = 0): readonly string[] {
      return sql
        .exec<{ actor: string }>(
          `SELECT DISTINCT actor FROM audit WHERE target = ? AND at >= ? AND action IN (SELECT value FROM json_each(?)) ORDER BY actor`,
          target,
          since,
          JSON.stringify(actions),
        )
        .toArray()
        .map(({ actor }) => actor);
    },

    /** Who took a step with something at an instant; undefined: nobody is known to have. */
    find(target: string, action: string, at: number): Pick<AuditEntry, "actor" | "changes"> | undefined {
      const [row] = sql
        .exec<{ actor: string; changes: string }>(
          "SELECT actor, changes FROM audit WHERE target = ? AND action = ? AND at = ? ORDER BY id DESC LIMIT 1",
          target,
          action,
          at,
        )
        .toArray();
      return row && { actor: row.actor, changes: JSON.parse(row.changes) as JsonChange[] };
    },

    verify(): { entries: number; brokenAt: number | null } {
      let previous = GENESIS;
      let entries = 0;
      for (const { id, hash, ...entry } of sql.exec<AuditRow>("SELECT * FROM audit ORDER BY id")) {
        // Ids are given without a gap, so a removed last entry shows in the sequence, a removed earlier one in the chain.
        if (id !== entries + 1 || chainHash(previous, entry) !== hash) return { entries, brokenAt: id };
        previous = hash;
        entries += 1;
      }
      return { entries, brokenAt: null };
    },
  };
}

function chainHash(previous: string, entry: Omit<AuditRow, "id" | "hash">): string {
  const { at, actor, action, target, why, changes } = entry;
  return hashJson([previous, at, actor, action, target, why, changes]);
}

export type AuditLog = ReturnType<typeof openAuditLog>;
