import type { Erasures } from "./erasures.ts";
import type { HeardMessages } from "./heard-messages.ts";
import type { UsedKeys } from "./used-keys.ts";

const EVERY_MS = 86_400_000;

interface UpkeepTools {
  readonly keys: UsedKeys;
  readonly heard: HeardMessages;
  readonly erasures: Erasures;
}

/** Forgets, once a day, what is kept for a while only. */
export function openUpkeep({ sql }: DurableObjectStorage, { keys, heard, erasures }: UpkeepTools) {
  function sweptAt(): number {
    return sql.exec<{ at: number }>("SELECT swept_at AS at FROM upkeep").toArray()[0]?.at ?? 0;
  }

  return {
    /** Forgets what was over at the sweep before, too: a clock that is far ahead for once makes nothing old. */
    sweep(now: number): void {
      const before = sweptAt();
      if (Math.abs(now - before) < EVERY_MS) return;
      keys.forgetBefore(Math.min(now, before));
      heard.forgetBefore(Math.min(now, before));
      erasures.forgetBefore(Math.min(now, before));
      sql.exec("INSERT OR REPLACE INTO upkeep (only_row, swept_at) VALUES (1, ?)", now);
    },

    /** When there is something to forget, if there is; never before now. */
    nextDueAt(now: number): number | undefined {
      if (!keys.isAnyKept() && !heard.isAnyKept() && !erasures.isAnyKept()) return undefined;
      const due = sweptAt() + EVERY_MS;
      return Math.abs(now - due) > EVERY_MS ? now + EVERY_MS : Math.max(now, due);
    },
  };
}
