import { SMALLEST_SHOWN } from "../counts.ts";
import { DEFAULT_LIMITS, type Limits } from "../limits.ts";
import type { ToldRetrospective } from "./tell-retrospective.ts";

/** The share of people whose switching a decoration off counts as normal, and how it is known. */
export interface Tolerance {
  readonly p0: number;
  /** The guard of the quiet campaign that it was learnt from; null: nothing is known yet. */
  readonly learntFrom: string | null;
}

const LEAST_P0 = 0.001;
/** Twice what is usual: above 1.44 times p0 the evidence halts, so ordinary days stay clear of it. */
const P0_PER_USUAL_RATE = 2;
/** Fewer people say nothing of a rate of one in a thousand. */
const LEAST_EXPOSED = 5_000;

/**
 * What is normal for a category: twice the opt-out rate of its last quiet campaign, in [0.1 %, 0.5 %]; until there was
 * one 0.2 %, or 0.1 % if it is sensitive. What is learnt from campaigns that ran at the limit must not raise the limit again
 * and again, and where it is sensitive now nothing that was learnt raises it. A campaign was quiet if it ran to its end among enough people, without a
 * warning when it was over. It is learnt from what is told, as everybody sees what was learnt: few who minded are taken for 20,
 * and raise nothing.
 */
export function learnTolerance(
  isSensitive: boolean,
  ofCategory: readonly ToldRetrospective[],
  limits: Limits = DEFAULT_LIMITS,
): Tolerance {
  const [last] = ofCategory.filter(isQuiet).toSorted((one, other) => other.endedAt - one.endedAt);
  if (last === undefined) return { p0: isSensitive ? limits.sensitiveP0 : limits.ordinaryP0, learntFrom: null };
  const { exposed, optedOut } = last.totals;
  const rate = (optedOut ?? SMALLEST_SHOWN) / (exposed ?? LEAST_EXPOSED);
  const mostLearnt = optedOut === null ? Math.min(limits.ordinaryP0, limits.mostLearntP0) : limits.mostLearntP0;
  const greatest = isSensitive ? limits.sensitiveP0 : mostLearnt;
  const p0 = Math.min(greatest, Math.max(LEAST_P0, P0_PER_USUAL_RATE * rate));
  return { p0, learntFrom: last.guard };
}

function isQuiet({ isFinal, outcome, level, delivery, totals }: ToldRetrospective): boolean {
  return (
    isFinal &&
    outcome === "completed" &&
    level === "calm" &&
    delivery === "default-on" &&
    (totals.exposed ?? 0) >= LEAST_EXPOSED
  );
}
