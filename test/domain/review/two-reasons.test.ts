import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addReaches, NO_REACH, reachOf, type ReachTally } from "../../../src/domain/condition/reach.ts";
import { sayTwoReason } from "../../../src/domain/review/two-reason-texts.ts";
import { listTwoReasons } from "../../../src/domain/review/why-two.ts";

const festive = { key: "festive", label: { ru: "п", en: "f" }, sensitive: false };
const tally = (imported: number, seen: number, certain: number, possible: number): ReachTally => ({
  imported,
  seen,
  certain,
  possible,
});
const codesOf = (reach: ReachTally) =>
  listTwoReasons({
    lookalike: undefined,
    oneWordShare: 0.01,
    delivery: "default-on",
    category: festive,
    reach: reachOf(reach),
    earlyEnds: [],
  }).map(({ code }) => code);

describe("the reach of a campaign", () => {
  it.each<[string, ReachTally, readonly string[]]>([
    ["needs nobody else at one in a hundred", tally(1_000, 900, 10, 10), []],
    ["needs two past it", tally(1_000, 900, 11, 11), ["reach"]],
    ["counts whoever may fit", tally(1_000, 0, 0, 1_000), ["reach"]],
    ["is measured by the imported where few were seen", tally(1_000, 3, 10, 10), []],
    ["and by the seen where few are imported", tally(3, 1_000, 10, 10), []],
    ["never by both together", tally(500, 500, 6, 6), ["reach"]],
    ["is unknown where there is nobody", NO_REACH, ["unknown-reach"]],
  ])("%s", (_, reach, codes) => {
    expect(codesOf(reach)).toEqual(codes);
  });

  it("adds up over shards, in any order", () => {
    const [one, other] = [tally(1, 2, 3, 4), tally(10, 20, 30, 40)];
    expect(addReaches(one, other)).toEqual(tally(11, 22, 33, 44));
    expect(addReaches(other, one)).toEqual(addReaches(one, other));
  });

  it("is said in both languages with what is not known, and without a number of few people", () => {
    const said = sayTwoReason({ code: "reach", share: 0.01, matching: 1_000, people: 1_000, unknown: 1_000 });
    expect(said.en).toBe(
      "it reaches up to 1,000 of 1,000 people unasked, more than 1 %; of 1,000 of them it isn't known yet whether they fit",
    );
    expect(said.ru.replaceAll("\u00A0", " ")).toBe(
      "без просьбы это увидят до 1 000 из 1 000 человек, больше 1 %; о 1 000 из них пока неизвестно, подходят ли они",
    );
    expect(sayTwoReason({ code: "reach", share: 0.01, matching: 19, people: 1_000, unknown: 0 }).en).toBe(
      "it reaches more than 1 % of people unasked",
    );
    expect(sayTwoReason({ code: "reach", share: 0.01, matching: 50, people: 1_000, unknown: 3 }).en).toBe(
      "it reaches up to 50 of 1,000 people unasked, more than 1 %",
    );
    expect(sayTwoReason({ code: "reach", share: 0.01, matching: 1_234, people: 56_789, unknown: 0 }).en).toBe(
      "it reaches 1,200 of 56,000 people unasked, more than 1 %",
    );
  });

  it("never says a number from 1 to 19", () => {
    const count = fc.nat(400);
    fc.assert(
      fc.property(count, count, count, (a, b, c) => {
        const [unknown = 0, matching = 0, people = 0] = [a, b, c].sort((one, other) => one - other);
        const { ru, en } = sayTwoReason({ code: "reach", share: 0.01, matching, people, unknown });
        for (const text of [ru, en]) {
          const numbers = text.replaceAll("1 %", "").match(/\d+/gu) ?? [];
          for (const number of numbers)
            expect([0, 20].some((least) => Number(number) === 0 || Number(number) >= least)).toBe(true);
        }
      }),
    );
  });
});
