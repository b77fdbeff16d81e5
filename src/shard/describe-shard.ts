import type { ShardAge, ShardStatus } from "../contract/rpc/rpc-tray.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";

/** What a shard decides with, and for how many people. */
export function describeStatus(rules: LoadedRuleset | undefined, subscribers: number): ShardStatus {
  return { rulesetVersion: rules?.ruleset.version ?? null, subscribers, problems: rules?.problems ?? [] };
}

/** How old what it decides with is, and what it last reported. */
export function describeAge(
  rules: LoadedRuleset | undefined,
  reports: Pick<ShardAge, "reportedAt" | "reportsWaiting">,
): ShardAge {
  const { version = null, compiledAt = null } = rules?.ruleset ?? {};
  return { rulesetVersion: version, compiledAt, ...reports };
}
