/** What one person alone wants comes to phones when they ask and are counted, never by a promise that they draw offline. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldChoices, type Choice } from "../../../src/domain/decision/choice.ts";
import { decide } from "../../../src/domain/decision/decide.ts";
import { loadRuleset } from "../../../src/domain/decision/load-ruleset.ts";
import { paceOf } from "../../../src/domain/decision/plan-refresh.ts";
import type { CompiledCampaign } from "../../../src/domain/decision/ruleset.ts";
import { timeline } from "../../../src/domain/decision/timeline.ts";
import { viewerOf } from "../../../src/domain/decision/viewer.ts";
import type { Exposures } from "../../../src/domain/guard/exposure.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { sampleCampaign, sampleRuleset, waveOf } from "../../support/sample-ruleset.ts";
import { situations } from "../arbitraries.ts";

const watch = { guard: "new-year@2", stage: 0, opensAt: 100, closesAt: 900 };
const byTwo = sampleCampaign({ watch });
const { isToldAhead: _told, ...byOne }: CompiledCampaign = byTwo;
const seen: Exposures = { "new-year@2": { seenAt: 120 } };
const asked: Choice = { value: "in", scope: "theme:tree", id: 1, at: 1, channel: "app" };

function lookAhead(
  campaign: CompiledCampaign,
  {
    at = 50,
    exposures = {},
    history = [] as readonly Choice[],
  }: { at?: number; exposures?: Exposures; history?: readonly Choice[] } = {},
) {
  const rules = loadRuleset(sampleRuleset([campaign]), compileLinearPattern);
  const choices = foldChoices(history);
  const subscriber = { subscriberId: "demo", profile: {}, choices, exposuresText: JSON.stringify(exposures) };
  const line = timeline(rules, viewerOf(rules, subscriber, {}), at);
  return { ...line, told: line.upcoming.map(({ from }) => from), pace: paceOf(rules, line, at) };
}

const twice = [
  waveOf([
    { from: 100, until: 200 },
    { from: 300, until: 400 },
  ]),
];

describe("a campaign on one person's word", () => {
  it("is told ahead to nobody new, at its start, at a later window, or at a later stage", () => {
    expect(lookAhead(byTwo).told).toEqual([100]);
    expect(lookAhead(byOne).told).toEqual([]);
    expect(lookAhead({ ...byOne, waves: twice }, { at: 250 }).told).toEqual([]);
    const rollout = { startedAt: 100, from: 0, to: 1, perHour: 36_000 };
    expect(lookAhead({ ...byTwo, rollout }, { at: 100 }).told).toHaveLength(1);
    expect(lookAhead({ ...byOne, rollout }, { at: 100 }).told).toEqual([]);
  });

  it("is told ahead to nobody by a ruleset of before, or whose word is not known", () => {
    const { watch: _nobodyCounts, ...unknown } = byOne;
    expect(lookAhead(unknown).told).toEqual([]);
  });

  it("is told ahead to who was counted as having seen it, also by this very answer, and to who asked for it", () => {
    expect(lookAhead({ ...byOne, waves: twice }, { at: 250, exposures: seen }).told).toEqual([300]);
    expect(lookAhead({ ...byOne, waves: twice }, { at: 150 }).told).toEqual([300]);
    expect(lookAhead(byOne, { history: [asked] }).told).toEqual([100]);
    expect(lookAhead(byOne, { exposures: { "new-year@2": { askedAt: 20 } } }).told).toEqual([]);
    expect(lookAhead(byOne, { exposures: { "new-year@1": { seenAt: 20 } } }).told).toEqual([]);
  });

  it("makes a phone ask often from two days before, as it would not turn by itself", () => {
    expect(lookAhead(byOne).pace).toBe("watched");
    expect(lookAhead(byTwo).pace).toBe("season");
    const far = 5 * 24 * 3_600_000;
    expect(lookAhead({ ...byOne, waves: [waveOf([{ from: far, until: far + 10 }])] }).pace).toBe("quiet");
  });

  it("shows when asked what it would show on two people's word, and promises no more than that", () => {
    fc.assert(
      fc.property(situations, fc.nat(15), ({ ruleset, subscriber, device, at }, alone) => {
        const campaigns = ruleset.campaigns.map((campaign: CompiledCampaign, index): CompiledCampaign => {
          const { isToldAhead: _told, ...untold } = campaign;
          return ((alone >> index) & 1) === 1 ? untold : campaign;
        });
        const rules = loadRuleset({ ...ruleset, campaigns }, compileLinearPattern);
        const whole = loadRuleset(ruleset, compileLinearPattern);
        const [viewer, other] = [viewerOf(rules, subscriber, device), viewerOf(whole, subscriber, device)];
        const line = timeline(rules, viewer, at, Infinity);
        const full = timeline(whole, other, at, Infinity);
        const isAlone = (key: string) => campaigns.find((one) => one.key === key)?.isToldAhead !== true;
        const isPromised = ({ campaign, reason }: (typeof full.upcoming)[number]) =>
          reason !== "segment" || !isAlone(campaign) || campaign === full.now.campaign;
        expect(line.upcoming.filter((show) => !isPromised(show))).toEqual([]);
        expect(line.now).toEqual(full.now);
        expect(decide(rules, viewer, at)).toEqual(decide(whole, other, at));
        if (full.now.decision === "none") expect(line.upcoming).toEqual(full.upcoming.filter(isPromised));
      }),
      { numRuns: 1_000 },
    );
  });
});
