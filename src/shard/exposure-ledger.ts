import type { ComplaintRequest } from "../contract/rpc/rpc-guard.ts";
import type { ShardAge } from "../contract/rpc/rpc-tray.ts";
import type { PlacedTheme, Scope } from "../domain/decision/choice.ts";
import {
  countChange,
  isAbout,
  keepTied,
  listCounted,
  listCountedAs,
  NO_COUNTS,
  noteEvent,
  NOT_EXPOSED,
  shortenMarks,
  type ExposureCounts,
  type ExposureEvent,
} from "../domain/guard/exposure.ts";
import { entererOf } from "../domain/guard/entered-words.ts";
import type { CountedAct, ShardReport, TiedPerson } from "../domain/guard/guard-reports.ts";
import type { LoadedCampaign } from "../domain/decision/loaded-campaign.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import type { Watch } from "../domain/decision/ruleset.ts";
import type { CountedMarks } from "./counted-marks.ts";
import { parseExposures, type Subscribers } from "./subscribers.ts";

/** A third of the time after which silence counts as stale: two signs of life in a row may be lost. */
const SIGN_OF_LIFE_MS = 10 * 60_000;
const KEPT_AFTER_CLOSING_MS = 30 * 24 * 3_600_000;

/** By what a person who minds belongs together with others, as marks: households, and a press for several lines. */
interface Ties {
  readonly households: readonly string[];
  readonly press: readonly string[];
  /** Who says it for them. */
  readonly enteredBy?: string | undefined;
}

const NO_TIES: Ties = { households: [], press: [] };

/** How a word was said: by one press for several lines, or by somebody else. */
interface Manner {
  readonly pressMarks?: readonly string[] | undefined;
  /** As records name them. */
  readonly enteredBy?: string | undefined;
}

export interface DueReport {
  readonly guard: string;
  readonly report: ShardReport;
}

/** A guard's campaign as this shard counts it. */
interface WatchedCampaign {
  readonly guard: string;
  readonly campaign: string;
  readonly theme: PlacedTheme;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly counts: ExposureCounts;
  /** Rises with every change and every report. */
  readonly sequence: number;
  /** The latest report that the guard has acknowledged. */
  readonly acknowledged: number;
  readonly reportedAt: number;
}

type WatchRow = {
  guard: string;
  campaign: string;
  theme: string;
  category: string;
  former: string;
  opens_at: number;
  closes_at: number;
  counts: string;
  sequence: number;
  acknowledged: number;
  reported_at: number;
};

/**
 * Who saw which campaign first when, and what they then did; and the counts of it for the guards. A person's exposures
 * stand in the one row that a decision reads anyway, so a phone that asks again costs neither a second read nor a
 * write. Each change is one transaction with its counts, so the counts are exact through any crash.
 */
