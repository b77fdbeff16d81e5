import type { NoiseSecret } from "../about.ts";
import { openTeller, type ToldCount } from "./tell-count.ts";
import { GIFT_PAUSE_ODDS, logGiftOdds, type GiftCounts } from "./weigh-gifts.ts";

/** What staff is told of how gifts are answered. */
export interface ToldGifts {
  readonly answered: ToldCount;
  readonly declined: ToldCount;
  /** From what is told; beyond the odds that pause giving only while it is paused. */
  readonly odds: number;
}

/** `countedFrom`: how many answers there had been when counting began anew, which is by other steps then. */
export function tellGifts(
  exact: GiftCounts,
  { isPaused, countedFrom }: { readonly isPaused: boolean; readonly countedFrom: number },
  secret: NoiseSecret,
): ToldGifts {
  const tell = openTeller(`gifts from ${countedFrom}`, secret);
  const answered = tell("asked", exact.answered);
  const few = tell("gifts", exact.declined);
  const declined = answered === null || few === null ? null : Math.min(answered, few);
  const logOdds = logGiftOdds({ answered: answered ?? 0, declined: declined ?? 0 });
  const odds = Math.min(Math.exp(logOdds), Number.MAX_SAFE_INTEGER);
  return { answered, declined, odds: isPaused ? Math.max(odds, GIFT_PAUSE_ODDS) : Math.min(odds, GIFT_PAUSE_ODDS) };
}
