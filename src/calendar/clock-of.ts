import { Temporal } from "temporal-polyfill";
import type { Window } from "../domain/campaign/schedule.ts";

/** What the clocks of a zone show throughout a span, as a text: zones with equal ones show the same time at every instant of it. */
export function clockOf(zone: string, { from, until }: Window): string {
  let moment = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const parts = [moment.offsetNanoseconds];
  for (;;) {
    const change = moment.getTimeZoneTransition("next");
    if (change === null || change.epochMilliseconds >= until) return parts.join();
    parts.push(change.epochMilliseconds, change.offsetNanoseconds);
    moment = change;
  }
}
