/** How often an hour a speaker may, for one person, do what costs work, or may show more than before. An `out` has no limit. */
const BUDGETS = {
  /** Switching on, wishing, accepting a gift, and taking an `out` back. */
  in: 30,
  /** Messages that switch nothing off. */
  message: 60,
  "page-link": 20,
} as const satisfies Record<string, number>;

export type BudgetKind = keyof typeof BUDGETS;

export const BUDGET_MS = 3_600_000;

/** What was used of a budget since it was opened. */
export interface Spending {
  /** Epoch milliseconds. */
  readonly openedAt: number;
  readonly used: number;
}

/**
 * The spending with one more, or the instant from which there is more to spend. A budget that was opened in what is now
 * the future was opened by a wrong clock, and is opened anew.
 */
export function spend(
  kind: BudgetKind,
  spending: Spending | undefined,
  now: number,
): { readonly spending: Spending } | { readonly retryAt: number } {
  const isOpen = spending !== undefined && spending.openedAt <= now && now < spending.openedAt + BUDGET_MS;
  if (!isOpen) return { spending: { openedAt: now, used: 1 } };
  if (spending.used >= BUDGETS[kind]) return { retryAt: spending.openedAt + BUDGET_MS };
  return { spending: { ...spending, used: spending.used + 1 } };
}
