import type { Schedule } from "../../domain/campaign/schedule.ts";
import type { Texts } from "../texts/en.ts";
import { dateFormat } from "../parts/date-format.ts";

/** A schedule in a few words, such as "20 Dec – 14 Jan, every year". */
export function describeSchedule(schedule: Schedule, t: Texts): string {
  if (schedule.kind === "feast") {
    const { firstOffsetDays, lastOffsetDays, feast } = schedule;
    return `${t.feasts[feast]}: ${signed(firstOffsetDays)} … ${signed(lastOffsetDays)}`;
  }
  const [first, last] = [formatDay(schedule.firstDay, t.locale), formatDay(schedule.lastDay, t.locale)];
  const days = first === last ? first : t.season.window(first, last);
  return schedule.kind === "yearly" ? `${days}, ${t.campaign.yearly.toLowerCase()}` : days;
}

/** A day such as `2026-03-08`, or `--03-08` of every year. */
export function formatDay(day: string, locale: string): string {
  const isYearly = day.startsWith("--");
  return dateFormat(locale, {
    day: "numeric",
    month: "short",
    ...(isYearly ? {} : { year: "numeric" as const }),
    timeZone: "UTC",
  }).format(Date.parse(isYearly ? `2028-${day.slice(2)}` : day));
}

function signed(days: number): string {
  return days > 0 ? `+${days}` : String(days);
}
