import { EMPTY_REPORT, type ImportReport } from "../contract/population.ts";
import type { ImportProgress } from "../contract/rpc/rpc-population.ts";

/** How long an import can be resumed, and a finished one answers the same report. */
const KEEP_MS = 30 * 86_400_000;

type LedgerRow = { run: number; last_line: number; digest: string; is_finished: number; report: string };

/** The SQL of resumable imports: one row for each Idempotency-Key of the last 30 days. */
export function openImportLedger({ sql }: DurableObjectStorage) {
  return {
    open(key: string, now: number): ImportProgress {
      sql.exec("DELETE FROM imports WHERE changed_at < ?", now - KEEP_MS);
      const { run, last_line, digest, is_finished, report } = sql
        .exec<LedgerRow>(
          `INSERT INTO imports (key, run, last_line, digest, is_finished, report, changed_at)
             VALUES (?, 1, 0, '', 0, ?, ?)
             ON CONFLICT (key) DO UPDATE SET run = run + 1, changed_at = excluded.changed_at
             RETURNING run, last_line, digest, is_finished, report`,
          key,
          JSON.stringify(EMPTY_REPORT),
          now,
        )
        .one();
      return {
        run,
        lastLine: last_line,
        digest,
        isFinished: is_finished === 1,
        // Parsed boundary: only `record` writes it; earlier versions counted fewer things.
        report: { ...EMPTY_REPORT, ...(JSON.parse(report) as Partial<ImportReport>) },
      };
    },

    record(key: string, { run, lastLine, digest, isFinished, report }: ImportProgress, now: number): boolean {
      const recorded = sql.exec(
        `UPDATE imports SET last_line = ?, digest = ?, is_finished = ?, report = ?, changed_at = ?
           WHERE key = ? AND run = ? RETURNING 1`,
        lastLine,
        digest,
        isFinished ? 1 : 0,
        JSON.stringify(report),
        now,
        key,
        run,
      );
      return recorded.toArray().length > 0;
    },
  };
}
