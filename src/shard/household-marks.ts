import type { VersionedKey } from "../contract/settings.ts";
import { listHouseholds } from "../domain/condition/household.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { createMarks } from "../tokens/marks.ts";
import type { Subscribers } from "./subscribers.ts";

/** Tells by whom people belong together, as the operator has said, without telling to whom they belong. */
export function createHouseholdMarks(
  linkKeys: readonly VersionedKey[],
  subscribers: Subscribers,
  readRules: () => LoadedRuleset | undefined,
): (subscriberId: string) => readonly string[] {
  const marks = createMarks(linkKeys, "households");
  return (subscriberId) => {
    const attributes = readRules()?.ruleset.attributes ?? [];
    // Under every key, as two shards may come to know a new key at different times.
    return listHouseholds(attributes, subscribers.read(subscriberId).profile).flatMap(marks.everyOf);
  };
}
