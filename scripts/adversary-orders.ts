/** What the adversary is to do. */
export interface AdversaryOrders {
  readonly seeds: readonly number[];
  /** Runs a seed, each in a world of its own. */
  readonly runs: number;
  /** Acts a run, at most. */
  readonly longest: number;
  /** Kinds of acts that are left out, to look behind a fault that is known. */
  readonly without: readonly string[];
  /** The name of a fault that is planted, to see whether it is found. */
  readonly fault?: string | undefined;
}

/** Sized for the tests of every day: the same acts each time, about 15 seconds of each kind. */
export const EVERY_DAY: AdversaryOrders = { seeds: [1], runs: 12, longest: 120, without: [] };

declare module "vitest" {
  interface ProvidedContext {
    adversary: AdversaryOrders;
  }
}

const VARIABLE = "ADVERSARY_ORDERS";

/** Orders for a run by hand come in a variable, as the project is one of vitest's. */
export function readAdversaryOrders(variables: Readonly<Record<string, string | undefined>>): AdversaryOrders {
  const text = variables[VARIABLE];
  if (text === undefined) return EVERY_DAY;
  // Parsed boundary: only `writeAdversaryOrders` writes this variable.
  return JSON.parse(text) as AdversaryOrders;
}

export function writeAdversaryOrders(orders: AdversaryOrders): Readonly<Record<string, string>> {
  return { [VARIABLE]: JSON.stringify(orders) };
}
