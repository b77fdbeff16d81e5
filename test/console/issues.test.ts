import { describe, expect, it } from "vitest";
import type { ScheduleIssueCode } from "../../src/calendar/schedule-issue.ts";
import { campaignSchema } from "../../src/contract/definition-schemas.ts";
import { ISSUES_IN_RUSSIAN } from "../../src/contract/issue-texts.ts";
import { ruleOf } from "../../src/contract/rule-texts.ts";

const SCHEDULE_ISSUES = {
  "bad-day": true,
  "bad-month-day": true,
  "bad-offset": true,
  "bad-time": true,
  "unknown-zone": true,
  "ends-before-start": true,
  "too-long": true,
  "feast-not-covered": true,
  "bad-range": true,
  "bad-delay": true,
} satisfies Record<ScheduleIssueCode, true>;

const FINE = {
  key: "days",
  label: { ru: "Дни", en: "Days" },
  decoration: "tree",
  audience: { include: ["everyone"], exclude: [] },
  delivery: "default-on",
  requests: true,
  schedule: { kind: "once", zone: "own", firstDay: "2027-01-10", lastDay: "2027-01-12" },
  waves: [],
  priority: 1,
  holdoutPercent: 0,
  stages: [],
};

const MISTAKES: Readonly<Record<string, unknown>> = {
  lastDay: { ...FINE, schedule: { ...FINE.schedule, lastDay: "2027-01-09" } },
  include: { ...FINE, audience: { include: [], exclude: [] } },
  stages: { ...FINE, stages: [200, 100].map((people) => ({ people, minimumHours: 24 })) },
  requests: { ...FINE, delivery: "opt-in", requests: false },
  waves: { ...FINE, waves: [{ segments: [], startsAfterDays: 1 }] },
  endTime: { ...FINE, schedule: { ...FINE.schedule, lastDay: "2027-01-10", startTime: "10:00", endTime: "09:00" } },
  offsets: {
    ...FINE,
    schedule: { kind: "feast", zone: "own", feast: "maslenitsa", firstOffsetDays: 2, lastOffsetDays: 1 },
  },
  twice: { ...FINE, audience: { include: ["everyone", "everyone"], exclude: [] } },
};

describe("what can be wrong", () => {
  it.each(Object.keys(SCHEDULE_ISSUES))("with a schedule is said in Russian: %s", (code) => {
    expect(Object.keys(ISSUES_IN_RUSSIAN)).toContain(code);
  });

  it.each(["lastDay", "include", "stages", "requests", "waves", "endTime", "offsets", "twice"])(
    "with a campaign is said in the schema's words for it: %s",
    (mistake) => {
      const parsed = campaignSchema.safeParse(MISTAKES[mistake]);
      expect(parsed.success).toBe(false);
      for (const { message } of parsed.error?.issues ?? []) expect(ruleOf(message)).toBeDefined();
    },
  );

  it.each(Object.entries(ISSUES_IN_RUSSIAN))("is said in a whole Russian sentence: %s", (_, words) => {
    expect(words).toMatch(/^[А-ЯЁ].*[.]$/u);
    expect(words).not.toMatch(/[A-Za-z]{2}/);
  });
});
