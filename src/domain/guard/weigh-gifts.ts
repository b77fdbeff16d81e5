import { drawAway, type DrawnAmong } from "./draw-secretly.ts";
import { logEvidence } from "./guard-evidence.ts";

/** Answers to gifts, over all shards. */
export interface GiftCounts {
  readonly answered: number;
  readonly declined: number;
}

/** So many of those who answer may decline before anything is thought to be wrong. */
const NORMAL_DECLINE_SHARE = 0.2;
export const GIFT_PAUSE_ODDS = 100;

/** The fewest who reach the odds, which is if everybody declines. */
const FEWEST_FOR_ODDS = 8;
/** Giving pauses up to so many people earlier than the odds say, or up to a tenth where that is more. */
const MOST_EARLIER = 3;
const EARLIER: DrawnAmong = { least: MOST_EARLIER + 1, each: 0.1 };

/** ln of the odds against "at most one in five declines": the campaigns' own evidence (see `logEvidence`), valid at every look. */
export function logGiftOdds({ answered, declined }: GiftCounts): number {
  return logEvidence(declined, NORMAL_DECLINE_SHARE * answered);
}

/**
 * Whether giving is to be paused, counted from the last time that somebody resumed it: when the odds are reached, or up to some
 * people earlier. `place`, from [0, 1), is drawn secretly for the period, so that the one who passes the limit can't be foreseen.
 */
export function isGivingToPause({ answered, declined }: GiftCounts, place: number): boolean {
  const earlier = drawAway(place, declined, EARLIER);
  // So that the draws lie apart where everybody declines as well.
  if (declined < FEWEST_FOR_ODDS - Math.min(earlier, MOST_EARLIER)) return false;
  return logGiftOdds({ answered, declined: declined + earlier }) >= Math.log(GIFT_PAUSE_ODDS);
}
