import { guardNameOf } from "../domain/guard/guard-standing.ts";
import type { Lifecycle } from "../domain/campaign/lifecycle.ts";
import { haltedByPolicyAt } from "../domain/campaign/policy-halt.ts";

/** What was halted of a campaign that was deleted since. */
export interface KeptHalt {
  readonly campaign: string;
  readonly kind: "halted" | "halted-by-policy";
  readonly start: string;
  readonly at: number;
}

/** Halts of campaigns that are deleted: made anew, a key is no other. The only module that names the table. */
export function openKeptHalts(sql: SqlStorage) {
  return {
    /** Of a campaign that goes. One that was never started since it was made anew goes as it came. */
    keep(campaign: string, { live }: Pick<Lifecycle, "live">): void {
      if (live === undefined) return;
      sql.exec("DELETE FROM kept_halts WHERE campaign = ?", campaign);
      const start = guardNameOf(campaign, live.version);
      const ends = { halted: live.haltedAt, "halted-by-policy": haltedByPolicyAt({ live }) };
      for (const [kind, at] of Object.entries(ends)) {
        if (at === undefined) continue;
        sql.exec("INSERT INTO kept_halts (campaign, kind, start, at) VALUES (?, ?, ?, ?)", campaign, kind, start, at);
      }
    },

    /** Also of keys that are live again. */
    list(): readonly KeptHalt[] {
      return sql
        .exec<KeptHalt & Record<string, SqlStorageValue>>(
          "SELECT campaign, kind, start, at FROM kept_halts ORDER BY campaign, kind",
        )
        .toArray();
    },
  };
}
