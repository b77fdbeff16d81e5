import { inBoth, type Failure } from "../contract/problem.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { Settings } from "../contract/settings.ts";
import type { GiftStanding } from "../contract/rpc/rpc-gifts.ts";
import { drawSecretly } from "../domain/guard/draw-secretly.ts";
import { isGivingToPause, type GiftCounts } from "../domain/guard/weigh-gifts.ts";
import { humanBehind, humanOrSelf, mayBeOneHuman, type MakerOf } from "../domain/human-behind.ts";
import { namePerson } from "../domain/name-person.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { noiseSecretOf } from "../tokens/count-secrets.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Authors } from "./authors.ts";
import type { CatalogStorage } from "./storage.ts";

/** Who has resumed giving resumes it no second time until then, unless somebody else did meanwhile. */
const ANOTHER_RESUMES_FOR_MS = 30 * 24 * 3_600_000;

const NOT_PAUSED = { ru: "Подарки и так доходят: возобновлять нечего.", en: "Giving is not paused." };

interface GiftGuardTools {
  readonly storage: CatalogStorage;
  readonly audit: AuditLog;
  readonly authors: Pick<Authors, "makerOf">;
  readonly settings: Settings;
}

/** Watches how gifts are answered, and pauses giving when too many people decline. */
export function openGiftGuard(durable: DurableObjectStorage, { storage, audit, authors, settings }: GiftGuardTools) {
  const { sql } = durable;
  const { makerOf }: { readonly makerOf: MakerOf } = authors;
  const secret = noiseSecretOf(settings);

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
    const countedFrom = readNumber("giftsAnsweredBefore");
    const isAlarming = isGivingToPause(
      { answered, declined },
      drawSecretly(secret, `gifts since answer ${countedFrom}`),
    );
    return { answered, declined, countedFrom, pausedAt: pausedAt === 0 ? null : pausedAt, isAlarming };
  }

  function read(): GiftStanding {
    const { isAlarming: _isAlarming, ...standing } = stand();
    return standing;
  }

  /**
   * Everybody sees that giving has paused. Whoever brings it to the limit with accounts of their own, to see by the pause that
   * somebody declines, must not be who lets themselves try again.
   */
  function whyAnother({ actor, now }: Act): Failure | undefined {
    const from = now - ANOTHER_RESUMES_FOR_MS;
    const [last] = audit.read({ action: "resume", target: "gifts", from, limit: 1 });
    if (last === undefined) return undefined;
    const [human, other] = [humanBehind(actor, makerOf), humanOrSelf(last.actor, makerOf)];
    if (human !== undefined && humanBehind(last.actor, makerOf) !== undefined && !mayBeOneHuman(human, other)) {
      return undefined;
    }
    const name = namePerson(other);
    return {
      type: "another-person",
      ...inBoth({
        ru: `Подарки уже возобновлял человек с именем «${name}», и с тех пор не прошло 30 дней. Теперь на ответы должен посмотреть и возобновить подарки другой человек.`,
        en: `${name} resumed giving less than 30 days ago. This time another person has to look at the answers and resume it.`,
      }),
    };
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
          const why = "more decline than is normal";
          audit.append({ actor: "guard", now, why }, "pause", "gifts", [
            { path: "paused", before: false, after: true },
          ]);
        }
        return { isPaused: readNumber("giftsPausedAt") !== 0 };
      });
    },

    read,

    resume(act: Act): Result<GiftStanding, Failure> {
      if (read().pausedAt === null) return fail({ type: "conflict", ...inBoth(NOT_PAUSED) });
      const refusal = whyAnother(act);
      if (refusal !== undefined) return fail(refusal);
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
