import { describe, expect, it } from "vitest";
import type { Campaign } from "../../src/domain/campaign.ts";
import { compileSegments } from "../../src/domain/compile-segments.ts";
import { lintCampaign, type LintSituation } from "../../src/domain/lint-campaign.ts";
import { compileLinearPattern } from "../../src/regex/linear-regex.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";

const found = bundledDefinitions.campaigns.find((candidate) => candidate.key === "new-year");
if (found === undefined) throw new Error("the New Year campaign is missing");
const campaign: Campaign = { ...found, stages: [{ minimumHours: 24, people: 5_000 }] };

const dictionary = new Map(bundledDefinitions.attributes.map((attribute) => [attribute.key, attribute]));
const label = { ru: "а", en: "a" };
const compiled = compileSegments(
  [...bundledDefinitions.segments, { key: "not-women", label, condition: { gender: { $ne: "female" } }, examples: [] }],
  dictionary,
  compileLinearPattern,
);
if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));

const lint = (more: Partial<LintSituation> = {}) =>
  lintCampaign({
    campaign: { ...campaign, audience: { include: ["everyone"], exclude: [] } },
    windows: [{ from: 100, until: 200 }],
    rivals: [],
    segments: compiled.value,
    counts: new Map(),
    ...more,
  }).map(({ code, path }) => [code, path]);

const withExclusion = (key: string) => ({ ...campaign, audience: { include: ["everyone"], exclude: [key] } });

describe("the lint", () => {
  it("finds nothing in a campaign that is in order", () => {
    expect(lint()).toEqual([]);
  });

  it.each([
    ["matches-nobody", "include", 0],
    ["matches-nobody", "exclude", 0],
    ["matches-everybody", "exclude", 50],
  ] as const)("says %s of a rule in %s that matches %i of 50", (code, role, matching) => {
    const audience = { include: ["people"], exclude: [], [role]: ["people"] };
    const counts = new Map([["people", { matching, total: 50 }]]);
    expect(lint({ campaign: { ...campaign, audience }, counts })).toContainEqual([code, `audience.${role}[0]`]);
  });

  it("says nothing of rules while there is nobody to count", () => {
    const counts = new Map([["people", { matching: 0, total: 0 }]]);
    expect(lint({ campaign: { ...campaign, audience: { include: ["people"], exclude: [] } }, counts })).toEqual([]);
  });

  it("warns of an exclusion that also takes people of whom nothing is known", () => {
    expect(lint({ campaign: withExclusion("not-women") })).toEqual([["excludes-unknown", "audience.exclude[0]"]]);
  });

  it("tells that people of whom nothing is known are not excluded", () => {
    expect(lint({ campaign: withExclusion("machines-and-corporate") })).toEqual([
      ["keeps-unknown", "audience.exclude[0]"],
    ]);
  });

  it("tells who wins the slot when another campaign runs at the same time, and that the alphabet decides a tie", () => {
    const rival = (priority: number, from: number) => ({
      campaign: { ...campaign, key: "zz-rival", priority },
      windows: [{ from, until: from + 50 }],
    });
    expect(lint({ rivals: [rival(campaign.priority + 1, 150)] })).toEqual([["overlap", "priority"]]);
    expect(lint({ rivals: [rival(campaign.priority, 150)] })).toEqual([
      ["overlap", "priority"],
      ["equal-priority", "priority"],
    ]);
    expect(lint({ rivals: [rival(campaign.priority, 200)] })).toEqual([]);
    expect(lint({ rivals: [{ campaign, windows: [{ from: 0, until: 999 }] }] })).toEqual([]);
  });

  it("names the winner in both languages", () => {
    const rivals = [{ campaign: { ...campaign, key: "a-rival", priority: 999 }, windows: [{ from: 0, until: 999 }] }];
    const [finding] = lintCampaign({
      campaign,
      windows: [{ from: 1, until: 2 }],
      rivals,
      segments: new Map(),
      counts: new Map(),
    });
    expect(finding?.message.ru).toContain("«a-rival»");
    expect(finding?.message.en).toContain("“a-rival”");
  });

  it("warns when nothing is ahead, and when the whole audience would see it at once", () => {
    expect(lint({ windows: [] })).toEqual([["nothing-ahead", "schedule"]]);
    expect(lint({ campaign: { ...campaign, audience: { include: ["everyone"], exclude: [] }, stages: [] } })).toEqual([
      ["no-stages", "stages"],
    ]);
  });
});
