import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRandom } from "../../chaos/random.ts";
import { drawSecretly } from "../../../src/domain/guard/draw-secretly.ts";
import { GIFT_PAUSE_ODDS, isGivingToPause, logGiftOdds } from "../../../src/domain/guard/weigh-gifts.ts";

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** At how many who decline giving pauses, of so many who answer. */
function pausesAt(answered: number, drawn: number): number {
  let declined = 0;
  while (declined <= answered && !isGivingToPause({ answered, declined }, drawn)) declined++;
  return declined;
}

describe("the guard of gifts", () => {
  it("lets one in five decline for ever, and takes alarm when half do, wherever its limit was drawn", () => {
    for (const drawn of [0, 0.5, 0.999]) {
      expect(isGivingToPause({ answered: 100_000, declined: 20_000 }, drawn)).toBe(false);
      expect(isGivingToPause({ answered: 4, declined: 4 }, drawn)).toBe(false);
      expect(isGivingToPause({ answered: 60, declined: 30 }, drawn)).toBe(true);
    }
  });

  it("pauses no later than at the odds that it promises, and never for fewer than five", () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(2_000), place, (accepted, declined, drawn) => {
        const counts = { answered: accepted + declined, declined };
        if (logGiftOdds(counts) >= Math.log(GIFT_PAUSE_ODDS)) expect(isGivingToPause(counts, drawn)).toBe(true);
        if (declined < 5) expect(isGivingToPause(counts, drawn)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("pauses for one more who declines wherever it pauses for one fewer", () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(2_000), place, (accepted, declined, drawn) => {
        if (!isGivingToPause({ answered: accepted + declined, declined }, drawn)) return;
        expect(isGivingToPause({ answered: accepted + declined + 1, declined: declined + 1 }, drawn)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("has each limit in no more than three of ten periods, so that the person who passes it can't be foreseen", () => {
    const periods = Array.from({ length: 1_000 }, (_, period) => drawSecretly("secret", `gifts from ${period}`));
    const widest = (limitOf: (drawn: number) => number) => {
      const times = new Map<number, number>();
      for (const drawn of periods) times.set(limitOf(drawn), (times.get(limitOf(drawn)) ?? 0) + 1);
      return Math.max(...times.values()) / periods.length;
    };
    for (const answered of [20, 40, 100, 500]) expect(widest((drawn) => pausesAt(answered, drawn))).toBeLessThan(0.3);
    // Everybody declines: so an attacker's own accounts would.
    const ofAll = (drawn: number) => {
      let declined = 0;
      while (!isGivingToPause({ answered: declined, declined }, drawn)) declined++;
      return declined;
    };
    expect(widest(ofAll)).toBeLessThan(0.3);
  });

  it("pauses by mistake at most once in a hundred periods where exactly one in five declines", () => {
    const random = openRandom(20_261_130);
    const [periods, answers] = [3_000, 400];
    let paused = 0;
    for (let period = 0; period < periods; period++) {
      const drawn = random.next();
      let declined = 0;
      for (let answered = 1; answered <= answers; answered++) {
        if (random.next() < 0.2) declined++;
        if (!isGivingToPause({ answered, declined }, drawn)) continue;
        paused++;
        break;
      }
    }
    expect(paused / periods).toBeLessThan(0.01);
  });
});
