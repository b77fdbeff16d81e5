import fc from "fast-check";
import { expect, it } from "vitest";
import { campaignsAt, decide, isShowReason, nearnessOf, settle } from "../../../src/domain/decision/decide.ts";
import type { Decision } from "../../../src/domain/decision/decision.ts";
import { loadRuleset } from "../../../src/domain/decision/load-ruleset.ts";
import type { LoadedRuleset, Viewer } from "../../../src/domain/decision/loaded-ruleset.ts";
import type { CompiledCampaign } from "../../../src/domain/decision/ruleset.ts";
import { viewerOf } from "../../../src/domain/decision/viewer.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { sampleCampaign, sampleRuleset } from "../../support/sample-ruleset.ts";
import { devices, situations, subscribers } from "../arbitraries.ts";

/** The decision as it is defined: every campaign is settled, none is left out beforehand. */
function decideByAll(rules: LoadedRuleset, viewer: Viewer, at: number): Pick<Decision, "reason" | "campaign"> {
  if (rules.ruleset.stopped) return { reason: "stopped" };
  const verdicts = rules.campaigns.map((campaign) => {
    const reason = settle(campaign, viewer, at);
    const rank = isShowReason(reason) ? Infinity : nearnessOf(campaign, reason, viewer);
    return { campaign: campaign.definition.key, reason, rank };
  });
  const shown = verdicts.find(({ reason }) => isShowReason(reason));
  if (shown !== undefined) return { campaign: shown.campaign, reason: shown.reason };
  const [nearest] = verdicts.toSorted((one, other) => other.rank - one.rank);
  if (nearest === undefined) return { reason: "no-campaign" };
  const { campaign, reason } = nearest;
  return reason === "outside-window" ? { reason } : { campaign, reason };
}

function pick({ reason, campaign }: Decision) {
  return campaign === undefined ? { reason } : { reason, campaign };
}

it("leaving campaigns out changes no decision and no reason", () => {
  fc.assert(
    fc.property(situations, ({ ruleset, subscriber, device, at }) => {
      const rules = loadRuleset(ruleset, compileLinearPattern);
      for (const choices of [subscriber.choices, {}]) {
        const viewer = viewerOf(rules, { ...subscriber, choices }, device);
        expect(pick(decide(rules, viewer, at))).toEqual(decideByAll(rules, viewer, at));
      }
    }),
    { numRuns: 2_000 },
  );
});

const audiences = fc.subarray(["moscow", "kamchatka", "two-regions", "women", "women-of-moscow", "some", "nobody"], {
  maxLength: 2,
});
const pinned: fc.Arbitrary<CompiledCampaign> = fc
  .record({
    include: audiences,
    exclude: audiences,
    state: fc.constantFrom("running", "running", "running", "halted", "stopped"),
    delivery: fc.constantFrom("default-on", "default-on", "opt-in"),
    theme: fc.constantFrom("tree", "tree", "hearts"),
    holdoutPercent: fc.constantFrom(0, 0, 50),
    isOpen: fc.boolean(),
  })
  .map(({ include, exclude, isOpen, ...rest }) => {
    const windows = [{ from: 100, until: 200 }];
    const everybody = { segments: [], windowSets: [windows, []], setOfGroup: [0, isOpen ? 0 : 1] };
    const women = { segments: ["women"], windowSets: [windows], setOfGroup: [0, 0] };
    return sampleCampaign({
      ...rest,
      audience: { include, exclude },
      waves: isOpen ? [everybody] : [women, everybody],
    });
  });

const segments = Object.entries({
  moscow: { region: "RU-MOW" },
  kamchatka: { region: { $in: ["RU-KAM"] } },
  "two-regions": { $or: [{ region: "RU-MOW" }, { region: "RU-KAM" }] },
  women: { gender: "female" },
  "women-of-moscow": { $inSegment: "moscow", gender: "female" },
  some: { $or: [{ region: "RU-MOW" }, { gender: "male" }] },
  nobody: { region: { $in: ["RU-MOW", null] }, $nor: [{ region: "RU-MOW" }] },
}).map(([key, condition]) => ({ key, label: { ru: key, en: key }, condition, examples: [] }));

it("nor does it among campaigns that want people of one region or sex", () => {
  fc.assert(
    fc.property(fc.array(pinned, { maxLength: 6 }), subscribers, devices, (campaigns, subscriber, device) => {
      const list = campaigns.map((campaign, index) => ({ ...campaign, key: `campaign-${index}` }));
      const rules = loadRuleset(sampleRuleset(list, { segments }), compileLinearPattern);
      expect(rules.problems).toEqual([]);
      const viewer = viewerOf(rules, { ...subscriber, choices: {} }, device);
      expect(pick(decide(rules, viewer, 150))).toEqual(decideByAll(rules, viewer, 150));
    }),
    { numRuns: 2_000 },
  );
});

it("people who never spoke are settled with one campaign of another region, however many there are", () => {
  const list = Array.from({ length: 50 }, (_, index) =>
    sampleCampaign({ key: `far-${index}`, audience: { include: ["kamchatka"], exclude: [] } }),
  );
  const near = sampleCampaign({ key: "near", audience: { include: ["moscow"], exclude: [] } });
  const rules = loadRuleset(sampleRuleset([...list, near], { segments }), compileLinearPattern);
  const keysFor = (region: string, choices = {}) => {
    const viewer = viewerOf(rules, { subscriberId: "x", profile: { region }, choices }, {});
    return campaignsAt(rules, viewer.zoneGroup, 150)
      .narrowedTo(viewer)
      .map((campaign) => campaign.definition.key);
  };
  expect(keysFor("RU-MOW")).toEqual(["far-0", "near"]);
  expect(keysFor("RU-KAM").length).toBe(51);
  expect(keysFor("RU-MOW", { all: { inAt: 1 } }).length).toBe(51);
});
