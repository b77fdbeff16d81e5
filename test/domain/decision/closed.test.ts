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

function decideFor(campaign: CompiledCampaign, exposures: Exposures, history: readonly Choice[] = []) {
  const rules = loadRuleset(sampleRuleset([campaign]), compileLinearPattern);
  const choices = foldChoices(history);
  const exposuresText = JSON.stringify(exposures);
  const subscriber = { subscriberId: "demo", profile: {}, choices, exposuresText };
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
