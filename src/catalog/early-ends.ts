import type { Decoration } from "../domain/campaign/decoration.ts";
import { guardNameOf, type GuardPlan } from "../domain/guard/guard-standing.ts";
import type { Lifecycle } from "../domain/campaign/lifecycle.ts";
import { haltedByPolicyAt } from "../domain/campaign/policy-halt.ts";
import { readRolledBackTo } from "../domain/review/rolled-back-to.ts";
import type { EarlyEnd, EndedSame } from "../domain/review/why-two.ts";
import type { GuardRecord, GuardRecords } from "./guard-records.ts";
import type { AuditLog } from "./audit-log.ts";
import type { KeptHalt } from "./kept-halts.ts";
import type { LookalikeFinder } from "./lookalikes.ts";
import type { Places } from "./places.ts";
import type { CatalogStorage } from "./storage.ts";

interface EarlyEndsTools {
  readonly storage: Pick<CatalogStorage, "listDefinitions" | "listKeptHalts">;
  readonly records: Pick<GuardRecords, "find" | "listEndedEarly">;
  readonly places: Pick<Places, "themesOf">;
  readonly lookalikes: Pick<LookalikeFinder, "isLikeTheme">;
  readonly audit: Pick<AuditLog, "find">;
}

/** What was shown, and by which campaign. */
type Planned = Pick<GuardPlan, "campaign" | "decoration" | "theme">;

/** A start that policy has halted. */
interface PolicyHalted extends Pick<EarlyEnd, "start" | "at"> {
  readonly plan: Planned;
}

/** Every theme that a decoration stands, or ever stood, under: a move to another is no way round a halt or a stop. */
export function themesEverOf(
  decoration: Pick<Decoration, "key" | "theme">,
  { themesOf }: Pick<Places, "themesOf">,
): ReadonlySet<string> {
  return new Set([decoration.theme, ...themesOf(decoration.key)]);
}

/** What was halted or stopped, and would come again by a campaign, under whatever key, or drawn alike under another theme. */
export function openEarlyEnds({ storage, records, places, lookalikes, audit }: EarlyEndsTools) {
  /** What of an ended start would come again; undefined: nothing. */
  function findSame(campaign: string, decoration: Decoration | undefined): (plan: Planned) => EndedSame | undefined {
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

  /** Whose stop it was; a rollback that ended it is one. */
  function whoStopped(campaign: string, at: number): Pick<EarlyEnd, "by" | "rollback"> {
    const entry = audit.find(`campaign/${campaign}`, "stop", at);
    if (entry === undefined) return {};
    const rollback = readRolledBackTo(entry.changes);
    return { by: entry.actor, ...(rollback === undefined ? {} : { rollback }) };
  }

  /** Halts of keys that nobody has started since they were deleted: what was, was started by two people who knew. */
  function listOfDeleted(): readonly KeptHalt[] {
    const rows = storage.listDefinitions("campaign").filter(({ lifecycle }) => lifecycle?.live !== undefined);
    const started = new Set(rows.map(({ key }) => key));
    return storage.listKeptHalts().filter(({ campaign }) => !started.has(campaign));
  }

  /** What policy has halted and nobody lifted: its own key for ever, and what would show the same, or a copy of it, for that season. */
  function listHaltedByPolicy(
    campaign: string,
    sameOf: (plan: Planned) => EndedSame | undefined,
    kept: readonly KeptHalt[],
    now: number,
  ): readonly EarlyEnd[] {
    const halts = storage
      .listDefinitions("campaign")
      .flatMap(({ key, lifecycle, snapshot }): readonly PolicyHalted[] => {
        const at = lifecycle && haltedByPolicyAt(lifecycle);
        if (lifecycle?.live === undefined || at === undefined || snapshot === undefined) return [];
        const start = guardNameOf(key, lifecycle.live.version);
        const { key: decoration, theme } = snapshot.decoration;
        return [{ start, at, plan: { campaign: key, decoration, theme } }];
      });
    const deleted = kept.flatMap(({ kind, campaign: key, start, at }): readonly PolicyHalted[] => {
      if (kind !== "halted-by-policy") return [];
      const plan = records.find(start)?.plan ?? { campaign: key, decoration: "", theme: "" };
      return [{ start, at, plan }];
    });
    const ends = [...halts, ...deleted].flatMap(({ start, at, plan }): readonly EarlyEnd[] => {
      const isItself = plan.campaign === campaign;
      const season = records.find(start)?.plan.season;
      const isOver = season !== undefined && season.until <= now;
      if (!isItself && isOver) return [];
      const same = isItself ? "campaign" : sameOf(plan);
      return same === undefined ? [] : [{ start, kind: "halted-by-policy", same, at }];
    });
    const isOwn = ({ same }: EarlyEnd) => Number(same === "campaign");
    return ends.toSorted((one, other) => one.at - other.at || isOwn(one) - isOwn(other));
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
          const at = standing.end?.at ?? plan.startedAt;
          if (same === undefined) return [];
          return [{ start: plan.guard, kind, same, at, ...(kind === "stopped" ? whoStopped(plan.campaign, at) : {}) }];
        });
      const kept = listOfDeleted();
      const byPolicy = listHaltedByPolicy(campaign, sameOf, kept, now);
      // What the guard halted comes back by two, also in a later season.
      const halted =
        haltOf(campaign, live) ?? kept.find((halt) => halt.campaign === campaign && halt.kind === "halted");
      if (halted === undefined || ended.some(({ start }) => start === halted.start)) return [...ended, ...byPolicy];
      const { start, at } = halted;
      return [...ended, { start, kind: "halted", same: "campaign", at }, ...byPolicy];
    },
  };
}

/** When the guard halted what is live, and which start that was. */
function haltOf(campaign: string, live: Lifecycle["live"]): Pick<EarlyEnd, "start" | "at"> | undefined {
  if (live?.haltedAt === undefined) return undefined;
  return { start: guardNameOf(campaign, live.version), at: live.haltedAt };
}

/** Of several audiences of a campaign that were ended at once, the present one is the latest. */
function byEnd(one: GuardRecord, other: GuardRecord): number {
  return (one.standing.end?.at ?? 0) - (other.standing.end?.at ?? 0) || one.plan.version - other.plan.version;
}

export type EarlyEnds = ReturnType<typeof openEarlyEnds>;
