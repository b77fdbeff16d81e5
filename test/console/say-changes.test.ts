import { describe, expect, it } from "vitest";
import { sayChanges, type RecordedChange } from "../../src/console/changes/say-changes.ts";
import type { RecordWords } from "../../src/console/changes/record-fields.ts";
import { en } from "../../src/console/texts/en.ts";
import { enRecord } from "../../src/console/texts/record-en.ts";
import { ru } from "../../src/console/texts/ru.ts";
import { ruRecord } from "../../src/console/texts/record-ru.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { labelsOf } from "../../src/domain/name-part.ts";

const { attributes, segments, decorations, campaigns, categories, themes } = bundledDefinitions;
const labelOf = labelsOf({
  campaign: campaigns,
  segment: segments,
  decoration: decorations,
  category: categories,
  theme: themes,
});

const wordsOf = (language: "ru" | "en"): RecordWords => ({
  t: language === "ru" ? ru : en,
  texts: language === "ru" ? ruRecord : enRecord,
  language,
  attributes,
  segments,
  decorations,
  labelOf,
  say: (label) => label[language],
  sayMoment: (at) => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} (UTC+0)`,
});

const say = (target: string, changes: readonly RecordedChange[], language: "ru" | "en" = "en") =>
  sayChanges(target, changes, wordsOf(language)).map(
    ({ name, before, after }) => `${name}: ${before.join(", ")} → ${after.join(", ")}`,
  );

const HASH = "faccef0374fe090b93fe219acb7a547cb4e3bef34dd9cac7a7ceff91475667b4";

describe("what an entry of the audit changed", () => {
  it("is said by names, states and people, without hashes and counters", () => {
    const start: readonly RecordedChange[] = [
      { path: "review.state", before: "approved", after: "draft" },
      { path: "review.hash", before: HASH },
      { path: "review.submittedBy", before: "person:Anna" },
      { path: "review.knownReach", before: 32_768 },
      { path: "live.hash", after: HASH },
      { path: "live.state", before: "holding", after: "running" },
      { path: "live.changedAt", before: 1_796_083_257_831, after: 1_796_083_337_568 },
      { path: "live.approval", after: { submittedBy: "person:Anna", approvedBy: "person:Boris", authors: [] } },
      { path: "live.word", after: { kind: "two" } },
    ];
    expect(say("campaign/new-year", start)).toEqual([
      "Where the draft stands: Approved → Draft",
      "State: On hold → Running",
      "Submitted by:  → Anna",
      "Approved by:  → Boris",
      "On whose word:  → two people's",
    ]);
    expect(JSON.stringify(say("campaign/new-year", start, "ru"))).not.toMatch(/fac|1796|\{|person:/);
  });

  it("says a moment with its zone, and why two people are needed in a sentence", () => {
    const submitted: readonly RecordedChange[] = [
      { path: "review.startsAt", after: Date.UTC(2026, 11, 20) },
      { path: "review.needsTwo", after: true },
      { path: "review.whyTwo", after: [{ code: "sensitive", category: "romance" }, { code: "of-another-release" }] },
    ];
    const [starts, needed, why, ...rest] = say("campaign/valentines", submitted, "ru");
    expect(starts).toBe("Назначена на:  → 2026-12-20 00:00 (UTC+0)");
    expect(needed).toBe("Нужен второй человек:  → да");
    expect(why).toMatch(/^Почему нужны двое: {2}→ [^{}]*[Рр]омант/);
    expect(rest).toEqual([]);
  });

  it("says parts of a campaign by the words of its form", () => {
    expect(
      say("campaign/new-year", [
        { path: "schedule.lastDay", before: "--01-14", after: "--01-10" },
        { path: "stages[0]", after: { people: 5000, minimumHours: 24 } },
        { path: "stages[1].minimumHours", before: 24, after: 12 },
        { path: "audience.include[1]", after: "spring-audience" },
        { path: "snapshot.campaign.priority", before: 100, after: 90 },
      ]),
    ).toEqual([
      "Last day, inclusive: 14 Jan → 10 Jan",
      "Stages:  → 5,000 people, at least 24 hours",
      "Stage 2: at least, hours: 24 → 12",
      expect.stringMatching(/^Audience: in any of: {2}→ (?!spring-audience)/),
      "Priority: 100 → 90",
    ]);
  });

  it("says a whole campaign, a key, a proposal and a limit in words", () => {
    const [campaign] = campaigns;
    expect(say("campaign/copy", [{ path: "", after: campaign }])).toContain("Priority:  → 100");
    expect(
      say("service-key/k3v9x0ab", [{ path: "", after: { name: "bot", roles: ["channel"], expiresAt: null } }]),
    ).toEqual(["Name:  → bot", "Roles:  → channel", "Expires:  → does not expire"]);
    expect(
      say("proposal/7", [
        { path: "direction", after: "tightens" },
        { path: "theme/hearts", after: { key: "hearts", category: "family", label: { ru: "Сердца", en: "Hearts" } } },
        { path: "limits/limits", after: { key: "limits", oneWordShare: 0.005 } },
      ]).join("\n"),
    ).toMatch(/the theme “[^”]+”: {2}→ Category: Family[^]*limits: {2}→ .*0\.5/);
  });
});
