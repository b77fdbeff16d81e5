import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldChoices } from "../../../src/domain/decision/choice.ts";
import { loadRuleset } from "../../../src/domain/decision/load-ruleset.ts";
import { paceOf, planRefresh, REFRESH_PACES, type RefreshPace } from "../../../src/domain/decision/plan-refresh.ts";
import type { Ruleset } from "../../../src/domain/decision/ruleset.ts";
import { timeline } from "../../../src/domain/decision/timeline.ts";
import { viewerOf } from "../../../src/domain/decision/viewer.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { sampleCampaign, sampleRuleset, waveOf } from "../../support/sample-ruleset.ts";
import { situations } from "../arbitraries.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LONGEST_SECONDS: Readonly<Record<RefreshPace, number>> = {
  quiet: 86_400,
  season: 21_600,
  watched: 7_200,
  close: 3_600,
};

const paces = fc.constantFrom(...REFRESH_PACES);
const people = fc.stringMatching(/^[A-Za-z0-9._~-]{1,64}$/);
const instants = fc.integer({ min: 0, max: 4e12 });

describe("a plan", () => {
  it("lets no phone wait longer than its pace allows", () => {
    fc.assert(
      fc.property(paces, people, instants, (pace, person, at) => {
        const { afterSeconds, jitterSeconds } = planRefresh(pace, person, at);
        const longest = LONGEST_SECONDS[pace];
        expect(Number.isInteger(afterSeconds) && Number.isInteger(jitterSeconds)).toBe(true);
        expect(afterSeconds).toBeGreaterThanOrEqual(jitterSeconds);
        expect(afterSeconds).toBeLessThanOrEqual(longest);
        expect(jitterSeconds).toBe(longest / 75);
      }),
    );
  });

  it("stays the same to the letter while a phone keeps to its moment, so that a 304 can be answered", () => {
    const draws = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(paces, people, instants, draws, (pace, person, asked, drawn) => {
        const first = planRefresh(pace, person, asked);
        let at = asked;
        const plans = drawn.map((share) => {
          const plan = planRefresh(pace, person, at);
          at += (plan.afterSeconds + share * plan.jitterSeconds) * 1000;
          return plan;
        });
        const [, second, ...others] = plans;
        // Only a phone that was led to its moment, by a shorter wait. One that came in its tolerance may leave it before long.
        fc.pre(second !== undefined && first.afterSeconds < second.afterSeconds);
        for (const other of others) expect(other).toEqual(second);
      }),
    );
  });

  it.each(REFRESH_PACES)("spreads the next questions evenly at the pace %s, though everybody asked at once", (pace) => {
    const longest = LONGEST_SECONDS[pace];
    fc.assert(
      fc.property(instants, (at) => {
        const counts = countByTwelfth(
          Array.from({ length: 12_000 }, (_, index) => planRefresh(pace, `s-${index}`, at).afterSeconds - 1),
          longest,
        );
        expect(Math.max(...counts)).toBeLessThan(1_300);
      }),
      { numRuns: 20 },
    );
  });

  it("keeps questions even through a whole day, though everybody asked at midnight", () => {
    const askedAt: number[] = [];
    for (let index = 0; index < 6_000; index++) {
      const person = `s-${index}`;
      for (let at = 0; at < DAY_MS; at += planRefresh("season", person, at).afterSeconds * 1000) {
        if (at > 0) askedAt.push(at / 1000);
      }
    }
    const counts = countByTwelfth(askedAt, 86_400);
    const mean = askedAt.length / 12;
    expect(Math.max(...counts)).toBeLessThan(mean * 1.15);
    expect(Math.min(...counts)).toBeGreaterThan(mean * 0.85);
  });
});

