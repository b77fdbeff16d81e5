import type { GuardOrder, ThemePolicy } from "../contract/rpc/rpc-guard.ts";
import type { GuardPlan, GuardStanding } from "../domain/guard/guard-standing.ts";
import type { Retrospective } from "../domain/guard/retrospective.ts";

/** An order with how far it has come. */
export interface GuardRecord extends GuardOrder {
  /** The revision that the guard is known to have. */
  readonly followed: number;
  /** The guard's latest request that was answered. */
  readonly answered: number;
  /** To how many people what it watches has come unasked, as far as it has told. */
  readonly reached: number;
}

type GuardRow = {
  plan: string;
  standing: string;
  revision: number;
  followed: number;
  answered: number;
  reached: number;
};

type ThemeRow = {
  theme: string;
  halted_by: string;
  halted_at: number;
  reviewed_by: string | null;
  reviewed_at: number | null;
  reason: string | null;
};

/** The SQL of what the catalog knows of guards, of what was learnt, and of themes under review. */
export function openGuardRecords({ sql }: DurableObjectStorage) {
  function listHalts(theme: string): readonly string[] {
    return sql
      .exec<{ guard: string }>("SELECT guard FROM theme_halts WHERE theme = ? ORDER BY guard", theme)
      .toArray()
      .map(({ guard }) => guard);
  }

  return {
    find(guard: string): GuardRecord | undefined {
      return sql.exec<GuardRow>("SELECT * FROM guards WHERE guard = ?", guard).toArray().map(toRecord)[0];
    },

    /** The guard of a campaign's latest start. */
    findLatest(campaign: string): GuardRecord | undefined {
      return sql
        .exec<GuardRow>("SELECT * FROM guards WHERE campaign = ? ORDER BY version DESC LIMIT 1", campaign)
        .toArray()
        .map(toRecord)[0];
    },

    /** Of every start of a campaign there ever was. */
    listOf(campaign: string): readonly GuardRecord[] {
      return sql.exec<GuardRow>("SELECT * FROM guards WHERE campaign = ?", campaign).toArray().map(toRecord);
    },

    /** Those that were ended before their season was over, while it still is not. */
    listEndedEarly(now: number): readonly GuardRecord[] {
      return sql
        .exec<GuardRow>(
          `SELECT * FROM guards WHERE is_open = 0 AND standing ->> '$.end.kind' NOT IN ('superseded', 'completed')
             AND plan ->> '$.season.until' > ? ORDER BY guard`,
          now,
        )
        .toArray()
        .map(toRecord);
    },

    /** Those that were started or ended since, and those whose campaigns have not ended. */
    listActiveSince(since: number): readonly GuardRecord[] {
      return sql
        .exec<GuardRow>(
          `SELECT * FROM guards WHERE is_open = 1 OR plan ->> '$.startedAt' > ?1 OR standing ->> '$.end.at' > ?1
             ORDER BY guard`,
          since,
        )
        .toArray()
        .map(toRecord);
    },

    /** Those whose campaigns have not ended. */
    listOpen(): readonly GuardRecord[] {
      return sql.exec<GuardRow>("SELECT * FROM guards WHERE is_open = 1").toArray().map(toRecord);
    },

    /** Those that do not have their latest order. */
    listUnfollowed(): readonly GuardRecord[] {
      return sql.exec<GuardRow>("SELECT * FROM guards WHERE followed < revision").toArray().map(toRecord);
    },

    /** Writes a guard's order under the next revision. */
    write(plan: GuardPlan, standing: GuardStanding): void {
      sql.exec(
        `INSERT INTO guards (guard, campaign, version, plan, standing, is_open) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
           ON CONFLICT (guard) DO UPDATE SET standing = ?5, is_open = ?6, revision = revision + 1`,
        plan.guard,
        plan.campaign,
        plan.version,
        JSON.stringify(plan),
        JSON.stringify(standing),
        standing.end === null ? 1 : 0,
      );
    },

    noteFollowed({ plan, revision }: GuardOrder): void {
      sql.exec("UPDATE guards SET followed = max(followed, ?) WHERE guard = ?", revision, plan.guard);
    },

    /** The guard may not have its order any more. */
    forgetFollowed(guard: string): void {
      sql.exec("UPDATE guards SET followed = 0 WHERE guard = ?", guard);
    },

    /** The guard has a later order, which this catalog has forgotten: the next one must be later still. */
    raiseRevision(guard: string, above: number): void {
      sql.exec("UPDATE guards SET revision = max(revision, ?) + 1, followed = 0 WHERE guard = ?", above, guard);
    },

    /** It only rises: what a guard says late, twice, or from an older copy of itself takes nothing back. */
    noteReached(guard: string, reached: number): void {
      sql.exec("UPDATE guards SET reached = max(reached, ?) WHERE guard = ?", reached, guard);
    },

    noteAnswered(guard: string, sequence: number): void {
      sql.exec("UPDATE guards SET answered = ? WHERE guard = ?", sequence, guard);
    },

    writeRetrospective(retrospective: Retrospective): void {
      const { guard, campaign, category, endedAt } = retrospective;
      sql.exec(
        "INSERT OR REPLACE INTO retrospectives (guard, campaign, category, ended_at, body) VALUES (?, ?, ?, ?, ?)",
        guard,
        campaign,
        category,
        endedAt,
        JSON.stringify(retrospective),
      );
    },

    /** Exact, newest first. */
    listRetrospectives(by: "campaign" | "category", key: string): readonly Retrospective[] {
      return sql
        .exec<{ body: string }>(`SELECT body FROM retrospectives WHERE ${by} = ? ORDER BY ended_at DESC, guard`, key)
        .toArray()
        .map(({ body }) => JSON.parse(body) as Retrospective);
    },

    listThemes(): readonly ThemePolicy[] {
      return sql
        .exec<ThemeRow>("SELECT * FROM halted_themes ORDER BY theme")
        .toArray()
        .map((row) => toThemePolicy(row, listHalts(row.theme)));
    },

    /** A theme that was halted again has to be reviewed again. All that was halted before a review is forgotten with it. */
    blockTheme(theme: string, haltedBy: string, haltedAt: number): void {
      sql.exec(
        `DELETE FROM theme_halts WHERE theme = ?1
           AND theme IN (SELECT theme FROM halted_themes WHERE reviewed_by IS NOT NULL)`,
        theme,
      );
      sql.exec("INSERT OR IGNORE INTO theme_halts (theme, guard) VALUES (?, ?)", theme, haltedBy);
      sql.exec(
        "INSERT OR REPLACE INTO halted_themes (theme, halted_by, halted_at) VALUES (?, ?, ?)",
        theme,
        haltedBy,
        haltedAt,
      );
    },

    writeReview(theme: string, by: string, at: number, reason: string): void {
      sql.exec(
        "UPDATE halted_themes SET reviewed_by = ?, reviewed_at = ?, reason = ? WHERE theme = ?",
        by,
        at,
        reason,
        theme,
      );
    },
  };
}

export type GuardRecords = ReturnType<typeof openGuardRecords>;

function toRecord({ plan, standing, revision, followed, answered, reached }: GuardRow): GuardRecord {
  return {
    // Parsed boundary: only `write` writes these columns.
    plan: JSON.parse(plan) as GuardPlan,
    standing: JSON.parse(standing) as GuardStanding,
    revision,
    followed,
    answered,
    reached,
  };
}

function toThemePolicy(row: ThemeRow, halts: readonly string[]): ThemePolicy {
  const { theme, halted_by: haltedBy, halted_at: haltedAt, reviewed_by: by, reviewed_at: at, reason } = row;
  const review = by === null || at === null ? null : { by, at, reason: reason ?? "" };
  return { theme, haltedBy, halts: [...new Set([...halts, haltedBy])].toSorted(), haltedAt, review };
}
