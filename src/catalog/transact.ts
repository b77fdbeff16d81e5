import type { Failure } from "../contract/problem.ts";

/** Runs a change as one transaction; a failure that it answers undoes all of it. */
export type Transact = (change: () => Failure | undefined) => Failure | undefined;

/** Thrown, and caught, only here. */
const UNDO = new Error("undo");

export function openTransact(storage: DurableObjectStorage): Transact {
  return (change) => {
    let failure: Failure | undefined;
    try {
      storage.transactionSync(() => {
        failure = change();
        if (failure !== undefined) throw UNDO;
      });
    } catch (error) {
      if (error !== UNDO) throw error;
    }
    return failure;
  };
}
