import { describe, expect, it } from "vitest";
import type { Campaign } from "../../../src/domain/campaign/campaign.ts";
import { compileSegments } from "../../../src/domain/condition/compile-segments.ts";
import { lintCampaign, type LintSituation, type SegmentCount } from "../../../src/domain/review/lint-campaign.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";

const found = bundledDefinitions.campaigns.find((candidate) => candidate.key === "new-year");
if (found === undefined) throw new Error("the New Year campaign is missing");
const campaign: Campaign = { ...found, stages: [{ minimumHours: 24, people: 5_000 }] };

const DAY = 86_400_000;

const dictionary = new Map(bundledDefinitions.attributes.map((attribute) => [attribute.key, attribute]));
const label = { ru: "а", en: "a" };
const compiled = compileSegments(
  [...bundledDefinitions.segments, { key: "not-women", label, condition: { gender: { $ne: "female" } }, examples: [] }],
  dictionary,
  compileLinearPattern,
);
if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));

const countOf = (matching: number, total: number): SegmentCount => ({
  isNobody: matching === 0,
  isEverybody: matching === total,
  aboutMatching: matching,
  aboutTotal: total,
});

/** Of 50 people, 40 are in the audience; segments have as many as is said. */
const census = (matching: Record<string, number>, audience = { matching: 40, total: 50 }) => ({
  audience: countOf(audience.matching, audience.total),
  segments: new Map(Object.entries(matching).map(([key, count]) => [key, countOf(count, audience.total)])),
});

