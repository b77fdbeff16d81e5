import { hasStandingOut, type Scope } from "../domain/decision/choice.ts";
import type { Subscribers } from "./subscribers.ts";

/** Few enough that others, between two pages, wait no longer than for some decisions. */
const PAGE_ROWS = 1_000;

/** How many people have an `out` at each scope that nothing said at that scope has lifted. */
export async function countOuts(subscribers: Subscribers, scopes: readonly Scope[]): Promise<readonly number[]> {
  const counts = scopes.map(() => 0);
  if (scopes.length === 0) return counts;
  for (let after = ""; ;) {
    const page = subscribers.scanFolds(after, PAGE_ROWS);
    for (const { choices } of page) {
      if (choices === null) continue;
      for (const [index, scope] of scopes.entries()) {
        if (hasStandingOut(choices, scope)) counts[index] = (counts[index] ?? 0) + 1;
      }
    }
    const last = page.at(-1)?.id;
    if (page.length < PAGE_ROWS || last === undefined) return counts;
    after = last;
    await scheduler.wait(0);
  }
}
