import type { Metrics } from "./metrics.ts";

/** What handlers may ask of whoever watches the requests. */
export interface Observed {
  /** Whether anybody looks at what was decided. */
  readonly reads: boolean;
  /** Undefined unless `METRICS=on`. */
  readonly metrics: Metrics | undefined;
}
