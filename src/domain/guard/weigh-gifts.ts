import { logEvidence } from "./guard-evidence.ts";

/** Answers to gifts, over all shards. */
export interface GiftCounts {
  readonly answered: number;
  readonly declined: number;
}

/** So many of those who answer may decline before anything is thought to be wrong. */
const NORMAL_DECLINE_SHARE = 0.2;
const FEWEST_DECLINES = 5;
export const GIFT_PAUSE_ODDS = 100;

/**
 * ln of the odds against "at most one in five declines", and whether giving is to be paused: the campaigns' own evidence
 * (see `logEvidence`), valid at every look. Counted from the last time that somebody resumed giving.
 */
export function weighGifts({ answered, declined }: GiftCounts): {
  readonly logOdds: number;
  readonly isAlarming: boolean;
} {
  const logOdds = logEvidence(declined, NORMAL_DECLINE_SHARE * answered);
  return { logOdds, isAlarming: declined >= FEWEST_DECLINES && logOdds >= Math.log(GIFT_PAUSE_ODDS) };
}
