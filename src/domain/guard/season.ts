import { ATTRIBUTION_MS } from "./exposure.ts";
import type { Window } from "../campaign/schedule.ts";

/**
 * The season that is on at an instant, or comes next: from the first to the last instant at which anybody, in any zone
 * or wave, may see the campaign. Windows that are closer than the time in which people may still mind make one season.
 */
export function seasonAt(windows: readonly Window[], now: number): Window | undefined {
  const ahead = windows.filter((window) => window.until > now).toSorted((one, other) => one.from - other.from);
  let season: Window | undefined;
  for (const { from, until } of ahead) {
    if (season === undefined) season = { from, until };
    else if (from - season.until > ATTRIBUTION_MS) break;
    else season = { from: season.from, until: Math.max(season.until, until) };
  }
  return season;
}
