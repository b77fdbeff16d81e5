import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Scope } from "../../../src/domain/decision/choice.ts";
import {
  countChange,
  isAbout,
  NO_COUNTS,
  noteEvent,
  NOT_EXPOSED,
  type Exposure,
  type ExposureEvent,
} from "../../../src/domain/guard/exposure.ts";
import { reachedOf } from "../../../src/domain/guard/guard-reports.ts";

const at = fc.nat(20);
const events: fc.Arbitrary<readonly ExposureEvent[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("shown" as const),
      reason: fc.constantFrom("segment" as const, "asked" as const, "gift" as const),
      stage: fc.nat(2),
      at,
      isHearsay: fc.boolean(),
    }),
    fc.record({ kind: fc.constantFrom("opted-out" as const, "complained" as const), at }),
  ),
  { maxLength: 12 },
);

const fold = (list: readonly ExposureEvent[]) => list.reduce(noteEvent, NOT_EXPOSED);

describe("one person's acquaintance with a campaign", () => {
  it("is written once: what is known is never changed, and news that is none gives back the very same object", () => {
    fc.assert(
      fc.property(events, (list) => {
        let exposure: Exposure = NOT_EXPOSED;
        for (const event of list) {
          const next = noteEvent(exposure, event);
          // The stage of what only a machine was given is that of the first sight, once there is one.
          const { stage: _, ...known } = exposure;
          expect(next).toMatchObject(exposure.seenAt === undefined ? known : exposure);
          expect(noteEvent(next, event)).toBe(next);
          exposure = next;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("holds against the campaign only what came after it was seen unasked", () => {
    fc.assert(
      fc.property(events, (list) => {
        const { seenAt, toldAt, stage, optedOutAt, complainedAt } = fold(list);
        const sights = list.filter((event) => event.kind === "shown" && event.reason === "segment");
        const own = sights.find((event) => event.kind === "shown" && !event.isHearsay);
        const isToldFirst = sights[0]?.kind === "shown" && sights[0].isHearsay === true;
        expect([seenAt, toldAt]).toEqual([own?.at, isToldFirst ? sights[0]?.at : undefined]);
        expect(stage === undefined).toBe(sights.length === 0);
        // Before it was seen, by order: what a clock said then is no matter.
        const firstSight = list.findIndex((event) => event === sights[0]);
        const since = list.slice(firstSight).filter((event) => event.kind !== "shown");
        for (const [kind, minded] of [
          ["opted-out", optedOutAt],
          ["complained", complainedAt],
        ] as const) {
          const first = firstSight < 0 ? undefined : since.find((event) => event.kind === kind);
          expect(minded).toBe(first?.at);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("knows a gift from an own request, whichever came first", () => {
    const shown = (reason: "asked" | "gift") => ({ kind: "shown", reason, stage: 0, at: 1 }) as const;
    expect(fold([shown("gift"), shown("asked")])).toEqual({ askedAt: 1, isGift: true });
    expect(fold([shown("asked"), shown("gift")])).toEqual({ askedAt: 1 });
  });
});

function countAll(list: readonly ExposureEvent[]) {
  let [exposure, counts] = [NOT_EXPOSED, NO_COUNTS];
  for (const event of list) {
    const next = noteEvent(exposure, event);
    counts = countChange(counts, exposure, next);
    exposure = next;
  }
  return counts;
}

describe("the counts", () => {
  it("take in an accepted gift once, among those who asked", () => {
    const gift = { kind: "shown", reason: "gift", stage: 0, at: 1 } as const;
    expect(countAll([gift, { ...gift, at: 2 }])).toEqual({ byStage: [], asked: 1, gifts: 1 });
  });

  it("keep a gift when the same person is later shown the campaign unasked", () => {
    const counts = countAll([
      { kind: "shown", reason: "gift", stage: 0, at: 1 },
      { kind: "shown", reason: "segment", stage: 0, at: 2 },
      { kind: "opted-out", at: 3 },
    ]);
    expect(counts).toMatchObject({ asked: 1, gifts: 1, byStage: [{ exposed: 1, optedOut: 1 }] });
  });

  it("of one person after another are the counts of all of them, each person once in every number", () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 5 }), (people) => {
        let counts = NO_COUNTS;
        for (const list of people) {
          let exposure: Exposure = NOT_EXPOSED;
          for (const event of list) {
            const next = noteEvent(exposure, event);
            counts = countChange(counts, exposure, next);
            exposure = next;
          }
        }
        const known = people.map(fold);
        const minds = ({ optedOutAt, complainedAt }: Exposure) => (optedOutAt ?? complainedAt) !== undefined;
        const isExposed = (exposure: Exposure) => exposure.seenAt !== undefined || minds(exposure);
        expect(counts.asked).toBe(known.filter(({ askedAt }) => askedAt !== undefined).length);
        expect(counts.gifts ?? 0).toBe(known.filter(({ isGift }) => isGift).length);
        for (const [stage, told] of counts.byStage.entries()) {
          const seen = known.filter((exposure) => exposure.stage === stage && isExposed(exposure));
          expect(told).toEqual({
            exposed: seen.length,
            optedOut: seen.filter(({ optedOutAt }) => optedOutAt !== undefined).length,
            complained: seen.filter(({ complainedAt }) => complainedAt !== undefined).length,
            unhappy: seen.filter(minds).length,
          });
        }
        const exposed = counts.byStage.reduce((sum, stage) => sum + stage.exposed, 0);
        expect(exposed).toBe(known.filter(isExposed).length);
        expect(reachedOf(counts)).toBe(known.filter(({ stage }) => stage !== undefined).length);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a word", () => {
  it.each<[Scope, boolean]>([
    ["all", true],
    ["theme:hearts", true],
    ["category:romance", true],
    ["theme:tulip", false],
    ["category:festive", false],
    ["gifts", false],
  ])("at %s is about the hearts: %s", (scope, isSo) => {
    expect(isAbout(scope, { key: "hearts", category: "romance" })).toBe(isSo);
  });
});
