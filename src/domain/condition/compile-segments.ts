import type { AttributeDictionary } from "./attribute.ts";
import { quote, type ConditionIssue } from "./condition-issue.ts";
import { readCondition, type Reading } from "./condition-read.ts";
import { linkCondition, type CompiledCondition, type CompilePattern, type ConditionTrace } from "./condition.ts";
import { fail, succeed, type Result } from "../result.ts";
import type { Segment } from "./segment.ts";

/** How many segments may use one another in a row. */
export const MAXIMUM_CHAIN = 16;
/** How many parts a segment may have when those of the segments it uses count as well, each time they are used. */
const MAXIMUM_EXPANDED_SIZE = 5_000;

const NONE_NEW: ReadonlySet<string> = new Set();

export type SegmentIssue = ConditionIssue & { readonly segment: string };

/**
 * Compiles segments, which may use one another. If anything is wrong with any of them it refuses all, naming every
 * fault; a cycle is named at each segment on it. Those that are new, being written just now, may name no time zone that
 * does not exist; in those that were kept already, such a name fits nobody.
 */
export function compileSegments(
  segments: readonly Segment[],
  attributes: AttributeDictionary,
  compilePattern: CompilePattern,
  newKeys: ReadonlySet<string> = NONE_NEW,
): Result<ReadonlyMap<string, CompiledCondition>, readonly SegmentIssue[]> {
  const keys = new Set(segments.map((segment) => segment.key));
  const readings = new Map<string, Reading>();
  const issues: SegmentIssue[] = [];
  for (const { key, condition } of segments) {
    if (readings.has(key)) issues.push(issueOf(key, "duplicate-segment", `there are two segments ${quote(key)}`));
    const isNew = newKeys.has(key);
    const reading = readCondition(condition, { attributes, segments: keys, compilePattern, isNew });
    issues.push(...reading.issues.map((issue) => ({ ...issue, segment: key })));
    readings.set(key, reading);
  }
  const { ordered, entangled } = orderByUse(readings);
  issues.push(...findCycles(entangled), ...findOversized(ordered));
  if (issues.length > 0) return fail(issues);

  const compiled = new Map<string, CompiledCondition>();
  for (const [key, reading] of ordered) {
    compiled.set(
      key,
      linkCondition(reading, (used) => compiled.get(used)),
    );
  }
  return succeed(compiled);
}

/** An example that turned out otherwise than its segment promises. */
export interface ExampleIssue {
  readonly segment: string;
  /** Such as `examples[2]`. */
  readonly path: string;
  readonly message: string;
  /** Why the segment did, or did not, match. */
  readonly trace: ConditionTrace;
}

/** Tries the examples of every segment that was compiled. */
export function checkExamples(
  segments: readonly Segment[],
  compiled: ReadonlyMap<string, CompiledCondition>,
): readonly ExampleIssue[] {
  return segments.flatMap(({ key, examples }) =>
    examples.flatMap(({ description, attributes, matches }, index) => {
      const trace = compiled.get(key)?.explain(attributes);
      if (trace === undefined || trace.matched === matches) return [];
      const message = `“${description}” should ${matches ? "match, but does not" : "not match, but does"}`;
      return [{ segment: key, path: `examples[${index}]`, message, trace }];
    }),
  );
}

type Readings = ReadonlyMap<string, Reading>;

/** Puts segments after those that they use; entangled are those on a cycle, or using one that is. */
function orderByUse(readings: Readings): { readonly ordered: Readings; readonly entangled: Readings } {
  const ordered = new Map<string, Reading>();
  const waiting = new Map(readings);
  let settled: number;
  do {
    settled = ordered.size;
    for (const [key, reading] of waiting) {
      if (reading.references.some(({ segment }) => waiting.has(segment))) continue;
      waiting.delete(key);
      ordered.set(key, reading);
    }
  } while (ordered.size > settled);
  return { ordered, entangled: waiting };
}

function findCycles(entangled: Readings): readonly SegmentIssue[] {
  return [...entangled].flatMap(([key, { references }]) => {
    const cycle = findCycle(key, entangled);
    if (cycle === undefined) return [];
    const path = references.find(({ segment }) => segment === cycle[1])?.path;
    const shown = cycle.length > 12 ? [...cycle.slice(0, 10), "…", key] : cycle;
    return [issueOf(key, "segment-cycle", `the segment uses itself: ${shown.join(" → ")}; break the circle`, path)];
  });
}

/** The shortest way from a segment back to itself. */
function findCycle(start: string, readings: Readings): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const key of queue) {
    for (const { segment: next } of readings.get(key)?.references ?? []) {
      if (next === start) return [...wayTo(key, cameFrom), start];
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, key);
      queue.push(next);
    }
  }
  return undefined;
}

function wayTo(key: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const way: string[] = [];
  for (let step: string | undefined = key; step !== undefined; step = cameFrom.get(step)) way.push(step);
  return way.reverse();
}

/** Bounds what one test can cost: segments that use each other twice would double it at each step. */
function findOversized(ordered: Readings): readonly SegmentIssue[] {
  const issues: SegmentIssue[] = [];
  const measures = new Map<string, { readonly chain: number; readonly size: number }>();
  for (const [key, reading] of ordered) {
    const used = reading.references.flatMap(({ segment }) => measures.get(segment) ?? []);
    const chain = used.reduce((longest, part) => Math.max(longest, part.chain), 0) + 1;
    const size = used.reduce((sum, part) => sum + part.size, reading.size);
    measures.set(key, { chain, size });
    if (chain > MAXIMUM_CHAIN) {
      const message = `segments use one another ${chain} in a row; at most ${MAXIMUM_CHAIN} may`;
      issues.push(issueOf(key, "too-deep", message));
    }
    if (size > MAXIMUM_EXPANDED_SIZE) {
      const message = `with the segments it uses it has ${size} parts; at most ${MAXIMUM_EXPANDED_SIZE} are allowed`;
      issues.push(issueOf(key, "too-large", message));
    }
  }
  return issues;
}

function issueOf(segment: string, code: ConditionIssue["code"], message: string, path = "$"): SegmentIssue {
  return { segment, path, message, code };
}
