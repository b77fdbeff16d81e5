import type { Facts } from "./attribute.ts";
import type { Json } from "../json.ts";
import type { Label } from "../label.ts";

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
