import type { ConditionTrace } from "../../domain/condition/condition-explain.ts";

export type Trace = ConditionTrace;

/** A rule's trace as the service describes it. */
export function readTrace(trace: { readonly kind: string; readonly path: string; readonly matched: boolean }): Trace {
  // Parsed boundary: the contract has checked the head of the trace; the domain that wrote it defines the rest.
  return trace as Trace;
}
