import type { Failure } from "../contract/problem.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { GiftStanding } from "../contract/rpc/rpc-gifts.ts";
import { GIFT_PAUSE_ODDS, weighGifts, type GiftCounts } from "../domain/guard/weigh-gifts.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { AuditLog } from "./audit-log.ts";
import type { CatalogStorage } from "./storage.ts";

/** Watches how gifts are answered, and pauses giving when too many people decline. */
export function openGiftGuard(durable: DurableObjectStorage, storage: CatalogStorage, audit: AuditLog) {
  const { sql } = durable;

  /** Answers since ever, of all shards. */
  function sum(): GiftCounts {
    return sql
      .exec<{ answered: number; declined: number }>(
        "SELECT coalesce(sum(answered), 0) AS answered, coalesce(sum(declined), 0) AS declined FROM gift_counts",
      )
      .one();
  }

  function readNumber(setting: string): number {
    return Number(storage.readSetting(setting) ?? 0);
  }

  function stand(): GiftStanding & { readonly isAlarming: boolean } {
    const total = sum();
    const answered = total.answered - readNumber("giftsAnsweredBefore");
    const declined = total.declined - readNumber("giftsDeclinedBefore");
    const pausedAt = readNumber("giftsPausedAt");
    const { isAlarming } = weighGifts({ answered, declined });
    const countedFrom = readNumber("giftsAnsweredBefore");
    return { answered, declined, countedFrom, pausedAt: pausedAt === 0 ? null : pausedAt, isAlarming };
  }

  function read(): GiftStanding {
    const { isAlarming: _isAlarming, ...standing } = stand();
    return standing;
  }

  return {
    report(shard: string, { answered, declined }: GiftCounts, now: number): { readonly isPaused: boolean } {
      return durable.transactionSync(() => {
        sql.exec(
          `INSERT INTO gift_counts (shard, answered, declined) VALUES (?1, ?2, ?3)
             ON CONFLICT (shard) DO UPDATE SET answered = max(answered, ?2), declined = max(declined, ?3)`,
          shard,
          answered,
          declined,
        );
        const standing = stand();
        if (standing.isAlarming && standing.pausedAt === null) {
          storage.writeSetting("giftsPausedAt", String(now));
          const why = `odds more than ${GIFT_PAUSE_ODDS} : 1 that more decline than is normal`;
          audit.append({ actor: "guard", now, why }, "pause", "gifts", [
            { path: "paused", before: false, after: true },
          ]);
        }
        return { isPaused: readNumber("giftsPausedAt") !== 0 };
      });
    },

    read,

    resume(act: Act): Result<GiftStanding, Failure> {
      if (read().pausedAt === null) return fail({ type: "conflict", detail: "Giving is not paused." });
      durable.transactionSync(() => {
        const { answered, declined } = sum();
        storage.writeSetting("giftsAnsweredBefore", String(answered));
        storage.writeSetting("giftsDeclinedBefore", String(declined));
        storage.writeSetting("giftsPausedAt", "0");
        audit.append(act, "resume", "gifts", [{ path: "paused", before: true, after: false }]);
      });
      return succeed(read());
    },
  };
}

export type GiftGuard = ReturnType<typeof openGiftGuard>;
