import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Campaign, Stage } from "../../../src/domain/campaign/campaign.ts";
import type { Condition } from "../../../src/domain/condition/segment.ts";
import { NO_CHOICES } from "../../../src/domain/decision/choice.ts";
import { bucketOf, BUCKET_COUNT } from "../../../src/domain/decision/bucket.ts";
import { coverageOf, stagesOf } from "../../../src/domain/guard/guard-standing.ts";
import { RAMP_SHARE_PER_HOUR, stageShare } from "../../../src/domain/guard/stage-plan.ts";
import { MOST_EARLIER } from "../../../src/domain/guard/succession.ts";
import { EditedCampaign, HOUR, OPENS, type Conditions, type Person } from "./edited-campaign.ts";

const SEGMENTS = ["here", "there", "some"] as const;
const PLATFORMS = ["ios", "android", "web"] as const;

const campaign: Campaign = {
  key: "spring",
  label: { ru: "Весна", en: "Spring" },
  decoration: "tree",
  audience: { include: ["here"], exclude: [] },
  delivery: "default-on",
  requests: true,
  schedule: { kind: "once", zone: "UTC", firstDay: "2025-06-01", lastDay: "2025-06-30" },
  waves: [],
  priority: 0,
  holdoutPercent: 0,
  stages: [
    { percent: 10, minimumHours: 4 },
    { percent: 100, minimumHours: 4 },
  ],
};

const conditions: Conditions = {
  here: { platform: "ios" },
  there: { platform: { $in: ["ios", "android"] } },
  some: { platform: "web" },
};

const openPeople = (): readonly Person[] =>
  Array.from({ length: 90 }, (_, index) => ({
    id: `s-${index}`,
    facts: { platform: PLATFORMS[index % 3] ?? "ios" },
    choices: NO_CHOICES,
    exposures: {},
  }));

type Edit =
  | { readonly kind: "edit"; readonly changes: Partial<Campaign> }
  | { readonly kind: "segment"; readonly key: string; readonly condition: Condition }
  | { readonly kind: "wait"; readonly hours: number }
  | { readonly kind: "advance" | "hold" | "resume" }
  | { readonly kind: "out"; readonly person: number };

const segments = fc.subarray([...SEGMENTS], { minLength: 1, maxLength: 2 });
const anyStages: fc.Arbitrary<readonly Stage[]> = fc.array(
  fc.record({ percent: fc.integer({ min: 1, max: 100 }), minimumHours: fc.integer({ min: 0, max: 6 }) }),
  { minLength: 1, maxLength: 3 },
);
const anyEdit: fc.Arbitrary<Partial<Campaign>> = fc.oneof(
  fc.record({ audience: fc.record({ include: segments, exclude: fc.subarray(["some"]) }) }),
  fc.record({ audience: fc.record({ include: segments, exclude: fc.constant([]) }) }),
  fc.record({ label: fc.record({ ru: fc.constantFrom("Весна", "Лето"), en: fc.constantFrom("Spring", "Summer") }) }),
  fc.record({ priority: fc.nat(9) }),
  fc.record({ stages: anyStages }),
  fc.record({ holdoutPercent: fc.constantFrom(0, 10) }),
  fc.record({
    waves: fc.array(fc.record({ segments: fc.constant(["there"]), startsAfterDays: fc.constantFrom(1, 20) }), {
      maxLength: 1,
    }),
  }),
);
const anyStep: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("edit" as const), changes: anyEdit }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("segment" as const),
      key: fc.constantFrom(...SEGMENTS),
      condition: fc.constantFrom<Condition>({ platform: "ios" }, { platform: { $ne: "web" } }, { platform: "web" }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 9 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom("advance" as const, "hold" as const, "resume" as const) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("out" as const), person: fc.nat(89) }) },
);

/** What is frozen stands at the coverage of a minute later: once for each time that an audience is the present one. */
const FREEZE_SLACK = RAMP_SHARE_PER_HOUR / 60;