describe("the pace", () => {
  const START = 100 * DAY_MS;
  const window = { from: START, until: START + 10 * DAY_MS };
  const tree = sampleCampaign({ waves: [waveOf([window])] });
  const hearts = sampleCampaign({
    key: "valentines",
    decoration: "hearts",
    theme: "hearts",
    delivery: "opt-in",
    waves: [waveOf([window])],
  });
  const soon = sampleCampaign({ waves: [waveOf([{ from: START - 2 * DAY_MS, until: START }])] });
  const rollout = { startedAt: START, from: 0.9, to: 0.9, perHour: 0 };
  const completed = { ...rollout, from: 1, to: 1 };

  const heartsLover = foldChoices([{ id: 1, scope: "theme:hearts", value: "in", at: 1, channel: "app" }]);

  function paceAt(at: number, ruleset: Ruleset, choices = {}): RefreshPace {
    const rules = loadRuleset(ruleset, compileLinearPattern);
    const viewer = viewerOf(rules, { subscriberId: "anna", profile: {}, choices }, {});
    return paceOf(rules, timeline(rules, viewer, at), at);
  }

  it.each([
    ["quiet", "long before a season", START - 20 * DAY_MS, sampleRuleset([tree]), {}],
    ["quiet", "after it", START + 11 * DAY_MS, sampleRuleset([tree]), {}],
    ["quiet", "where there is no campaign at all", START, sampleRuleset([]), {}],
    ["season", "from two days before a start", START - 2 * DAY_MS, sampleRuleset([tree]), {}],
    ["season", "while something is shown", START, sampleRuleset([tree]), {}],
    ["season", "while something could be asked for", START, sampleRuleset([hearts]), {}],
    ["watched", "while what is shown goes through its stages", START, sampleRuleset([{ ...tree, rollout }]), {}],
    ["season", "when everybody was reached", START, sampleRuleset([{ ...tree, rollout: completed }]), {}],
    ["watched", "after a halt", START, sampleRuleset([{ ...tree, state: "halted" }]), {}],
    ["watched", "after everything was stopped", START, sampleRuleset([tree], { stopped: true }), {}],
    ["close", "while something sensitive is shown", START, sampleRuleset([hearts]), heartsLover],
    ["close", "before something sensitive begins", START - DAY_MS, sampleRuleset([hearts]), heartsLover],
    ["close", "by the most sensitive of what is near", START - DAY_MS, sampleRuleset([soon, hearts]), heartsLover],
  ] as const)("is %s %s", (pace, _when, at, ruleset, choices) => {
    expect(paceAt(at, ruleset, choices)).toBe(pace);
  });

  it("lets every phone ask again in the season's pace before anything begins", () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 30 * DAY_MS }), (person, before) => {
        const rules = loadRuleset(sampleRuleset([tree]), compileLinearPattern);
        const viewer = viewerOf(rules, { subscriberId: person, profile: {}, choices: {} }, {});
        let at = START - before;
        let lastAskedAt = at;
        while (at < START) {
          lastAskedAt = at;
          const { afterSeconds, jitterSeconds } = planRefresh(
            paceOf(rules, timeline(rules, viewer, at), at),
            person,
            at,
          );
          at += (afterSeconds + jitterSeconds) * 1000;
        }
        expect(START - lastAskedAt).toBeLessThanOrEqual(7 * HOUR_MS);
      }),
    );
  });

  it("exists for every person in every situation", () => {
    fc.assert(
      fc.property(situations, ({ ruleset, subscriber, device, at }) => {
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const line = timeline(rules, viewerOf(rules, subscriber, device), at);
        expect(REFRESH_PACES).toContain(paceOf(rules, line, at));
      }),
    );
  });
});

/** How many of the seconds lie in each twelfth of the length; those outside are counted nowhere. */
function countByTwelfth(seconds: readonly number[], length: number): readonly number[] {
  const counts = Array.from({ length: 12 }, () => 0);
  for (const second of seconds) {
    const index = Math.floor((second / length) * 12);
    if (counts[index] !== undefined) counts[index] += 1;
  }
  return counts;
}
