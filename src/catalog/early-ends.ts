import type { Decoration } from "../domain/campaign/decoration.ts";
import { guardNameOf, type GuardPlan } from "../domain/guard/guard-standing.ts";
import type { Lifecycle } from "../domain/campaign/lifecycle.ts";
import type { EarlyEnd, EndedSame } from "../domain/review/why-two.ts";
import type { GuardRecord, GuardRecords } from "./guard-records.ts";
import type { LookalikeFinder } from "./lookalikes.ts";
import type { Places } from "./places.ts";

interface EarlyEndsTools {
  readonly records: Pick<GuardRecords, "listEndedEarly">;
  readonly places: Pick<Places, "themesOf">;
  readonly lookalikes: Pick<LookalikeFinder, "isLikeTheme">;
}

/** Every theme that a decoration stands, or ever stood, under: a move to another is no way round a halt or a stop. */
export function themesEverOf(
  decoration: Pick<Decoration, "key" | "theme">,
  { themesOf }: Pick<Places, "themesOf">,
): ReadonlySet<string> {
  return new Set([decoration.theme, ...themesOf(decoration.key)]);
}

/** What was halted or stopped, and would come again by a campaign, under whatever key, or drawn alike under another theme. */
export function openEarlyEnds({ records, places, lookalikes }: EarlyEndsTools) {
  /** What of an ended start would come again; undefined: nothing. */
  function findSame(campaign: string, decoration: Decoration | undefined): (plan: GuardPlan) => EndedSame | undefined {
    const themes = decoration === undefined ? new Set<string>() : themesEverOf(decoration, places);
    const alike = new Map<string, boolean>();
    const isAlike = (theme: string) => {
      const known = alike.get(theme) ?? (decoration !== undefined && lookalikes.isLikeTheme(decoration, theme));
      alike.set(theme, known);
      return known;
    };
    return (plan) => {
      if (decoration !== undefined && plan.decoration === decoration.key) return "decoration";
      if (themes.has(plan.theme)) return "theme";
      if (plan.campaign === campaign) return "campaign";
      return isAlike(plan.theme) ? "drawing" : undefined;
    };
  }

  return {
    of(
      campaign: string,
      decoration: Decoration | undefined,
      live: Lifecycle["live"],
      now: number,
    ): readonly EarlyEnd[] {
      const sameOf = findSame(campaign, decoration);
      const ended = records
        .listEndedEarly(now)
        .toSorted(byEnd)
        .flatMap(({ plan, standing }): readonly EarlyEnd[] => {
          const same = sameOf(plan);
          const kind = standing.end?.kind === "stopped" ? "stopped" : "halted";
          return same === undefined ? [] : [{ start: plan.guard, kind, same }];
        });
      // What the guard halted comes back by two, also in a later season.
      const halted = live?.haltedAt === undefined ? undefined : guardNameOf(campaign, live.version);
      const isListed = halted === undefined || ended.some(({ start }) => start === halted);
      return isListed ? ended : [...ended, { start: halted, kind: "halted", same: "campaign" }];
    },
  };
}

/** Of several audiences of a campaign that were ended at once, the present one is the latest. */
function byEnd(one: GuardRecord, other: GuardRecord): number {
  return (one.standing.end?.at ?? 0) - (other.standing.end?.at ?? 0) || one.plan.version - other.plan.version;
}

export type EarlyEnds = ReturnType<typeof openEarlyEnds>;
