// @ts-check
/**
 * Days and instants for the phone page. A local time is text such as `2026-12-31T12:00`, as `datetime-local` inputs
 * have it; a day is `2026-12-31`; instants are epoch milliseconds.
 */

export const DAY_MS = 86_400_000;
/** As far as the service keeps windows in hindsight, and knows them ahead. */
const DAYS_BACK = 30;
const DAYS_AHEAD = 540;

/** @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map();

/**
 * What a clock in the zone shows at an instant.
 * @param {number} at
 * @param {string} zone
 * @returns {string}
 */
export function toLocalTime(at, zone) {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
    clocks.set(zone, clock);
  }
  return clock.format(at).replace(" ", "T");
}

/**
 * When a clock in the zone shows the local time; the earlier instant if it does twice.
 * @param {string} local
 * @param {string} zone
 * @returns {number}
 */
export function toInstant(local, zone) {
  const asIfUtc = Date.parse(`${local}Z`);
  const offsets = [asIfUtc - DAY_MS, asIfUtc + DAY_MS].map((at) => Date.parse(`${toLocalTime(at, zone)}Z`) - at);
  const candidates = offsets.map((offset) => asIfUtc - offset);
  return candidates.find((at) => toLocalTime(at, zone) === local) ?? Math.max(...candidates);
}

/**
 * The day so many days later.
 * @param {string} day
 * @param {number} days
 * @returns {string}
 */
export function addDays(day, days) {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * How many days `day` is after `first`.
 * @param {string} first
 * @param {string} day
 * @returns {number}
 */
export function countDays(first, day) {
  return Math.round((Date.parse(day) - Date.parse(first)) / DAY_MS);
}

/**
 * The days for which the service can be asked.
 * @param {string} today
 * @returns {{ first: string, last: string }}
 */
export function reachOf(today) {
  return { first: addDays(today, -DAYS_BACK), last: addDays(today, DAYS_AHEAD) };
}

/**
 * Every occurrence of the days (MM-DD) within reach, by season: a season goes from July to June.
 * @param {string} today
 * @param {readonly string[]} monthDays
 * @returns {Map<string, string[]>} days by season, such as 2026/27
 */
export function listSeasons(today, monthDays) {
  const { first, last } = reachOf(today);
  /** @type {Map<string, string[]>} */
  const seasons = new Map();
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (!monthDays.includes(day.slice(5))) continue;
    const season = seasonOf(day);
    seasons.set(season, [...(seasons.get(season) ?? []), day]);
  }
  return seasons;
}

/**
 * @param {string} day
 * @returns {string} such as 2026/27
 */
export function seasonOf(day) {
  const year = Number(day.slice(0, 4)) - (day.slice(5) < "07" ? 1 : 0);
  return `${year}/${String(year + 1).slice(2)}`;
}

/**
 * The first days of the months that begin within reach; not one whose name would stand over its end.
 * @param {string} today
 * @returns {string[]}
 */
export function listMonths(today) {
  const { first, last } = reachOf(today);
  const months = [];
  for (let day = first; day < addDays(last, -20); day = addDays(day, 1)) if (day.endsWith("-01")) months.push(day);
  return months;
}
