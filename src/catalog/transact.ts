import type { Result } from "../domain/result.ts";

/** Runs a change as one transaction, and answers what the change does; a failure undoes all of it. */
export type Transact = <Value, Failure>(change: () => Result<Value, Failure>) => Result<Value, Failure>;

/** Thrown, and caught, only here. */
class Undo<Failure> extends Error {
  failed: Result<never, Failure> | undefined;
}

export function openTransact(storage: DurableObjectStorage): Transact {
  return <Value, Failure>(change: () => Result<Value, Failure>) => {
    const undo = new Undo<Failure>();
    try {
      return storage.transactionSync(() => {
        const done = change();
        if (done.ok) return done;
        undo.failed = done;
        throw undo;
      });
    } catch (error) {
      if (error !== undo || undo.failed === undefined) throw error;
      return undo.failed;
    }
  };
}
