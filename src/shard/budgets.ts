import { spend, type BudgetKind, type Spending } from "../domain/decision/budget.ts";

type BudgetRow = { opened_at: number; used: number };

/** The SQL of what people have used of their hourly budgets. */
export function openBudgets({ sql }: DurableObjectStorage) {
  function read(subscriberId: string, kind: BudgetKind): Spending | undefined {
    const [row] = sql
      .exec<BudgetRow>("SELECT opened_at, used FROM budgets WHERE subscriber_id = ? AND kind = ?", subscriberId, kind)
      .toArray();
    return row && { openedAt: row.opened_at, used: row.used };
  }

  return {
    /** Takes one from the budget; if nothing is left, takes nothing and returns from when on there is more. */
    spend(subscriberId: string, kind: BudgetKind, now: number): number | undefined {
      const spent = spend(kind, read(subscriberId, kind), now);
      if ("retryAt" in spent) return spent.retryAt;
      sql.exec(
        "INSERT OR REPLACE INTO budgets (subscriber_id, kind, opened_at, used) VALUES (?, ?, ?, ?)",
        subscriberId,
        kind,
        spent.spending.openedAt,
        spent.spending.used,
      );
      return undefined;
    },

    forget(subscriberId: string): void {
      sql.exec("DELETE FROM budgets WHERE subscriber_id = ?", subscriberId);
    },
  };
}

export type Budgets = ReturnType<typeof openBudgets>;
