import { Temporal } from "temporal-polyfill";
import { instantOf } from "./local-instant.ts";

/** The instants, in epoch milliseconds, at which a zone's clocks show a time (`HH:MM`) on each of some days. */
export function instantsOfDays(days: readonly string[], time: string, zone: string): readonly number[] {
  return days.map((day) => instantOf(Temporal.PlainDateTime.from(`${day}T${time}`), zone, "earlier"));
}

/** Every calendar day from the first to the last, both inclusive. */
export function listDays(first: string, last: string): readonly string[] {
  const start = Temporal.PlainDate.from(first);
  const { days } = start.until(last, { largestUnit: "days" });
  return Array.from({ length: days + 1 }, (_, index) => start.add({ days: index }).toString());
}
