/** When campaigns are on, reckoned apart from the product's calendar: from local midnights, by Intl. */
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { Span } from "./model.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The years in which a run takes place, and those around them. */
const YEARS = [2039, 2040, 2041, 2042, 2043];

export interface Clockwork {
  readonly zone: string;
  readonly platform: string;
}

const known = new Map<string, readonly Span[]>();

/** The spans of a campaign that comes every year, for whoever has such a phone; ascending. */
export function spansOf({ key, schedule, waves }: Campaign, { zone, platform }: Clockwork): readonly Span[] {
  if (schedule.kind !== "yearly") throw new Error(`${key} does not come every year`);
  const { firstDay, lastDay } = schedule;
  const place = schedule.zone === "own" ? zone : schedule.zone;
  const delay = waves.find(({ segments }) => segments.includes(platform))?.startsAfterDays ?? 0;
  const name = [firstDay, lastDay, place, delay].join(" ");
  const remembered = known.get(name);
  if (remembered !== undefined) return remembered;
  const spans = YEARS.map((year) => ({
    from: midnight(place, year, firstDay, delay),
    until: midnight(place, lastDay < firstDay ? year + 1 : year, lastDay, 1),
  }));
  known.set(name, spans);
  return spans;
}

/** The midnight that begins the day some days after a day of the year such as `--12-20`. */
function midnight(zone: string, year: number, day: string, daysAfter: number): number {
  const utc = Date.parse(`${year}${day.slice(1)}T00:00:00Z`) + daysAfter * DAY_MS;
  return utc - offsetAt(zone, utc - offsetAt(zone, utc));
}

function offsetAt(zone: string, at: number): number {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS);
}
