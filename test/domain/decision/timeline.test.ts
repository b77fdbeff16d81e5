import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldChoices } from "../../../src/domain/decision/choice.ts";
import { decide } from "../../../src/domain/decision/decide.ts";
import type { Decision } from "../../../src/domain/decision/decision.ts";
import { loadRuleset } from "../../../src/domain/decision/load-ruleset.ts";
import { timeline } from "../../../src/domain/decision/timeline.ts";
import { viewerOf } from "../../../src/domain/decision/viewer.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { sampleCampaign, sampleRuleset, waveOf } from "../../support/sample-ruleset.ts";
import { situations } from "../arbitraries.ts";

const nobody = { subscriberId: "demo", profile: {}, choices: {} };

describe("the timeline", () => {
  it("tells a person before the season when it will come and when it will go", () => {
    const rules = loadRuleset(sampleRuleset([sampleCampaign()]), compileLinearPattern);
    expect(timeline(rules, viewerOf(rules, nobody, {}), 50)).toEqual({
      now: { decision: "none", reason: "outside-window" },
      upcoming: [
        { decision: "show", reason: "segment", campaign: "new-year", decoration: "tree", from: 100, until: 200 },
      ],
      nextChangeAt: 100,
    });
  });

  it("cuts what is shown where a campaign of higher priority takes the slot, and brings it back after", () => {
    const rules = loadRuleset(
      sampleRuleset([
        sampleCampaign({
          key: "short",
          priority: 2,
          decoration: "tulip",
          theme: "tulip",
          waves: [waveOf([{ from: 140, until: 160 }])],
        }),
        sampleCampaign({ key: "long", priority: 1 }),
      ]),
      compileLinearPattern,
    );
    const line = timeline(rules, viewerOf(rules, nobody, {}), 120);
    expect(line.now).toMatchObject({ campaign: "long", from: 100, until: 140 });
    expect(line.upcoming.map(({ campaign, from, until }) => [campaign, from, until])).toEqual([
      ["short", 140, 160],
      ["long", 160, 200],
    ]);
  });

  it("does not promise what the person switched off", () => {
    const rules = loadRuleset(sampleRuleset([sampleCampaign()]), compileLinearPattern);
    const choices = foldChoices([{ id: 1, scope: "theme:tree", value: "out", at: 1, channel: "app" }]);
    expect(timeline(rules, viewerOf(rules, { ...nobody, choices }, {}), 50).upcoming).toEqual([]);
  });

  it("lists at most as many shows as asked for", () => {
    const windows = [100, 120, 140, 160].map((from) => ({ from, until: from + 10 }));
    const rules = loadRuleset(sampleRuleset([sampleCampaign({ waves: [waveOf(windows)] })]), compileLinearPattern);
    expect(timeline(rules, viewerOf(rules, nobody, {}), 50, 2).upcoming.map((show) => show.from)).toEqual([100, 120]);
  });

  it("agrees with the decision at every instant ahead", () => {
    fc.assert(
      fc.property(situations, ({ ruleset, subscriber, device, at }) => {
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const viewer = viewerOf(rules, subscriber, device);
        const line = timeline(rules, viewer, at, Infinity);
        for (let instant = at; instant < at + 130; instant++) {
          const shown = [line.now, ...line.upcoming].find(
            (show) => show.decision === "show" && show.from <= instant && instant < show.until,
          );
          expect(shownBy(decide(rules, viewer, instant))).toBe(shown && shownBy(shown));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

function shownBy(decision: Decision): string | undefined {
  return decision.decision === "show" ? decision.campaign : undefined;
}
