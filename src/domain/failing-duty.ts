/** A duty of an object that fails again and again; it is tried again by itself. */
export interface FailingDuty {
  readonly duty: string;
  /** Failures in a row. */
  readonly failures: number;
  /** When the first of them was. */
  readonly since: number;
  /** What is left undone, or what kind of error there was; nobody's data. */
  readonly reason: string;
  readonly nextTryAt: number;
}

/** One that has failed so often in a row is no passing trouble. */
const LASTING_FAILURES = 5;

export function isLasting({ failures }: FailingDuty): boolean {
  return failures >= LASTING_FAILURES;
}
