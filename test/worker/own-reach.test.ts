import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GuardRecord } from "../../src/catalog/guard-records.ts";
import { countEarlier, placeOfReach } from "../../src/domain/guard/one-word.ts";
import { openOwnReach } from "../../src/catalog/own-reach.ts";
import { defaultGuardParameters } from "../../src/domain/guard/guard-parameters.ts";
import { beginStanding, type GuardPlan } from "../../src/domain/guard/guard-standing.ts";

const KEYS_OF: Readonly<Record<string, string>> = { "service:k1": "person:anna", "service:k2": "service:k1" };
const makerOf = (machine: string) => KEYS_OF[machine];
const humanOf = (actor: string) => (actor.startsWith("service:") ? "person:anna" : actor);
const actor = fc.constantFrom("person:anna", "person:boris", "person:clara", "service:k1", "service:k2");

const start = fc.record({
  wantedBy: fc.uniqueArray(actor, { minLength: 1, maxLength: 2 }),
  words: fc.constantFrom("one", "one", "one", "awaited", "two"),
  delivery: fc.constantFrom("default-on", "default-on", "opt-in"),
  isOver: fc.boolean(),
  reached: fc.nat(150),
  oneWordShare: fc.constantFrom(0.01, 0.01, 0.002),
});

type Start = typeof start extends fc.Arbitrary<infer Value> ? Value : never;

function recordOf({ wantedBy, words, delivery, isOver, reached, oneWordShare }: Start, index: number): GuardRecord {
  const campaign = `c${index}`;
  const plan: GuardPlan = {
    guard: `${campaign}@1`,
    campaign,
    version: 1,
    theme: "snowflake",
    category: "festive",
    delivery,
    parameters: defaultGuardParameters(false),
    stages: [],
    audienceSize: 0,
    shards: ["shard-0"],
    startedAt: 0,
    wantedBy,
    oneWordShare,
    season: { from: 0, until: 1_000 },
  };
  const end = isOver ? ({ kind: "stopped", at: 500 } as const) : null;
  return { plan, standing: { ...beginStanding(plan), words, end }, revision: 1, followed: 1, answered: 0, reached };
}

const SECRET = "secret";

const open = (records: readonly GuardRecord[]) =>
  openOwnReach({
    storage: { readDefinition: () => undefined },
    records: { listActiveSince: () => records, find: (guard) => records.find(({ plan }) => plan.guard === guard) },
    makerOf,
    secret: SECRET,
  });

describe("what is shown on one person's word", () => {
  it("waits, all that runs of it, exactly when that person has reached more than their share by all of it", () => {
    fc.assert(
      fc.property(fc.array(start, { maxLength: 8 }), fc.integer({ min: 1_000, max: 30_000 }), (starts, people) => {
        const records = starts.map(recordOf);
        const counts = (index: number) => starts[index]?.delivery !== "opt-in" && starts[index]?.words !== "two";
        const totals = new Map<string, number>();
        for (const [index, { wantedBy, reached }] of starts.entries()) {
          if (!counts(index)) continue;
          for (const human of new Set(wantedBy.map(humanOf))) totals.set(human, (totals.get(human) ?? 0) + reached);
        }
        const expected = starts.flatMap(({ wantedBy, words, isOver, oneWordShare }, index) => {
          const most = Math.max(...wantedBy.map((who) => totals.get(humanOf(who)) ?? 0));
          const counted = countEarlier(most, placeOfReach(SECRET, records[index]?.plan.guard ?? ""));
          return counts(index) && words === "one" && !isOver && counted > oneWordShare * people ? [`c${index}`] : [];
        });
        const beyond = open(records).listBeyond(people, 600);
        expect(beyond.map(({ record }) => record.plan.campaign)).toEqual(expected);
        for (const { record, others } of beyond) expect(others).not.toContain(record.plan.campaign);
      }),
      { numRuns: 500 },
    );
  });

  it("weighs at another start what was counted, or what was really reached, whichever is more", () => {
    fc.assert(
      fc.property(fc.array(start, { maxLength: 8 }), fc.nat(100), (starts, audienceSize) => {
        const records = starts.map(recordOf).map((record) => ({ ...record, plan: { ...record.plan, audienceSize } }));
        const own = starts.filter(
          ({ wantedBy, words, delivery }) =>
            words !== "two" && delivery !== "opt-in" && wantedBy.map(humanOf).includes("person:anna"),
        );
        const expected = own.reduce((sum, { reached }) => sum + Math.max(reached, audienceSize), 0);
        expect(open(records).of("new", ["person:anna"], { kind: "anew" }, 600).people).toBe(expected);
      }),
    );
  });
});
