import type { ChangesSlice } from "../contract/rpc/rpc-care.ts";
import type { Erasures } from "./erasures.ts";
import type { History } from "./history.ts";

/**
 * The words and erasures of all people seen as news, in one order: who, when and where, never what. Without a position, only
 * where the end is now. Numbers only rise, also when rows are erased.
 */
export function listChanges(history: History, erasures: Erasures, after: number | null, limit: number): ChangesSlice {
  if (after === null) return { changes: [], cursor: history.lastNumber(), isLast: true };
  const found = [...history.listAfter(after, limit), ...erasures.listAfter(after, limit)];
  const next = found.toSorted((one, other) => one.id - other.id).slice(0, limit);
  return {
    changes: next.map(({ id: _number, ...change }) => change),
    cursor: next.at(-1)?.id ?? after,
    isLast: found.length < limit,
  };
}
