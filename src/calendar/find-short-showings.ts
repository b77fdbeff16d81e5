import { Temporal } from "temporal-polyfill";
import type { Campaign, Stage } from "../domain/campaign/campaign.ts";
import type { Window } from "../domain/campaign/schedule.ts";
import { EVERYBODY, RAMP_SHARE_PER_HOUR } from "../domain/guard/stage-plan.ts";
import { canonicalZone } from "../domain/zone.ts";
import { findLocalSpans, placeSpans } from "./local-spans.ts";
import type { DayRange } from "./range.ts";
import { HOUR_MS } from "../domain/time-units.ts";

/** A longer campaign is a season. */
export const SHORT_DAYS = 14;
const HOURS_A_DAY = 24;
/** By other clocks than the schedule's, a day of which less is seen at its edge is not seen: an hour around midnight. */
const GLANCE_MS = 3 * HOUR_MS;
/** As many calendar days are no longer than that; clocks may be set back within them. */
const LONGEST_SHORT_MS = (SHORT_DAYS * 24 + 3) * HOUR_MS;

/** What says on which days who sees a campaign. */
export type Shown = Pick<Campaign, "schedule" | "waves" | "delivery" | "stages"> & {
  /** Some have it already: others come little by little, also without stages. */
  readonly goesOn?: boolean;
  /** The share of the audience that a stage takes in within an hour; absent: as much as may be. */
  readonly rampPerHour?: number;
};

/** Another campaign that is shown in place of this one to some of the people. */
export type Cover = Pick<Campaign, "key" | "schedule" | "waves">;

/** The days on which some people see a campaign, by the clocks of a zone. */
export interface ShortShowing extends DayRange {
  /** The campaigns that these people see before and after; absent: none. */
  readonly covered?: readonly string[];
  /** Absent: by the clocks of the schedule, or everywhere. */
  readonly zone?: string;
  /** They see it for longer; these are the days of the 24 hours in which they first do. */
  readonly isOpening?: true;
  /** Whether they see it later than others. */
  readonly isLate: boolean;
  /** The plainer, the lower. */
  readonly rank: number;
}

/**
 * All that is shown to somebody for a few days only, and the first 24 hours of what is shown for longer, from the range's beginning on, by the
 * clocks of whatever zones. Waves, later
 * stages and a start in the middle of a season make it short for those who come last; whoever covers it before or after, for
 * those who see that instead.
 */
