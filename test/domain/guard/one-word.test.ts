import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LIVE_STATES, type LiveState } from "../../../src/domain/campaign/lifecycle.ts";
import { defaultGuardParameters } from "../../../src/domain/guard/guard-parameters.ts";
import {
  actionFor,
  applyAction,
  beginReports,
  beginStanding,
  coverageOf,
  followLive,
  followWords,
  isClosed,
  statusOf,
  type GuardAction,
  type GuardPlan,
  type GuardStanding,
} from "../../../src/domain/guard/guard-standing.ts";
import { evaluateGuard } from "../../../src/domain/guard/guard.ts";
import { countEarlier, needsSecond, placeOfReach, wordsOf, type Words } from "../../../src/domain/guard/one-word.ts";
import { defaultStages } from "../../../src/domain/guard/stage-plan.ts";

const HOUR = 3_600_000;
const OPENS = 1_000 * HOUR;

const plan: GuardPlan = {
  guard: "sparkle@1",
  campaign: "sparkle",
  version: 1,
  theme: "snowflake",
  category: "festive",
  delivery: "default-on",
  parameters: defaultGuardParameters(false),
  stages: defaultStages(),
  audienceSize: 10,
  shards: ["shard-0"],
  startedAt: OPENS,
  season: { from: OPENS, until: OPENS + 240 * HOUR },
};
const unstaged: GuardPlan = { ...plan, stages: [] };

describe("a second person", () => {
  it.each<[string, Partial<GuardPlan>, Words | undefined, number, number | undefined, boolean]>([
    ["is not needed at one in a hundred", {}, "one", 10, 1_000, false],
    ["is needed past it", {}, "one", 11, 1_000, true],
    [
      "is needed past the smaller share that policy allowed at its start",
      { oneWordShare: 0.002 },
      "one",
      3,
      1_000,
      true,
    ],
    ["is not needed within that share", { oneWordShare: 0.002 }, "one", 2, 1_000, false],
    ["is needed by the people of now, who have become fewer", {}, "one", 10, 999, true],
    ["is not needed for what is only shown to who asks", { delivery: "opt-in" }, "one", 500, 1_000, false],
    ["is not needed where two have wanted it", {}, "two", 1_000, 1_000, false],
    ["stays needed, however many people come in", {}, "awaited", 11, 1_000_000, true],
    ["is not asked for while nobody could be counted", {}, "one", 11, undefined, false],
    ["is needed as soon as anybody sees it where nobody is known", {}, "one", 1, 0, true],
    ["is needed of an older start that was counted as small", { audienceSize: 0 }, undefined, 11, 1_000, true],
    ["is not needed of an older start that was counted as large", { audienceSize: 300 }, undefined, 300, 1_000, false],
  ])("%s", (_, changes, words, exposed, people, expected) => {
    const standing = words === undefined ? {} : { words };
    expect(needsSecond({ ...plan, ...changes }, standing, exposed, people)).toBe(expected);
  });

  it("is asked for no later than promised, and for one person more wherever for one fewer, wherever the limit was drawn", () => {
    const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(1_000_000), place, (reached, drawn) => {
        const counted = countEarlier(reached, drawn);
        expect(counted).toBeGreaterThanOrEqual(reached);
        expect(counted).toBeLessThanOrEqual(reached + Math.max(3, reached / 4));
        expect(countEarlier(reached + 1, drawn)).toBeGreaterThan(counted);
        expect(countEarlier(0, drawn)).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [1_000, 0.3],
    [20_000, 0.05],
    [1_000_000, 0.01],
  ])(
    "is asked for where it was drawn for a start: of %d people, at no number of them in more than %d of starts",
    (people, most) => {
      const limits = Array.from({ length: 2_000 }, (_, start) => {
        const place = placeOfReach("secret", `campaign-${start}@1`);
        let reached = Math.floor(0.007 * people);
        while (!needsSecond(plan, { words: "one" }, reached, people, place)) reached++;
        return reached;
      });
      const times = Map.groupBy(limits, (limit) => limit);
      expect(Math.max(...[...times.values()].map(({ length }) => length)) / limits.length).toBeLessThan(most);
      expect(Math.max(...limits)).toBeLessThanOrEqual(0.01 * people + 1);
    },
  );

  it("is asked for once, and a halt goes before", () => {
    const standing: GuardStanding = { ...beginStanding(plan), words: "one" };
    const situation = (counted: number, optedOut: number) => ({
      parameters: plan.parameters,
      reports: new Map([
        [
          "shard-0",
          {
            shard: "shard-0",
            sequence: 1,
            countedAt: OPENS + HOUR,
            byStage: [{ exposed: counted, optedOut, complained: 0, unhappy: optedOut }],
            asked: 0,
          },
        ],
      ]),
      shards: plan.shards,
      now: OPENS + HOUR,
      status: statusOf(plan, standing),
      stages: plan.stages,
      stage: 0,
      stageStartedAt: OPENS,
      coverage: 0.02,
      audienceSize: 10,
      needsSecond: true,
    });
    const verdict = evaluateGuard(situation(500, 0));
    expect(verdict).toMatchObject({ action: "hold", reasons: [{ kind: "one-word" }] });
    const action = actionFor(verdict, standing);
    expect(action).toEqual({ kind: "ask-second" });
    const asked = applyAction(plan, standing, { kind: "ask-second" }, OPENS + HOUR);
    expect(asked).toMatchObject({ words: "awaited", heldBy: "guard" });
    expect(actionFor(verdict, asked)).toBeUndefined();
    expect(evaluateGuard(situation(500, 50))).toMatchObject({ action: "halt" });
  });

  it("is asked for before a stage opens, also where no shard has anything new", () => {
    const standing: GuardStanding = { ...beginStanding(unstaged), words: "awaited" };
    const verdict = evaluateGuard({
      parameters: plan.parameters,
      reports: beginReports(unstaged, OPENS),
      shards: plan.shards,
      now: OPENS,
      status: statusOf(unstaged, standing),
      stages: [],
      stage: 0,
      stageStartedAt: OPENS,
      coverage: 1,
      audienceSize: 10,
      needsSecond: true,
    });
    expect(verdict.action).toBe("hold");
  });
});

type Move = { readonly after: number } & (
  | { readonly action: GuardAction }
  | { readonly live: LiveState }
  | { readonly words: "one" | "awaited" }
);

const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    fc.record({
      after: fc.nat(30 * HOUR),
      action: fc.constantFrom<GuardAction>(
        { kind: "freeze" },
        { kind: "thaw" },
        { kind: "complete" },
        { kind: "ask-second" },
        { kind: "advance", toStage: 1 },
      ),
    }),
    fc.record({ after: fc.nat(30 * HOUR), live: fc.constantFrom(...LIVE_STATES) }),
    fc.record({ after: fc.nat(30 * HOUR), words: fc.constant("awaited" as const) }),
  ),
  { maxLength: 12 },
);