/** What stages allow of each guard's audience, told by their rules alone: the stage's share, and the pace. */
class Allowed {
  readonly #shares = new Map<string, number>();
  readonly #visits = new Map<string, number>();
  #present: string | undefined;
  #at = OPENS;

  passTo(at: number, live: EditedCampaign): void {
    const [present] = live.inForce;
    const { plan, standing } = live.guard(present!);
    const stage = stagesOf(plan, standing)[standing.stage];
    const share = stage === undefined ? 1 : stageShare(stage, plan.audienceSize);
    if (present !== this.#present) this.#visits.set(present!, (this.#visits.get(present!) ?? 0) + 1);
    this.#present = present;
    const before = this.#shares.get(present!) ?? 0;
    const grown = before + (RAMP_SHARE_PER_HOUR * (at - this.#at)) / HOUR;
    this.#shares.set(present!, Math.max(before, Math.min(share, grown)));
    this.#at = at;
  }

  of(guard: string): number {
    return (this.#shares.get(guard) ?? 0) + FREEZE_SLACK * (this.#visits.get(guard) ?? 0);
  }
}

describe("a campaign that is edited while it runs", () => {
  it("takes it from nobody who still fits, gives it to nobody sooner than stages allow, and forgets no evidence", () => {
    let edits = 0;
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 50, maxLength: 65 }), (steps) => {
        const live = new EditedCampaign(campaign, conditions, OPENS);
        const people = openPeople();
        const allowed = new Allowed();
        allowed.passTo(live.now, live);
        for (const step of steps) {
          const had = people.filter((person) => live.look(person));
          const counted = live.inForce.map((name) => [name, live.guard(name).counts, live.logOdds(name)] as const);
          const { version } = live;
          switch (step.kind) {
            case "wait":
              live.now += step.hours * HOUR;
              break;
            case "edit":
            case "segment": {
              edits += 1;
              const isDone =
                step.kind === "edit" ? live.start(step.changes, {}) : live.start({}, { [step.key]: step.condition });
              if (!isDone) expect(live.inForce).toHaveLength(MOST_EARLIER + 1);
              const isOfWords =
                step.kind === "edit" &&
                ("label" in step.changes || "priority" in step.changes || "stages" in step.changes);
              if (isOfWords) expect(live.version).toBe(version);
              break;
            }
            case "advance":
              live.openNextStage();
              break;
            case "out":
              live.optOut(people[step.person]!);
              break;
            default:
              live.setState(step.kind);
          }
          allowed.passTo(live.now, live);
          const isSilent = ({ choices }: Person) => choices === NO_CHOICES;
          // One assertion for everybody: one for each would take most of the time.
          const lost = had.filter((person) => isSilent(person) && live.fits(person) && !live.isShown(person));
          expect(lost).toEqual([]);
          for (const name of live.inForce) {
            const { plan, standing } = live.guard(name);
            expect(coverageOf(standing, live.now)).toBeLessThanOrEqual(allowed.of(name) + 1e-9);
            expect(plan.parameters.haltOdds).toBe(live.guards.get(name)?.plan.parameters.haltOdds);
          }
          const open = 1 - live.inForce.reduce((rest, name) => rest * (1 - allowed.of(name)), 1);
          const isTooSoon = ({ id }: Person) => bucketOf("spring", id) / BUCKET_COUNT >= open + 1e-9;
          expect(people.filter((person) => isTooSoon(person) && live.isShown(person))).toEqual([]);
          for (const [name, counts, logOdds] of counted) {
            expect(live.inForce).toContain(name);
            expect(live.guard(name).standing.end).toBeNull();
            expect(live.guard(name).counts.asked).toBe(counts.asked);
            expect(live.logOdds(name)).toBeGreaterThanOrEqual(logOdds - 1e-12);
          }
          expect(people.filter(({ exposures }) => Object.keys(exposures).length > 1)).toEqual([]);
        }
      }),
      { numRuns: 36 },
    );
    expect(edits).toBeGreaterThanOrEqual(1_000);
  }, 120_000);
});
