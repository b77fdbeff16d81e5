import type { Temporal } from "temporal-polyfill";

/** Which of the two instants a repeated local time (clocks set back) means. */
export type Occurrence = "earlier" | "later";

/**
 * The instant, in epoch milliseconds, at which a zone's clocks show a local time. A time that clocks skip (set
 * forward, or a whole day left out) is the first instant after the gap.
 */
export function instantOf(local: Temporal.PlainDateTime, zone: string, ifRepeated: Occurrence): number {
  const shown = local.toZonedDateTime(zone, { disambiguation: ifRepeated });
  return shown.toPlainDateTime().equals(local) ? shown.epochMilliseconds : endOfGap(local, zone);
}

function endOfGap(skipped: Temporal.PlainDateTime, zone: string): number {
  const beforeGap = skipped.toZonedDateTime(zone, { disambiguation: "earlier" });
  const change = beforeGap.getTimeZoneTransition("next");
  return (change ?? beforeGap).epochMilliseconds;
}
