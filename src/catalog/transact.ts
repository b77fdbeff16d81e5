import type { Failure } from "../contract/problem.ts";

/** Thrown, and caught, only here. */
const UNDO = new Error("undo");

/** Runs a change as one transaction; a failure that it answers undoes all of it. */
export function openTransact(storage: DurableObjectStorage) {
  return (change: () => Failure | undefined): Failure | undefined => {
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
