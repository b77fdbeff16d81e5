import { humanOrSelf, isOneHuman, type MakerOf } from "../domain/human-behind.ts";
import type { StartKind } from "../domain/campaign/lifecycle.ts";
import { guardNameOf } from "../domain/guard/guard-standing.ts";
import type { OwnReach } from "../domain/review/why-two.ts";
import type { GuardRecords } from "./guard-records.ts";

/** So long what somebody reached by their own word counts together. */
const COUNTED_FOR_MS = 30 * 86_400_000;

interface OwnReachTools {
  readonly records: Pick<GuardRecords, "listStartedSince">;
  readonly makerOf: MakerOf;
}

/** What people reach by their own word, over all their campaigns: ten small ones are as much as one that is large. */
export function openOwnReach({ records, makerOf }: OwnReachTools) {
  return {
    /** What some humans reach already besides a start of a campaign, which goes on with `how.version` if it amends. */
    of(campaign: string, humans: readonly string[], how: StartKind | undefined, now: number): OwnReach {
      const goesOn = how?.kind === "amend" ? guardNameOf(campaign, how.version) : undefined;
      const own = records.listStartedSince(now - COUNTED_FOR_MS).filter(({ plan, standing }) => {
        if (plan.delivery === "opt-in" || plan.guard === goesOn || standing.words === "two") return false;
        return (plan.wantedBy ?? []).some((who) =>
          humans.some((human) => isOneHuman(human, humanOrSelf(who, makerOf))),
        );
      });
      return {
        people: own.reduce((sum, { plan }) => sum + plan.audienceSize, 0),
        campaigns: [...new Set(own.map(({ plan }) => plan.campaign))],
      };
    },
  };
}

export type OwnReaches = ReturnType<typeof openOwnReach>;
