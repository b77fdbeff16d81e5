import type { Decoration } from "../domain/campaign/decoration.ts";
import { guardNameOf } from "../domain/guard/guard-standing.ts";
import type { Lifecycle } from "../domain/campaign/lifecycle.ts";
import type { EarlyEnd } from "../domain/review/why-two.ts";
import type { GuardRecords } from "./guard-records.ts";
import type { Places } from "./places.ts";

interface EarlyEndsTools {
  readonly records: Pick<GuardRecords, "listEndedEarly">;
  readonly places: Pick<Places, "themesOf">;
}

/** Every theme that a decoration stands, or ever stood, under: a move to another is no way round a halt or a stop. */
export function themesEverOf(
  decoration: Pick<Decoration, "key" | "theme">,
  { themesOf }: Pick<Places, "themesOf">,
): ReadonlySet<string> {
  return new Set([decoration.theme, ...themesOf(decoration.key)]);
}

/** What was halted or stopped, and would come again by a campaign, under whatever key. */
export function openEarlyEnds({ records, places }: EarlyEndsTools) {
  return {
    of(
      campaign: string,
      decoration: Pick<Decoration, "key" | "theme"> | undefined,
      live: Lifecycle["live"],
      now: number,
    ): readonly EarlyEnd[] {
      const themes = decoration === undefined ? new Set() : themesEverOf(decoration, places);
      const ended = records
        .listEndedEarly(now)
        .filter(({ plan }) => plan.campaign === campaign || themes.has(plan.theme))
        .map(({ plan, standing }): EarlyEnd => ({
          start: plan.guard,
          kind: standing.end?.kind === "stopped" ? "stopped" : "halted",
        }));
      // What the guard halted comes back by two, also in a later season.
      const halted = live?.haltedAt === undefined ? undefined : guardNameOf(campaign, live.version);
      const isListed = halted === undefined || ended.some(({ start }) => start === halted);
      return isListed ? ended : [...ended, { start: halted, kind: "halted" }];
    },
  };
}

export type EarlyEnds = ReturnType<typeof openEarlyEnds>;
