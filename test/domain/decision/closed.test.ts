import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldChoices, type Choice } from "../../../src/domain/decision/choice.ts";
import { decide } from "../../../src/domain/decision/decide.ts";
import { loadRuleset } from "../../../src/domain/decision/load-ruleset.ts";
import type { CompiledCampaign } from "../../../src/domain/decision/ruleset.ts";
import { viewerOf } from "../../../src/domain/decision/viewer.ts";
import type { Exposures } from "../../../src/domain/guard/exposure.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { sampleCampaign, sampleRuleset } from "../../support/sample-ruleset.ts";

const watch = { guard: "new-year@2", stage: 0, opensAt: 100, closesAt: 900 };
const open = sampleCampaign({ watch });
const closed: CompiledCampaign = { ...open, isClosed: true };
const seen: Exposures = { "new-year@2": { seenAt: 120 } };
const asked: Choice = { value: "in", scope: "theme:tree", id: 1, at: 1, channel: "app" };

function decideFor(
  campaign: CompiledCampaign,
  exposures: Exposures,
  history: readonly Choice[] = [],
  more: { readonly enteredAt?: number } = {},
) {
  const rules = loadRuleset(sampleRuleset([campaign]), compileLinearPattern);
  const choices = foldChoices(history);
  const exposuresText = JSON.stringify(exposures);
  const subscriber = { subscriberId: "demo", profile: {}, choices, exposuresText, ...more };
  return decide(rules, viewerOf(rules, subscriber, { platform: "ios" }), 150);
}

describe("a campaign that is closed to new people", () => {
  it("stays with who has been shown it, and comes to nobody else unasked", () => {
    expect(decideFor(closed, seen)).toMatchObject({ decision: "show", reason: "segment" });
    expect(decideFor(closed, {})).toEqual({ decision: "none", reason: "not-yet-rolled-out", campaign: "new-year" });
    expect(decideFor(closed, { "new-year@1": { seenAt: 120 } })).toMatchObject({ decision: "none" });
    expect(decideFor(closed, { "new-year@2": { askedAt: 120 } })).toMatchObject({ decision: "none" });
    expect(decideFor(open, {})).toMatchObject({ decision: "show" });
  });

  it("comes to who asks for it, seen or not", () => {
    const word = { ...asked, scope: `theme:${closed.theme}` } as const;
    expect(decideFor(closed, {}, [word])).toMatchObject({ decision: "show", reason: "asked" });
  });

  it("shows nothing that it would not show open, whatever was seen and rolled out", () => {
    const exposures = fc.constantFrom<Exposures>(seen, {}, { "new-year@1": { seenAt: 1 } });
    const to = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(exposures, to, (shown, share) => {
        const rollout = { startedAt: 0, from: share, to: share, perHour: 0 };
        const whenClosed = decideFor({ ...closed, rollout }, shown);
        if (whenClosed.decision === "show") expect(decideFor({ ...open, rollout }, shown)).toEqual(whenClosed);
      }),
    );
  });
});

describe("a campaign on one person's word", () => {
  const { isToldAhead: _told, ...alone } = open;
  const hidden = { decision: "none", reason: "not-yet-rolled-out" };
  const entered = (enteredAt: number) => ({ enteredAt });

  it("comes newly to nobody for whom somebody else has spoken since it was started", () => {
    expect(decideFor(alone, {}, [], entered(100))).toMatchObject(hidden);
    expect(decideFor(alone, {}, [], entered(99))).toMatchObject({ decision: "show" });
    expect(decideFor(alone, seen, [], entered(100))).toMatchObject({ decision: "show" });
    expect(decideFor(open, {}, [], entered(100))).toMatchObject({ decision: "show" });
  });

  it("is as old for that as the first of its audiences, and as old as anything where nobody watches it", () => {
    const { watch: _watch, ...unwatched } = alone;
    const later = { ...watch, guard: "new-year@3", opensAt: 140 };
    const kept = [{ audience: open.audience, waves: open.waves, holdoutPercent: 0, watch }];
    expect(decideFor({ ...alone, watch: later, kept }, {}, [], entered(100))).toMatchObject(hidden);
    expect(decideFor({ ...alone, watch: later }, {}, [], entered(100))).toMatchObject({ decision: "show" });
    expect(decideFor(unwatched, {}, [], entered(1))).toMatchObject(hidden);
  });
});
