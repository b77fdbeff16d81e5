import type { GuardOrder, GuardRequest, ProbeState } from "../contract/rpc/rpc-guard.ts";
import type { Mood } from "../domain/guard/guard-notice.ts";
import {
  acceptReport,
  mergeShardReports,
  type GuardTotals,
  type ShardReport,
  type ShardReports,
} from "../domain/guard/guard-reports.ts";
import type { Verdict } from "../domain/guard/guard.ts";
import type { ToldReach } from "../domain/guard/one-word.ts";
import type { GuardPoint } from "../domain/guard/retrospective.ts";
import { applyMigrations } from "../storage/apply-migrations.ts";
import type { KnownPeople } from "./known-people.ts";
import { GUARD_MIGRATIONS } from "./migrations.ts";
import { openTiedPeople } from "./tied-people.ts";

/** A request as it is kept: with the exact verdict, of which what is told is made when it is sent. */
export interface PendingRequest extends Omit<GuardRequest, "verdict"> {
  readonly verdict: Verdict;
  /** What is told to the outside with it; missing in those that were kept before it was: what the verdict says. */
  readonly mood?: Mood;
}

/** The counts of which all that is told is told, until the next period. Exact. */
interface RenewedCounts {
  readonly period: number;
  readonly totals: GuardTotals;
}

/** What a guard remembers besides reports and history. */
export interface GuardNotes {
  readonly order: GuardOrder;
  /** What was told to the outside last. */
  readonly mood: Mood;
  /** How many requests the catalog has answered. */
  readonly answered: number;
  /** Sent, and not answered yet. */
  readonly pending: PendingRequest;
  readonly haltedBy: Verdict;
  readonly probe: ProbeState;
  readonly retrospective: "provisional" | "final";
  readonly people: KnownPeople;
  readonly renewed: RenewedCounts;
  /** What the catalog was told of those whom the campaign has reached. */
  readonly toldReach: ToldReach;
}

/** More points than a chart can show. */
const MOST_POINTS = 1_000;
const POINT_EVERY_MS = 5 * 60_000;

/** The guard's SQL. Every read is complete before it returns. */
export function openGuardStorage(storage: DurableObjectStorage) {
  applyMigrations(storage, GUARD_MIGRATIONS);
  const { sql } = storage;
  const tied = openTiedPeople(storage);
  let reports: ShardReports = new Map(
    sql
      .exec<{ body: string }>("SELECT body FROM reports")
      .toArray()
      // Parsed boundary: only `accept` writes this column.
      .map(({ body }) => JSON.parse(body) as ShardReport)
      .map((report) => [report.shard, report]),
  );

  function lastPoint(): GuardPoint | undefined {
    const [row] = sql.exec<{ body: string }>("SELECT body FROM history ORDER BY at DESC LIMIT 1").toArray();
    return row && (JSON.parse(row.body) as GuardPoint);
  }

  return {
    read<Name extends keyof GuardNotes>(name: Name): GuardNotes[Name] | undefined {
      const [row] = sql.exec<{ body: string }>("SELECT body FROM notes WHERE name = ?", name).toArray();
      // Parsed boundary: only `write` writes this column.
      return row && (JSON.parse(row.body) as GuardNotes[Name]);
    },

    /** Writes all of these notes, or none; an undefined one is removed. */
    write(notes: { readonly [Name in keyof GuardNotes]?: GuardNotes[Name] | undefined }): void {
      storage.transactionSync(() => {
        for (const [name, body] of Object.entries(notes)) {
          if (body === undefined) sql.exec("DELETE FROM notes WHERE name = ?", name);
          else sql.exec("INSERT OR REPLACE INTO notes (name, body) VALUES (?, ?)", name, JSON.stringify(body));
        }
      });
    },

    readReports(): ShardReports {
      return reports;
    },

    readTotals(): GuardTotals {
      return mergeShardReports(reports, tied.readRepeated(), tied.readEntered());
    },

    forgetMarks(): void {
      tied.forgetMarks();
    },

    /** Takes a report in; says whether it was new. */
    accept(report: ShardReport): boolean {
      const { tied: _takenIn, ...counts } = report;
      const next = acceptReport(reports, counts);
      if (next === reports) return false;
      storage.transactionSync(() => {
        tied.takeIn(report);
        sql.exec(
          "INSERT OR REPLACE INTO reports (shard, sequence, body) VALUES (?, ?, ?)",
          report.shard,
          report.sequence,
          JSON.stringify(counts),
        );
      });
      reports = next;
      return true;
    },

    readHistory(): readonly GuardPoint[] {
      return sql
        .exec<{ body: string }>("SELECT body FROM history ORDER BY at")
        .toArray()
        .map(({ body }) => JSON.parse(body) as GuardPoint);
    },

    /** Keeps a point of the chart where the verdict has changed, or some minutes after the last one. */
    addPoint(point: GuardPoint): void {
      const last = lastPoint();
      const isTurn = last?.action !== point.action || last.level !== point.level || last.stage !== point.stage;
      if (!isTurn && point.at < last.at + POINT_EVERY_MS) return;
      storage.transactionSync(() => {
        sql.exec(
          "INSERT OR REPLACE INTO history (at, is_turn, body) VALUES (?, ?, ?)",
          point.at,
          isTurn ? 1 : 0,
          JSON.stringify(point),
        );
        if (sql.exec<{ n: number }>("SELECT count(*) AS n FROM history").one().n <= MOST_POINTS) return;
        sql.exec(
          `DELETE FROM history WHERE at IN (
             SELECT at FROM (SELECT at, row_number() OVER (ORDER BY at) AS place FROM history WHERE is_turn = 0)
               WHERE place % 2 = 0)`,
        );
      });
    },
  };
}

export type GuardStorage = ReturnType<typeof openGuardStorage>;
