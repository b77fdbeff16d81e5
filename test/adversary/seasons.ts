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

/** The feasts of this world, each on one day of the year. */
const FEAST_DAYS: Readonly<Record<string, string>> = { "orthodox-christmas": "--01-07" };

/** The days of the year on which a campaign begins and ends, and by how many days they are moved. */
function daysOf({ key, schedule }: Campaign): { readonly first: [string, number]; readonly last: [string, number] } {
  if (schedule.kind === "yearly") return { first: [schedule.firstDay, 0], last: [schedule.lastDay, 1] };
  const day = schedule.kind === "feast" ? FEAST_DAYS[schedule.feast] : undefined;
  if (schedule.kind === "once" || day === undefined) throw new Error(`${key} does not come every year`);
  return { first: [day, schedule.firstOffsetDays], last: [day, schedule.lastOffsetDays + 1] };
}

/** The spans of a campaign that comes every year, for whoever has such a phone; ascending. */
export function spansOf(campaign: Campaign, { zone, platform }: Clockwork): readonly Span[] {
  const { schedule, waves } = campaign;
  const { first, last } = daysOf(campaign);
  const place = schedule.zone === "own" ? zone : schedule.zone;
  const delay = waves.find(({ segments }) => segments.includes(platform))?.startsAfterDays ?? 0;
  const name = [...first, ...last, place, delay].join(" ");
  const remembered = known.get(name);
  if (remembered !== undefined) return remembered;
  const spans = YEARS.map((year) => ({
    from: midnight(place, year, first[0], first[1] + delay),
    until: midnight(place, last[0] < first[0] ? year + 1 : year, ...last),
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
