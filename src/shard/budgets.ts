import type { ChooseRequest } from "../contract/rpc/rpc-tray.ts";
import { BUDGET_MS, spend, type BudgetKind, type Spending } from "../domain/decision/budget.ts";

/** Whose budget is used, and when. */
export type Speaker = Pick<ChooseRequest, "subscriberId" | "actor" | "channel" | "at" | "enteredBy">;

type BudgetRow = { opened_at: number; used: number };

/**
 * The SQL of what is used of hourly budgets: each speaker has one of their own, so that nobody who may do something for a
 * person, or holds a link of theirs, uses up what the person has.
 */
export function openBudgets({ sql }: DurableObjectStorage) {
  function read(subscriberId: string, kind: string): Spending | undefined {
    const [row] = sql
      .exec<BudgetRow>("SELECT opened_at, used FROM budgets WHERE subscriber_id = ? AND kind = ?", subscriberId, kind)
      .toArray();
    return row && { openedAt: row.opened_at, used: row.used };
  }

  return {
    /** Takes one from a speaker's budget; if nothing is left, takes nothing and returns from when on there is more. */
    spend({ subscriberId, actor, channel, at: now, enteredBy = actor }: Speaker, kind: BudgetKind): number | undefined {
      const name = `${kind} ${enteredBy} ${channel}`;
      const spent = spend(kind, read(subscriberId, name), now);
      if ("retryAt" in spent) return spent.retryAt;
      sql.exec("DELETE FROM budgets WHERE opened_at <= ?", now - BUDGET_MS);
      sql.exec(
        "INSERT OR REPLACE INTO budgets (subscriber_id, kind, opened_at, used) VALUES (?, ?, ?, ?)",
        subscriberId,
        name,
        spent.spending.openedAt,
        spent.spending.used,
      );
      return undefined;
    },
  };
}

export type Budgets = ReturnType<typeof openBudgets>;
