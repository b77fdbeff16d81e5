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
