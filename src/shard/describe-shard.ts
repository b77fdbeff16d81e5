import type { ShardAge, ShardStatus } from "../contract/rpc/rpc-tray.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import type { Trouble } from "../domain/trouble.ts";

/** What a shard decides with, and for how many people. */
export function describeStatus(rules: LoadedRuleset | undefined, subscribers: number): ShardStatus {
  return { rulesetVersion: rules?.ruleset.version ?? null, subscribers, problems: rules?.problems ?? [] };
}

/** How old what it decides with is, what it last reported, and what it does not manage to do. */
export function describeAge(
  rules: LoadedRuleset | undefined,
  reports: Pick<ShardAge, "reportedAt" | "reportsWaiting">,
  failingDuties: readonly Trouble[],
): ShardAge {
  const { version = null, compiledAt = null } = rules?.ruleset ?? {};
  return { rulesetVersion: version, compiledAt, ...reports, failingDuties };
}
