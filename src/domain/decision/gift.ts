/** Giving somebody a decoration: what a sender may do, and whether an offer may be put before a person (docs/gifts.md). */
import { acceptsGifts, wordOn, type ChoiceFold, type PlacedTheme } from "./choice.ts";
import { DAY_MS } from "../time-units.ts";

/** An offer that nobody answers is gone after this. */
export const OFFER_LASTS_MS = 14 * DAY_MS;
/** Quotas of a season are counted over this long. */
export const GIFT_SEASON_MS = 120 * DAY_MS;
export const MOST_GIFTS_A_DAY = 3;
export const MOST_GIFTS_A_SEASON = 10;
/** More offers than these wait for nobody's answer. */
export const MOST_OPEN_OFFERS = 5;
/** A sender whose gifts a person declined this often can send them no more. */
export const DECLINES_THAT_BLOCK = 2;

export const GIFT_ANSWERS = ["show", "decline", "never"] as const;
export type GiftAnswer = (typeof GIFT_ANSWERS)[number];

/**
 * When the sender may send again, or undefined if they may now. `sentAt`: the instants of their gifts of the season.
 * It speaks of the sender alone.
 */
export function mayGiveFrom(sentAt: readonly number[], now: number): number | undefined {
  const waits = [
    { most: MOST_GIFTS_A_DAY, withinMs: DAY_MS },
    { most: MOST_GIFTS_A_SEASON, withinMs: GIFT_SEASON_MS },
  ].flatMap(({ most, withinMs }) => {
    const recent = sentAt.filter((at) => now - at < withinMs).toSorted((one, other) => other - one);
    const oldestThatCounts = recent[most - 1];
    return oldestThatCounts === undefined ? [] : [oldestThatCounts + withinMs];
  });
  return waits.length === 0 ? undefined : Math.max(...waits);
}

/** All that decides whether a person is offered a gift. */
export interface RecipientState {
  readonly choices: ChoiceFold;
  readonly openOffers: number;
  readonly isSenderBlocked: boolean;
}

/** Whether a gift may be put before a person. The sender never learns the answer (invariant 7). */
export function mayBeOffered(theme: PlacedTheme, isSensitive: boolean, person: RecipientState): boolean {
  if (person.isSenderBlocked || person.openOffers >= MOST_OPEN_OFFERS || !acceptsGifts(person.choices)) return false;
  const word = wordOn(person.choices, theme);
  return isSensitive ? word === "asked" || word === "gift" : word !== "off";
}
