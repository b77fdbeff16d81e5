import type { ProposalPage, ProposalState, ProposedChange } from "../contract/rpc/rpc-policy.ts";
import type { Direction } from "../domain/policy/policy-change.ts";
import type { Overtaken } from "../domain/policy/overtaken.ts";
import type { PolicyLine } from "../domain/policy/policy-line.ts";

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

/** The SQL of what people want changed in policy. */
export function openProposals({ sql }: DurableObjectStorage) {
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
      return sql.exec<StoredProposal>("SELECT * FROM proposals WHERE id = ?", id).toArray().map(toRow)[0];
    },

    /** Those that are open no more, newest first; `before`: only from before this id on. */
    listClosed({ before, limit }: ProposalPage): readonly ProposalRow[] {
      return sql
        .exec<StoredProposal>(
          "SELECT * FROM proposals WHERE state <> 'open' AND id < ? ORDER BY id DESC LIMIT ?",
          before ?? Number.MAX_SAFE_INTEGER,
          limit,
        )
        .toArray()
        .map(toRow);
    },

    listOpen(): readonly ProposalRow[] {
      return sql.exec<StoredProposal>("SELECT * FROM proposals WHERE state = 'open' ORDER BY id").toArray().map(toRow);
    },

    /** Policy is changed by nothing else, so this is its version. */
    countCarried(): number {
      return sql.exec<{ carried: number }>("SELECT count(*) AS carried FROM proposals WHERE state = 'carried'").one()
        .carried;
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

function toRow(row: StoredProposal): ProposalRow {
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
    closed: by === null || at === null ? null : { by, at, why },
  };
}