const lint = (more: Partial<LintSituation> = {}) =>
  lintCampaign({
    campaign: { ...campaign, audience: { include: ["everyone"], exclude: [] } },
    windows: [{ from: 100, until: 100 + 5 * DAY }],
    rivals: [],
    segments: compiled.value,
    census: census({}),
    clashes: [],
    unknownFeastDays: [],
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
    const found = lint({ campaign: { ...campaign, audience }, census: census({ people: matching }) });
    expect(found).toContainEqual([code, `audience.${role}[0]`]);
  });

  it("says nothing of the one audience that is everybody, but that it makes others beside it idle", () => {
    const withIncluded = (...include: string[]) => ({ ...campaign, audience: { include, exclude: [] } });
    const counted = census({ everyone: 50, ios: 20 });
    expect(lint({ campaign: withIncluded("everyone"), census: counted })).toEqual([]);
    expect(lint({ campaign: withIncluded("ios", "everyone"), census: counted })).toEqual([
      ["matches-everybody", "audience.include[1]"],
    ]);
  });

  it("finds waves that hold nobody, or everybody", () => {
    const waves = [
      { segments: ["ios"], startsAfterDays: 0 },
      { segments: ["people", "android"], startsAfterDays: 7 },
    ];
    const counted = census({ ios: 0, people: 50, android: 20 });
    expect(lint({ campaign: { ...campaign, waves, audience: { include: [], exclude: [] } }, census: counted })).toEqual(
      [
        ["matches-nobody", "waves[0].segments[0]"],
        ["matches-everybody", "waves[1].segments[0]"],
      ],
    );
  });

  it("says when rules that are sound by themselves leave nobody, unless people have to ask anyway", () => {
    const audience = { include: ["ios"], exclude: ["people"] };
    const empty = census({ ios: 20, people: 45 }, { matching: 0, total: 50 });
    expect(lint({ campaign: { ...campaign, audience }, census: empty })).toContainEqual(["nobody-left", "audience"]);
    expect(lint({ campaign: { ...campaign, audience, delivery: "opt-in" }, census: empty })).not.toContainEqual([
      "nobody-left",
      "audience",
    ]);
  });

  it("names how many people were counted, in both languages", () => {
    const counted = census({ everyone: 0 }, { matching: 0, total: 1_000_000 });
    const [finding] = lintCampaign({
      campaign: { ...campaign, audience: { include: ["everyone"], exclude: [] } },
      windows: [{ from: 100, until: 200 }],
      rivals: [],
      segments: compiled.value,
      census: counted,
      clashes: [],
      unknownFeastDays: [],
    });
    expect(finding?.message.en).toContain("about 1,000,000 people");
    expect(finding?.message.ru).toContain("1\u00a0000\u00a0000 человек");
  });

  it("says nothing of rules while there is nobody to count, and that nothing was counted where it was not", () => {
    const people = { ...campaign, audience: { include: ["people"], exclude: [] } };
    expect(lint({ campaign: people, census: census({ people: 0 }, { matching: 0, total: 0 }) })).toEqual([]);
    for (const why of ["unreachable", "asked-too-often"] as const) {
      expect(lint({ campaign: people, census: why })).toEqual([["not-counted", "audience"]]);
    }
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
    expect(lint({ rivals: [rival(campaign.priority, 100 + 5 * DAY)] })).toEqual([]);
    expect(lint({ rivals: [{ campaign, windows: [{ from: 0, until: 999 }] }] })).toEqual([]);
  });

  it("names the winner in both languages", () => {
    const rivals = [{ campaign: { ...campaign, key: "a-rival", priority: 999 }, windows: [{ from: 0, until: 999 }] }];
    const [finding] = lintCampaign({
      campaign,
      windows: [{ from: 1, until: 2 }],
      rivals,
      segments: new Map(),
      census: census({}),
      clashes: [],
      unknownFeastDays: [],
    });
    expect(finding?.message.ru).toContain("«a-rival»");
    expect(finding?.message.en).toContain("“a-rival”");
  });

  it("names the feast on whose days it shows, with its days and regions, and the feasts of which nobody knows that", () => {
    const ysyakh = { ru: "Ысыах", en: "Ysyakh" };
    const days = { firstDay: "2027-06-21", lastDay: "2027-06-21" };
    const clash = { feast: "ysyakh", label: ysyakh, category: "national", ...days, regions: ["RU-SA"] } as const;
    const unknown = { feast: "ramadan", label: { ru: "Рамадан", en: "Ramadan" }, year: 2036 } as const;
    const [found, notKnown] = lintCampaign({
      campaign,
      windows: [{ from: 1, until: 1 + 5 * DAY }],
      rivals: [],
      segments: new Map(),
      census: census({}),
      clashes: [clash],
      unknownFeastDays: [unknown],
    });
    expect(found).toMatchObject({ code: "coincides-with-feast", severity: "warning", path: "schedule" });
    expect(found?.message.ru).toContain("«Ысыах» (21 июня 2027; регионы: RU-SA)");
    expect(found?.message.en).toContain("“Ysyakh” (21 June 2027; regions: RU-SA)");
    expect(notKnown).toMatchObject({ code: "feast-days-unknown", severity: "warning", path: "schedule" });
    expect(notKnown?.message.en).toContain("which days of 2036 “Ramadan” falls");
  });

  it("warns when nothing is ahead, and when the whole audience would see it at once", () => {
    expect(lint({ windows: [] })).toEqual([["nothing-ahead", "schedule"]]);
    expect(lint({ campaign: { ...campaign, audience: { include: ["everyone"], exclude: [] }, stages: [] } })).toEqual([
      ["no-stages", "stages"],
    ]);
  });

  it("says by when stages would be done that can't finish in time, and proposes some that can", () => {
    const stages = [24, 24, 24, 24].map((minimumHours, index) => ({
      percent: [1, 2, 20, 100][index] ?? 100,
      minimumHours,
    }));
    const staged = { ...campaign, audience: { include: ["everyone"], exclude: [] }, stages };
    const findIn = (days: number, written = staged) =>
      lintCampaign({
        campaign: written,
        windows: [{ from: 0, until: days * DAY }],
        rivals: [],
        segments: compiled.value,
        census: census({}),
        clashes: [],
        unknownFeastDays: [],
      }).find(({ code }) => code === "stages-too-slow");
    expect(findIn(5)).toBeUndefined();
    const found = findIn(4);
    expect(found?.message.en).toMatch(
      /after 5 days at the earliest, and it lasts 4 days\. Stages of [\d, ]+ h would do\.$/,
    );
    expect(found?.message.ru).toMatch(/идёт она 4 дн\. Успеют/);
    expect(found?.stages?.map((stage) => ({ ...stage, minimumHours: 24 }))).toEqual(stages);
    expect(findIn(4, { ...staged, stages: [...(found?.stages ?? [])] as typeof stages })).toBeUndefined();
    expect(findIn(2)).toMatchObject({
      message: { en: expect.stringMatching(/can't be reached within less than 3 days/) },
    });
    expect(findIn(2)?.stages).toBeUndefined();
  });
});