export function findShortShowings(
  campaign: Shown,
  range: Window,
  covers: readonly Cover[] = [],
): (zones: readonly string[]) => readonly ShortShowing[] {
  const { schedule, waves } = campaign;
  const waveSpans = delaysOf({ waves }).map((delay) => {
    const spans = findLocalSpans(schedule, range, delay);
    return { delay, spans: spans.ok ? spans.value : [] };
  });
  // One stands for all that cover the same days.
  const placed = covers.flatMap((cover) => delaysOf(cover).map((delay) => ({ ...cover, delay })));
  const coverSpans = [...Map.groupBy(placed, ({ schedule: its, delay }) => JSON.stringify([its, delay])).values()]
    .flatMap(([first]) => first ?? [])
    .map(({ key, schedule: its, delay }) => {
      const spans = findLocalSpans(its, range, delay);
      return { by: key, zone: its.zone, spans: spans.ok ? spans.value : [] };
    });
  const openings = openingsOf(campaign);

  const byClocksOf = new Map<string, readonly ShortShowing[]>();
  function showingsIn(clocks: string): readonly ShortShowing[] {
    const known = byClocksOf.get(clocks);
    if (known !== undefined) return known;
    const placedIn = schedule.zone === "own" ? clocks : (canonicalZone(schedule.zone) ?? clocks);
    const isPlain = schedule.zone === "own" || placedIn === clocks;
    const placedCovers = coverSpans.map(({ by, zone, spans }) => ({
      by,
      windows: placeSpans(spans, zone === "own" ? clocks : (canonicalZone(zone) ?? clocks), range),
    }));
    const found = waveSpans.flatMap(({ delay, spans }) =>
      placeSpans(spans, placedIn, range).flatMap(({ from, until }) =>
        openings.flatMap((hours) => {
          // Stages go on from the campaign's beginning; a wave that starts late finds those open that are by then.
          const opens = Math.max(from - delay * HOURS_A_DAY * HOUR_MS, range.from) + hours * HOUR_MS;
          const begins = Math.max(from, range.from, opens);
          return listUncovered({ from: begins, until }, placedCovers).map((shown): ShortShowing => {
            const glance = isPlain ? 0 : Math.min(GLANCE_MS, Math.floor((shown.until - 1 - shown.from) / 2));
            const first = dayOf(shown.from + glance, clocks);
            const last = dayOf(shown.until - 1 - glance, clocks);
            const isLong =
              shown.until - shown.from > LONGEST_SHORT_MS ||
              first.until(last, { largestUnit: "days" }).days >= SHORT_DAYS;
            const days = isLong
              ? ({ first, last: dayOfOpening(shown.from, clocks), isOpening: true } as const)
              : { first, last };
            const isLate = delay > 0 || shown.from > from;
            const { covered } = shown;
            const rank = Number(!isPlain) + 2 * Number(isLate) + 4 * covered.length + 16 * Number(isLong);
            return { ...days, isLate, rank, ...(!isPlain && { zone: clocks }), ...(covered.length > 0 && { covered }) };
          });
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
      const days = `${showing.first.toString()} ${showing.last.toString()} ${(showing.covered ?? []).join(" ")}`;
      const known = found.get(days);
      if (known === undefined || showing.rank < known.rank) found.set(days, showing);
    }
    return [...found.values()];
  };
}

/** After how many days each of a campaign's people begin to see it. */
function delaysOf({ waves }: Pick<Cover, "waves">): readonly number[] {
  return [...new Set([0, ...waves.map(({ startsAfterDays }) => startsAfterDays)])];
}

/** Somebody else's windows, for the people of one of its waves. */
interface PlacedCover {
  readonly by: string;
  readonly windows: readonly Window[];
}

interface Uncovered extends Window {
  readonly covered: readonly string[];
}

/**
 * What is left of a window for whoever sees others instead in some of it: people may be of the audience of any one of them, or of
 * two. Whoever sees more of them sees no more of it.
 */
function listUncovered(whole: Window, covers: readonly PlacedCover[]): readonly Uncovered[] {
  interface Edge {
    readonly at: number;
    readonly cover?: PlacedCover;
  }
  if (whole.from >= whole.until) return [];
  const isWithin = (at: number) => whole.from < at && at < whole.until;
  const edges = (side: "from" | "until"): readonly Edge[] =>
    covers.flatMap((cover) =>
      cover.windows.flatMap((window) => (isWithin(window[side]) ? [{ at: window[side], cover }] : [])),
    );
  const begins: readonly Edge[] = [{ at: whole.from }, ...edges("until")];
  const ends: readonly Edge[] = [{ at: whole.until }, ...edges("from")];
  const leaves = (from: number, until: number, cover: PlacedCover | undefined) =>
    cover === undefined || cover.windows.every((window) => window.until <= from || window.from >= until);
  return begins.flatMap((begin) =>
    ends.flatMap((end): readonly Uncovered[] => {
      const [from, until] = [begin.at, end.at];
      if (from >= until || !leaves(from, until, begin.cover) || !leaves(from, until, end.cover)) return [];
      const covered = [begin.cover, end.cover].flatMap((cover) => (cover === undefined ? [] : [cover.by]));
      return [{ from, until, covered: [...new Set(covered)] }];
    }),
  );
}

/**
 * At least once a day, how many hours after the first people others begin to see it. Those of a stage come from the hours on that the
 * stages before it take at the least, little by little; after the last stage everybody else does.
 */
function openingsOf({ stages, delivery, goesOn = false, rampPerHour = RAMP_SHARE_PER_HOUR }: Shown): readonly number[] {
  if (delivery === "opt-in") return [0];
  const steps: readonly Stage[] = stages.length === 0 ? (goesOn ? [EVERYBODY] : []) : [...stages, EVERYBODY];
  const openings = new Set([0]);
  let begins = 0;
  for (const stage of steps) {
    // How many people an audience has is not known ahead: all of it may be in a stage of so many.
    const share = "percent" in stage ? stage.percent / 100 : 1;
    const ends = begins + share / rampPerHour;
    for (let hours = begins; hours < ends; hours += HOURS_A_DAY) openings.add(hours);
    openings.add(ends);
    if (share === 1 && "percent" in stage) break;
    begins += stage.minimumHours;
  }
  return [...openings].toSorted((one, other) => one - other);
}

/**
 * The last of the days on which people first see what is shown from an instant on: phones ask hours later, so of what begins shortly
 * before a midnight nearly everybody learns on the day after. Only a whole day comes before the next.
 */
function dayOfOpening(from: number, zone: string): Temporal.PlainDate {
  const begins = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const isWholeDay = begins.equals(begins.startOfDay());
  return begins.toPlainDate().add({ days: isWholeDay ? 0 : 1 });
}

function dayOf(at: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}
