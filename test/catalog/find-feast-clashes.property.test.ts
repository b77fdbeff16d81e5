import fc from "fast-check";
import { expect, test } from "vitest";
import { expandSchedule } from "../../src/calendar/expand-schedule.ts";
import type { FeastSpan } from "../../src/calendar/find-coincidences.ts";
import { listFeastDays } from "../../src/calendar/list-feast-days.ts";
import { findFeastClashes } from "../../src/catalog/find-feast-clashes.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { FEAST_FACTS } from "../../src/domain/campaign/feast.ts";
import type { Schedule, Window } from "../../src/domain/campaign/schedule.ts";
import { COVERED, schedules } from "../calendar/schedule-arbitraries.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const regions = bundledDefinitions.attributes.find(({ key }) => key === "region")?.values ?? [];
const SENSITIVE = new Set(bundledDefinitions.categories.filter(({ sensitive }) => sensitive).map(({ key }) => key));

const zones = fc.constantFrom(
  "own",
  "Pacific/Honolulu",
  "Pacific/Kiritimati",
  "Europe/Moscow",
  "America/St_Johns",
  "Asia/Kamchatka",
);
const stages = fc.array(
  fc.record({ percent: fc.constantFrom(1, 50, 100), minimumHours: fc.integer({ min: 1, max: 24 * 40 }) }),
  {
    maxLength: 3,
  },
);

/** The days before or after a feast, for an hour at least. */
const besideFeasts = fc
  .record({
    span: fc.constantFrom(...daysOfFeasts({ from: COVERED.from, until: Date.UTC(2032, 0, 1) })),
    isBefore: fc.boolean(),
    start: fc.integer({ min: 0, max: 22 }),
  })
  .map(({ span, isBefore, start }): Schedule => {
    const day = shift(isBefore ? span.firstDay : span.lastDay, isBefore ? -1 : 1);
    const startTime = `${String(start).padStart(2, "0")}:00`;
    return { kind: "once", zone: "own", firstDay: day, lastDay: day, startTime };
  });

function daysOfFeasts(range: Window): readonly FeastSpan[] {
  const feasts = listFeastDays(range);
  return feasts.ok ? feasts.value.days : [];
}

const shift = (day: string, days: number) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** A day by the clocks of a zone, as the runtime writes it. */
function dayIn(at: number, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    at,
  );
}

const daysBetween = (first: string, last: string) => (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;

/** After how many hours some of the people of each stage, and of what comes after the last, see it first, once a day: 2 % come an hour. */
function listWaits(steps: readonly { readonly percent: number; readonly minimumHours: number }[]): readonly number[] {
  const waits = [0];
  let begins = 0;
  for (const { percent, minimumHours } of steps.length === 0 ? [] : [...steps, { percent: 100, minimumHours: 0 }]) {
    const ends = begins + percent / 2;
    for (let hours = begins; hours < ends; hours += 24) waits.push(hours);
    waits.push(ends);
    if (percent === 100) break;
    begins += minimumHours;
  }
  return waits;
}

test("whoever sees a campaign for two weeks or less, a day of a sensitive feast among them, is found", () => {
  fc.assert(
    fc.property(
      fc.record({
        schedule: fc.oneof(schedules, { arbitrary: besideFeasts, weight: 3 }),
        zone: zones,
        delays: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 3 }),
        stages,
      }),
      fc.oneof(fc.constant(COVERED.from), fc.integer({ min: COVERED.from, max: Date.UTC(2032, 0, 1) })),
      fc.constantFrom(...regions),
      fc.boolean(),
      ({ schedule, zone, delays, stages: steps }, now, region, isPinned) => {
        const lives = region.zone ?? "";
        const campaign: Campaign = {
          key: "probe",
          label: { ru: "Проба", en: "Probe" },
          decoration: "tree",
          audience: { include: isPinned ? ["here"] : ["everyone"], exclude: [] },
          delivery: "default-on",
          requests: true,
          schedule: { ...schedule, zone },
          waves: delays.map((startsAfterDays) => ({ segments: ["ios"], startsAfterDays })),
          priority: 1,
          holdoutPercent: 0,
          stages: steps,
        };
        const here = { key: "here", label: campaign.label, condition: { region: region.value }, examples: [] };
        const definitions = { ...bundledDefinitions, segments: [...bundledDefinitions.segments, here] };
        const clashes = findFeastClashes(campaign, definitions, { now, rampPerHour: 0.02 }).clashes.map(
          ({ feast }) => feast,
        );
        const range = { from: now, until: COVERED.until };
        for (const delay of [0, ...delays]) {
          const windows = expandSchedule(campaign.schedule, lives, range, delay);
          for (const { from, until } of windows.ok ? windows.value : []) {
            for (const wait of listWaits(steps)) {
              const opens = Math.max(from - delay * DAY_MS, now) + wait * HOUR_MS;
              const seen = Math.max(from, now, opens);
              if (seen >= until) continue;
              const [first, last] = [dayIn(seen, lives), dayIn(until - 1, lives)];
              if (daysBetween(first, last) > 14) continue;
              // Where others' clocks make the day, an hour of it at midnight is not seen.
              const isPlain = zone === "own" || zone === lives;
              const glance = isPlain ? 0 : Math.min(3 * HOUR_MS, Math.floor((until - 1 - seen) / 2));
              const [firstSeen, lastSeen] = [dayIn(seen + glance, lives), dayIn(until - 1 - glance, lives)];
              const around = { from: Date.parse(first) - 40 * DAY_MS, until: Date.parse(last) + DAY_MS };
              const kept = daysOfFeasts(around).filter(({ feast, firstDay, lastDay }) => {
                const { category, regions: where } = FEAST_FACTS[feast];
                const isKept = where === null || where.some((value) => value === region.value);
                // Its own feast is no surprise; what carries its category neither.
                const own = schedule.kind === "feast" ? FEAST_FACTS[schedule.feast].category : null;
                const isSurprise = category !== null && category !== own && SENSITIVE.has(category);
                return isKept && isSurprise && firstDay <= lastSeen && firstSeen <= lastDay;
              });
              for (const { feast } of kept) expect(clashes).toContain(feast);
            }
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});
