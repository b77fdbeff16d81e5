import type { Campaign } from "../domain/campaign/campaign.ts";
import type { Decoration } from "../domain/campaign/decoration.ts";
import type { AttributeValue } from "../domain/condition/attribute.ts";
import { compileSegments } from "../domain/condition/compile-segments.ts";
import { sharedPins, type Pins } from "../domain/condition/condition-pins.ts";
import type { Definitions } from "../contract/definitions.ts";
import { compileLinearPattern } from "../regex/linear-regex.ts";
import type { Snapshot } from "./snapshot.ts";

/** What people may be shown of a campaign: what is live, or what may start any day. */
export type Showing = Pick<Snapshot, "campaign" | "segments" | "decoration"> & {
  /** Two people want it: whatever lets people see it shows what both knew of. */
  readonly isByTwo?: boolean;
  /** It runs, and goes on so: who does not have it yet comes little by little. */
  readonly goesOn?: boolean;
};

/** Of some, those that are shown in place of a campaign to people whom it may reach unasked. */
export function listAbove(
  below: Showing,
  others: readonly Showing[],
  attributes: Definitions["attributes"],
): readonly Campaign[] {
  return others.flatMap((other) => (liesAbove(other, below, attributes) ? [other.campaign] : []));
}

/**
 * Whether one is shown in place of the other to people whom that may reach unasked. By whom a wish was entered can't be told ahead, so what
 * has to be asked for lies above as well.
 */
export function liesAbove(one: Showing, below: Showing, attributes: Definitions["attributes"]): boolean {
  const [higher, lower] = [one.campaign, below.campaign];
  if (higher.key === lower.key || !isUnasked(lower)) return false;
  // Whoever sees the same sees it all along.
  if (isSameLook(one.decoration, below.decoration)) return false;
  const isFirst = higher.priority > lower.priority || (higher.priority === lower.priority && higher.key < lower.key);
  return isFirst && mayReachSame(pinsOf(one, attributes), pinsOf(below, attributes), attributes);
}

function isUnasked({ delivery }: Campaign): boolean {
  return delivery === "default-on";
}

function isSameLook(one: Decoration, other: Decoration): boolean {
  return one.theme === other.theme && one.path === other.path;
}

function pinsOf({ campaign, segments }: Showing, attributes: Definitions["attributes"]): Pins {
  const dictionary = new Map(attributes.map((attribute) => [attribute.key, attribute]));
  const compiled = compileSegments(segments, dictionary, compileLinearPattern);
  return sharedPins(
    campaign.audience.include.map((key) => (compiled.ok ? compiled.value.get(key)?.pins : undefined) ?? NONE),
  );
}

const NONE: Pins = new Map<string, ReadonlySet<AttributeValue>>();

/** Two audiences that ask for different values of one fact have nobody in common, unless that fact is a list. */
function mayReachSame(one: Pins, other: Pins, attributes: Definitions["attributes"]): boolean {
  return [...one].every(([key, values]) => {
    const others = other.get(key);
    const isList = attributes.find((attribute) => attribute.key === key)?.type === "strings";
    return isList || others === undefined || [...values].some((value) => others.has(value));
  });
}
