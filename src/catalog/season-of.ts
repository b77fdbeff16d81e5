import type { Campaign } from "../domain/campaign/campaign.ts";
import type { Window } from "../domain/campaign/schedule.ts";
import { seasonAt } from "../domain/guard/season.ts";
import { compileRange } from "./compile-ruleset.ts";
import { expandRemembered } from "./remembered-windows.ts";

/** The season that is on or comes next, over all zones and waves. */
export function seasonOf({ schedule, waves }: Campaign, now: number): Window | undefined {
  const delays = [0, ...waves.map((wave) => wave.startsAfterDays)];
  const windows = delays.flatMap((days) => {
    const expanded = expandRemembered(schedule, compileRange(now), days);
    return expanded.ok ? expanded.value.windows.flat() : [];
  });
  return seasonAt(windows, now);
}
