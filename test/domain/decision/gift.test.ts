import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldChoices, type Choice, type ChoiceFold } from "../../../src/domain/decision/choice.ts";
import {
  GIFT_SEASON_MS,
  mayBeOffered,
  mayGiveFrom,
  MOST_GIFTS_A_DAY,
  MOST_GIFTS_A_SEASON,
  MOST_OPEN_OFFERS,
} from "../../../src/domain/decision/gift.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2027, 2, 8);
const tulip = { key: "tulip", category: "festive" };
const hearts = { key: "hearts", category: "romance" };

const fold = (...choices: readonly (readonly [Choice["scope"], Choice["value"]])[]): ChoiceFold =>
  foldChoices(choices.map(([scope, value], index) => ({ id: index + 1, scope, value, at: 0, channel: "app" })));
const person = (choices: ChoiceFold = {}, openOffers = 0, isSenderBlocked = false) => ({
  choices,
  openOffers,
  isSenderBlocked,
});

describe("a sender", () => {
  it("may give three a day and ten a season, and is told when they may again", () => {
    expect(mayGiveFrom([NOW - 1, NOW - 2], NOW)).toBeUndefined();
    expect(mayGiveFrom([NOW - 1, NOW - 2, NOW - 3], NOW)).toBe(NOW - 3 + DAY);
    const spread = Array.from({ length: MOST_GIFTS_A_SEASON }, (_, index) => NOW - (index + 1) * 2 * DAY);
    expect(mayGiveFrom(spread, NOW)).toBe(NOW - 20 * DAY + GIFT_SEASON_MS);
  });

  it("never gets past either quota, whenever they give", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 3 * DAY }), { maxLength: 60 });
    fc.assert(
      fc.property(gaps, (waits) => {
        const sent: number[] = [];
        let now = NOW;
        for (const wait of waits) {
          now += wait;
          if (mayGiveFrom(sent, now) === undefined) sent.push(now);
        }
        for (const at of sent) {
          expect(sent.filter((other) => other >= at && other - at < DAY).length).toBeLessThanOrEqual(MOST_GIFTS_A_DAY);
          const season = sent.filter((other) => other >= at && other - at < GIFT_SEASON_MS);
          expect(season.length).toBeLessThanOrEqual(MOST_GIFTS_A_SEASON);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("a person is offered a gift", () => {
  it("unless they take none, switched it off, blocked the sender, or have enough waiting", () => {
    expect(mayBeOffered(tulip, false, person())).toBe(true);
    expect(mayBeOffered(tulip, false, person(fold(["gifts", "out"])))).toBe(false);
    expect(mayBeOffered(tulip, false, person(fold(["gifts", "out"], ["gifts", "in"])))).toBe(true);
    expect(mayBeOffered(tulip, false, person(fold(["theme:tulip", "out"])))).toBe(false);
    expect(mayBeOffered(tulip, false, person(fold(["all", "out"])))).toBe(false);
    expect(mayBeOffered(tulip, false, person({}, MOST_OPEN_OFFERS))).toBe(false);
    expect(mayBeOffered(tulip, false, person({}, 0, true))).toBe(false);
  });

  it("of a sensitive theme only if they asked for such", () => {
    expect(mayBeOffered(hearts, true, person())).toBe(false);
    expect(mayBeOffered(hearts, true, person(fold(["all", "in"])))).toBe(false);
    expect(mayBeOffered(hearts, true, person(fold(["category:romance", "in"])))).toBe(true);
  });
});
