import { Temporal } from "temporal-polyfill";
import type { Campaign } from "../domain/campaign/campaign.ts";
import type { Window } from "../domain/campaign/schedule.ts";
import { canonicalZone } from "../domain/zone.ts";
import { findLocalSpans, placeSpans } from "./local-spans.ts";
import type { DayRange } from "./range.ts";

/** A longer campaign is a season. */
const SHORT_DAYS = 14;
const HOUR_MS = 3_600_000;
/** By other clocks than the schedule's, a day of which less is seen at its edge is not seen: an hour around midnight. */
const GLANCE_MS = 3 * HOUR_MS;
/** As many calendar days are no longer than that; clocks may be set back within them. */
const LONGEST_SHORT_MS = (SHORT_DAYS * 24 + 3) * HOUR_MS;

/** What says on which days who sees a campaign. */
export type Shown = Pick<Campaign, "schedule" | "waves" | "delivery" | "stages">;

/** The days on which some people see a campaign, by the clocks of a zone. */
export interface ShortShowing extends DayRange {
  /** Absent: by the clocks of the schedule, or everywhere. */
  readonly zone?: string;
  /** Whether they see it later than others. */
  readonly isLate: boolean;
  /** The plainer, the lower. */
  readonly rank: number;
}

/**
 * All that is shown to somebody for a few days only, from the range's beginning on, by the clocks of whatever zones. Waves, later
 * stages and a start in the middle of a season make it short for those who come last.
 */
export function findShortShowings(
  { schedule, waves, delivery, stages }: Shown,
  range: Window,
): (zones: readonly string[]) => readonly ShortShowing[] {
  const delays = new Set([0, ...waves.map(({ startsAfterDays }) => startsAfterDays)]);
  const waveSpans = [...delays].map((delay) => {
    const spans = findLocalSpans(schedule, range, delay);
    return { delay, spans: spans.ok ? spans.value : [] };
  });
  const openings = delivery === "default-on" ? openingsOf(stages) : [0];

  const byClocksOf = new Map<string, readonly ShortShowing[]>();
  function showingsIn(clocks: string): readonly ShortShowing[] {
    const known = byClocksOf.get(clocks);
    if (known !== undefined) return known;
    const placedIn = schedule.zone === "own" ? clocks : (canonicalZone(schedule.zone) ?? clocks);
    const isPlain = schedule.zone === "own" || placedIn === clocks;
    const found = waveSpans.flatMap(({ delay, spans }) =>
      placeSpans(spans, placedIn, range).flatMap(({ from, until }) =>
        openings.flatMap((hours): readonly ShortShowing[] => {
          const seen = Math.max(from, range.from) + hours * HOUR_MS;
          if (seen >= until || until - seen > LONGEST_SHORT_MS) return [];
          const glance = isPlain ? 0 : Math.min(GLANCE_MS, Math.floor((until - 1 - seen) / 2));
          const days = { first: dayOf(seen + glance, clocks), last: dayOf(until - 1 - glance, clocks) };
          if (days.first.until(days.last).days >= SHORT_DAYS) return [];
          const isLate = delay > 0 || seen > from;
          return [{ ...days, isLate, rank: Number(!isPlain) + 2 * Number(isLate), ...(!isPlain && { zone: clocks }) }];
        }),
      ),
    );
    byClocksOf.set(clocks, found);
    return found;
  }

  const own = schedule.zone === "own" ? undefined : canonicalZone(schedule.zone);
  return (zones) => {
    const clocks = new Set([...(own === undefined ? [] : [own]), ...zones]);
    const found = new Map<string, ShortShowing>();
    for (const showing of [...clocks].flatMap(showingsIn)) {
      const days = `${showing.first.toString()} ${showing.last.toString()}`;
      const known = found.get(days);
      if (known === undefined || showing.rank < known.rank) found.set(days, showing);
    }
    return [...found.values()];
  };
}

/** How many hours after the first people those of each stage begin to see it, at the earliest, and after the last stage everybody else. */
function openingsOf(stages: Shown["stages"]): readonly number[] {
  const last = stages.at(-1);
  const isEverybodyInStages = last === undefined || ("percent" in last && last.percent === 100);
  const openings = [0];
  for (const { minimumHours } of isEverybodyInStages ? stages.slice(0, -1) : stages) {
    openings.push((openings.at(-1) ?? 0) + minimumHours);
  }
  return openings;
}

function dayOf(at: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}