describe("a campaign that waits for a second person", () => {
  it.each([
    ["in stages", plan],
    ["without", unstaged],
  ])("%s: nothing that one person or the guard does brings it to anybody new", (_, which) => {
    fc.assert(
      fc.property(fc.nat(100 * HOUR), moves, (reached, list) => {
        let now = OPENS + reached;
        let standing = followWords(which, { ...beginStanding(which), words: "one" }, "awaited", now);
        const covered = coverageOf(standing, now + HOUR);
        for (const one of list) {
          now += one.after;
          if ("action" in one) standing = applyAction(which, standing, one.action, now);
          else if ("live" in one) standing = followLive(which, standing, one.live, now);
          else standing = followWords(which, standing, one.words, now);
          if (standing.end !== null) return;
          expect(isClosed(standing)).toBe(true);
          expect(coverageOf(standing, now + 1_000 * HOUR)).toBe(covered);
        }
      }),
    );
  });

  it("goes on from where it was once a second agrees, and stays on hold where a person holds it", () => {
    const at = OPENS + HOUR / 10;
    const awaited = followWords(plan, { ...beginStanding(plan), words: "one" }, "awaited", at);
    const agreed = followWords(plan, awaited, "two", at + HOUR);
    expect(agreed).toMatchObject({ words: "two", heldBy: "nobody" });
    expect(isClosed(agreed)).toBe(false);
    expect(coverageOf(agreed, at + 3 * HOUR)).toBeGreaterThan(coverageOf(awaited, at + 3 * HOUR));
    const held = followLive(unstaged, followWords(unstaged, beginStanding(unstaged), "awaited", at), "holding", at);
    expect(followWords(unstaged, held, "two", at)).toMatchObject({ heldBy: "person" });
    expect(isClosed(followWords(unstaged, held, "two", at))).toBe(true);
  });

  it("is told apart by what its start says", () => {
    expect(wordsOf({ kind: "two" })).toBe("two");
    expect(wordsOf({ kind: "one", of: [] })).toBe("one");
    expect(wordsOf({ kind: "one", of: [], awaitedSince: 1 })).toBe("awaited");
    const begun = beginStanding(plan);
    expect(followWords(plan, begun, undefined, OPENS)).toBe(begun);
  });
});