export function openExposureLedger(
  storage: DurableObjectStorage,
  subscribers: Subscribers,
  /** The shard's present clock, for a request that says what time it is. */
  presentAt: (at: number) => number,
  /** Whom a person belongs together with: those who have one of these marks too. */
  marksOf: (subscriberId: string) => readonly string[],
  /** As what people were counted of whom all else was erased. */
  countedMarks: CountedMarks,
) {
  const { sql } = storage;

  function readWatched(): readonly WatchedCampaign[] {
    return sql.exec<WatchRow>("SELECT * FROM watched_campaigns ORDER BY guard").toArray().map(toWatched);
  }

  /** Takes an event in for one guard; says whether anything was counted. */
  function note(subscriberId: string, guard: string, event: ExposureEvent, ties = NO_TIES): boolean {
    return storage.transactionSync(() => {
      const watched = readWatched();
      const campaign = watched.find((candidate) => candidate.guard === guard);
      if (campaign === undefined || subscribers.isLeftOut(subscriberId)) return false;
      const exposures = parseExposures(subscribers.read(subscriberId).exposuresText);
      const exposure = exposures[guard] ?? NOT_EXPOSED;
      const changed = noteEvent(exposure, event);
      if (changed === exposure) return false;
      const kept = watched.flatMap(({ guard: key }) => {
        const known = exposures[key];
        return known === undefined ? [] : [[key, known] as const];
      });
      subscribers.writeExposures(subscriberId, { ...Object.fromEntries(kept), [guard]: changed });
      const former = countedMarks.read(guard, subscriberId);
      const counts = countChange(campaign.counts, exposure, changed, former);
      if (counts === campaign.counts) return false;
      sql.exec(
        "UPDATE watched_campaigns SET counts = ?, sequence = sequence + 1 WHERE guard = ?",
        JSON.stringify(counts),
        guard,
      );
      const counted = listCounted(exposure, changed, former);
      const marks = [...keepTied(exposure, ties.households), ...ties.press];
      const { enteredBy = null } = ties;
      if (counted.length > 0 && (marks.length > 0 || enteredBy !== null)) {
        sql.exec(
          "INSERT INTO tied_people (guard, counted, marks, entered_by) VALUES (?, ?, ?, ?)",
          guard,
          JSON.stringify(counted),
          JSON.stringify(marks),
          enteredBy,
        );
      }
      return true;
    });
  }

  function readTied(guard: string): readonly TiedPerson[] {
    return (
      sql
        .exec<{ entry: number; counted: string; marks: string; entered_by: string | null }>(
          "SELECT entry, counted, marks, entered_by FROM tied_people WHERE guard = ? ORDER BY entry",
          guard,
        )
        .toArray()
        // Parsed boundary: only `note` writes these columns.
        .map(({ entry, counted, marks, entered_by: enteredBy }) => ({
          entry,
          counted: JSON.parse(counted) as readonly CountedAct[],
          marks: JSON.parse(marks) as readonly string[],
          ...(enteredBy !== null && { enteredBy }),
        }))
    );
  }

  function isDue(campaign: WatchedCampaign, now: number): boolean {
    const { sequence, acknowledged, opensAt, closesAt, reportedAt } = campaign;
    const isOn = opensAt <= now && now <= closesAt;
    return sequence > acknowledged || (isOn && Math.abs(now - reportedAt) >= SIGN_OF_LIFE_MS);
  }

  return {
    /** Learns from a ruleset which campaigns are guarded. */
    follow({ ruleset, campaigns }: LoadedRuleset): void {
      storage.transactionSync(() => {
        sql.exec("DELETE FROM watched_campaigns WHERE closes_at < ?", ruleset.compiledAt - KEPT_AFTER_CLOSING_MS);
        sql.exec("DELETE FROM tied_people WHERE guard NOT IN (SELECT guard FROM watched_campaigns)");
        countedMarks.keepOnly(readWatched().map(({ guard }) => guard));
        const watched = campaigns.flatMap((campaign) => listWatches(campaign).map((watch) => ({ campaign, watch })));
        for (const { campaign, watch } of watched) {
          const { definition, theme, scopes } = campaign;
          sql.exec(
            `INSERT INTO watched_campaigns (guard, campaign, theme, category, opens_at, closes_at, counts, former)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
               ON CONFLICT (guard) DO UPDATE SET theme = ?3, category = ?4, opens_at = ?5, closes_at = ?6, former = ?8`,
            watch.guard,
            definition.key,
            theme.key,
            theme.category,
            watch.opensAt,
            watch.closesAt,
            JSON.stringify(NO_COUNTS),
            JSON.stringify([...scopes.former, ...scopes.elsewhere]),
          );
        }
      });
    },

    /**
     * Notes that a person is shown a campaign. `exposuresText` is the person's as just read, `watches` all of the campaign's,
     * first the one that is to count whom none has counted. Says whether it was counted.
     */
    noteShown(
      subscriberId: string,
      exposuresText: string,
      watches: readonly Watch[],
      shown: Pick<Extract<ExposureEvent, { kind: "shown" }>, "reason" | "at" | "isHearsay">,
    ): boolean {
      // As phones mostly ask about what they have seen before: what was first is written first, and all values are numbers.
      const hasSeen = ({ guard }: Watch) => exposuresText.includes(`${JSON.stringify(guard)}:{"seenAt":`);
      if (shown.reason === "segment" && watches.some(hasSeen)) return false;
      const exposures = parseExposures(exposuresText);
      const isCounted = ({ guard }: Watch) =>
        exposures[guard] !== undefined || countedMarks.read(guard, subscriberId).size > 0;
      const watch = (watches.length > 1 ? watches.find(isCounted) : undefined) ?? watches[0];
      if (watch === undefined) return false;
      const { guard, stage } = watch;
      const event = { ...shown, kind: "shown", stage, at: presentAt(shown.at) } as const;
      const exposure = exposures[guard] ?? NOT_EXPOSED;
      if (noteEvent(exposure, event) === exposure) return false;
      // Who asked for it is no evidence, whoever they belong together with.
      const ties = shown.reason === "segment" ? shortenMarks(marksOf(subscriberId)) : "";
      return note(subscriberId, guard, { ...event, ties });
    },

    /**
     * Holds an out or a complaint against every campaign about it that the person saw unasked; says whether it was counted.
     */
    noteWord(
      subscriberId: string,
      scope: Scope,
      said: Exclude<ExposureEvent, { kind: "shown" }>,
      { pressMarks = [], enteredBy = "self" }: Manner = {},
    ): boolean {
      const event = { ...said, at: presentAt(said.at) };
      const about = readWatched().filter(({ theme, closesAt }) => isAbout(scope, theme) && event.at <= closesAt);
      if (about.length === 0) return false;
      const ties = { households: marksOf(subscriberId), press: pressMarks, enteredBy: entererOf(enteredBy) };
      return about.map(({ guard }) => note(subscriberId, guard, event, ties)).includes(true);
    },

    /** A complaint that somebody has tagged. */
    noteComplaint({ subscriberId, scope, at, enteredBy }: ComplaintRequest): boolean {
      return this.noteWord(subscriberId, scope, { kind: "complained", at }, { enteredBy });
    },

    /**
     * Forgets what a person saw and did. As long as a campaign is watched it stays known that they were counted: else
     * whoever has everything erased and comes back would be one more person. Says whether there was anything.
     */
    forget(subscriberId: string): boolean {
      const exposures = parseExposures(subscribers.read(subscriberId).exposuresText);
      for (const { guard } of Object.keys(exposures).length === 0 ? [] : readWatched()) {
        const exposure = exposures[guard];
        if (exposure !== undefined) countedMarks.keep(guard, subscriberId, listCountedAs(exposure));
      }
      return subscribers.forgetExposures(subscriberId);
    },

    /** The starts of campaigns for which a person was counted before an erasure. */
    listCountedBefore(subscriberId: string): readonly string[] {
      return readWatched()
        .map(({ guard }) => guard)
        .filter((guard) => countedMarks.read(guard, subscriberId).size > 0);
    },

    /** The reports that are due. Each gets its number before it is sent, so that no number ever stands for two. */
    takeReports(shard: string, now: number): readonly DueReport[] {
      return storage.transactionSync(() =>
        readWatched()
          .filter((campaign) => isDue(campaign, now))
          .map(({ guard, sequence: last, counts }) => {
            const sequence = last + 1;
            sql.exec(
              "UPDATE watched_campaigns SET sequence = ?, reported_at = ? WHERE guard = ?",
              sequence,
              now,
              guard,
            );
            const tied = readTied(guard);
            return {
              guard,
              report: { shard, sequence, countedAt: now, ...counts, ...(tied.length > 0 && { tied }) },
            };
          }),
      );
    },

    acknowledge({ guard, report }: DueReport): void {
      sql.exec(
        "UPDATE watched_campaigns SET acknowledged = max(acknowledged, ?) WHERE guard = ?",
        report.sequence,
        guard,
      );
      const lastTied = report.tied?.at(-1);
      if (lastTied !== undefined) {
        sql.exec("DELETE FROM tied_people WHERE guard = ? AND entry <= ?", guard, lastTied.entry);
      }
    },

    /** When to send next, if nothing happens until then; what is new waits for `delayMs`. */
    nextReportAt(now: number, delayMs: number): number | undefined {
      const instants = readWatched().flatMap((campaign) => {
        const { sequence, acknowledged, opensAt, closesAt, reportedAt } = campaign;
        if (sequence > acknowledged) return [now + delayMs];
        return now <= closesAt ? [Math.max(opensAt, Math.min(reportedAt, now) + SIGN_OF_LIFE_MS)] : [];
      });
      return instants.length === 0 ? undefined : Math.min(...instants);
    },

    /** How old the reports are; `now` says which campaigns are open. */
    reportAge(now: number): Pick<ShardAge, "reportedAt"> {
      const watched = readWatched();
      const open = watched.filter(({ opensAt, closesAt }) => opensAt <= now && now <= closesAt);
      const reports = open.map(({ opensAt, reportedAt }) => Math.max(opensAt, reportedAt));
      return {
        reportedAt: reports.length === 0 ? null : Math.min(...reports),
      };
    },

    campaignOf(guard: string): string | undefined {
      return readWatched().find((candidate) => candidate.guard === guard)?.campaign;
    },
  };
}

/** For whose guards a campaign's people are counted: of its present audience, and of those that it had before. */
export function listWatches({ definition: { watch }, kept }: LoadedCampaign): readonly Watch[] {
  return [...(watch === undefined ? [] : [watch]), ...kept.flatMap(({ definition }) => definition.watch ?? [])];
}

export type ExposureLedger = ReturnType<typeof openExposureLedger>;

function toWatched(row: WatchRow): WatchedCampaign {
  return {
    guard: row.guard,
    campaign: row.campaign,
    // Parsed boundary: only `follow` writes this column.
    theme: { key: row.theme, category: row.category, former: JSON.parse(row.former) as Scope[] },
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    // Parsed boundary: only the ledger writes this column.
    counts: JSON.parse(row.counts) as ExposureCounts,
    sequence: row.sequence,
    acknowledged: row.acknowledged,
    reportedAt: row.reported_at,
  };
}
