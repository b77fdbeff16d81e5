import type { Facts } from "./attribute.ts";
import type { Label } from "./label.ts";

/** Plain JSON, as conditions are written and stored. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A condition as written: the MongoDB-style dialect of GrowthBook's SDKs, plus `$inSegment` and `$notInSegment`. */
export type Condition = { readonly [key: string]: Json };

/** A person that a segment must, or must not, match; the segment's file is its own test. */
export interface SegmentExample {
  readonly description: string;
  readonly attributes: Facts;
  readonly matches: boolean;
}

/** A named audience. */
export interface Segment {
  readonly key: string;
  readonly label: Label;
  readonly condition: Condition;
  readonly examples: readonly SegmentExample[];
}
