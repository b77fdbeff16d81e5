import type { ProposalPage, ProposalState, ProposedChange } from "../contract/rpc/rpc-policy.ts";
import type { Direction } from "../domain/policy/policy-change.ts";
import type { Overtaken } from "../domain/policy/overtaken.ts";
import type { PolicyLine } from "../domain/policy/policy-line.ts";
import type { Decline } from "../domain/policy/weigh-decline.ts";

/** What was said of a proposal when it ended. */
export interface ShownProposal {
  readonly direction: Direction;
  readonly lines: readonly PolicyLine[];
  /** Whose change of which row came first. Absent: none did, or an earlier release kept it. */
  readonly outdatedBy?: Overtaken;
}

export interface ProposalRow {
  readonly id: number;
  readonly changes: readonly ProposedChange[];
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly state: ProposalState;
  readonly shown: ShownProposal | null;
  /** Who declined what tightens, which one decline does not end; the first first. */
  readonly declines: readonly Decline[];
  readonly closed: { readonly by: string; readonly at: number; readonly why: string | null } | null;
}

type StoredProposal = {
  id: number;
  changes: string;
  reason: string;
  proposed_by: string;
  proposed_at: number;
  state: ProposalState;
  shown: string | null;
  closed_by: string | null;
  closed_at: number | null;
  closed_why: string | null;
};

type StoredDecline = { declined_by: string; declined_at: number; why: string | null };

/** The SQL of what people want changed in policy, and of who declined what. */
export function openProposals({ sql }: DurableObjectStorage) {
  function listDeclines(id: number): readonly Decline[] {
    return sql
      .exec<StoredDecline>(
        "SELECT declined_by, declined_at, why FROM proposal_declines WHERE proposal = ? ORDER BY entry",
        id,
      )
      .toArray()
      .map(({ declined_by: by, declined_at: at, why }) => ({ by, at, why }));
  }

  const toRows = (stored: readonly StoredProposal[]): readonly ProposalRow[] =>
    stored.map((row) => toRow(row, listDeclines(row.id)));

  return {
    add(changes: readonly ProposedChange[], reason: string, by: string, at: number): number {
      return sql
        .exec<{ id: number }>(
          "INSERT INTO proposals (changes, reason, proposed_by, proposed_at) VALUES (?, ?, ?, ?) RETURNING id",
          JSON.stringify(changes),
          reason,
          by,
          at,
        )
        .one().id;
    },

    read(id: number): ProposalRow | undefined {
      return toRows(sql.exec<StoredProposal>("SELECT * FROM proposals WHERE id = ?", id).toArray())[0];
    },

    /** Those that are open no more, newest first; `before`: only from before this id on. */
    listClosed({ before, limit }: ProposalPage): readonly ProposalRow[] {
      return toRows(
        sql
          .exec<StoredProposal>(
            "SELECT * FROM proposals WHERE state <> 'open' AND id < ? ORDER BY id DESC LIMIT ?",
            before ?? Number.MAX_SAFE_INTEGER,
            limit,
          )
          .toArray(),
      );
    },

    listOpen(): readonly ProposalRow[] {
      return toRows(sql.exec<StoredProposal>("SELECT * FROM proposals WHERE state = 'open' ORDER BY id").toArray());
    },

    /** Policy is changed by nothing else, so this is its version. */
    countCarried(): number {
      return sql.exec<{ carried: number }>("SELECT count(*) AS carried FROM proposals WHERE state = 'carried'").one()
        .carried;
    },

    /** Keeps a word against a proposal, which stays open for all that this does. */
    decline(id: number, { by, at, why }: Decline): void {
      sql.exec(
        "INSERT INTO proposal_declines (proposal, declined_by, declined_at, why) VALUES (?, ?, ?, ?)",
        id,
        by,
        at,
        why,
      );
    },

    close(id: number, state: ProposalState, shown: ShownProposal, by: string, at: number, why: string | null): void {
      sql.exec(
        "UPDATE proposals SET state = ?, shown = ?, closed_by = ?, closed_at = ?, closed_why = ? WHERE id = ?",
        state,
        JSON.stringify(shown),
        by,
        at,
        why,
        id,
      );
    },
  };
}

export type Proposals = ReturnType<typeof openProposals>;

function toRow(row: StoredProposal, declines: readonly Decline[]): ProposalRow {
  const { id, reason, state, proposed_by: proposedBy, proposed_at: proposedAt } = row;
  const { closed_by: by, closed_at: at, closed_why: why } = row;
  return {
    id,
    // Parsed boundary: only checked proposals are ever stored.
    changes: JSON.parse(row.changes) as ProposedChange[],
    reason,
    proposedBy,
    proposedAt,
    state,
    // Parsed boundary: only `close` writes this.
    shown: row.shown === null ? null : (JSON.parse(row.shown) as ShownProposal),
    declines,
    closed: by === null || at === null ? null : { by, at, why },
  };
}
