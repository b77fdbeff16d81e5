import type { ShardAge, ShardStatus } from "../contract/rpc/rpc-tray.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import type { FailingDuty } from "../domain/failing-duty.ts";
import { stopStateOf } from "../domain/decision/hold-to.ts";
import type { Possession } from "../domain/identity.ts";
import { digestOf } from "../tokens/digest.ts";

/** What a shard decides with, and for how many people. */
export function describeStatus(rules: LoadedRuleset | undefined, subscribers: number): ShardStatus {
  return { rulesetVersion: rules?.ruleset.version ?? null, subscribers, problems: rules?.problems ?? [] };
}

/** How old what it decides with is, what it last reported, and what it does not manage to do. */
export function describeAge(
  rules: LoadedRuleset | undefined,
  reports: Pick<ShardAge, "reportedAt">,
  failingDuties: readonly FailingDuty[],
): ShardAge {
  const { version = null, compiledAt = null } = rules?.ruleset ?? {};
  return { rulesetVersion: version, compiledAt, ...reports, failingDuties };
}

/** Shards of one isolate share a ruleset, and its digest. */
const digests = new WeakMap<LoadedRuleset, string>();

/** What the catalog brought it last, to the letter. */
export function describeHeld(
  rules: LoadedRuleset | undefined,
  readBody: () => string | undefined,
): Pick<Possession, "version" | "digest" | "stopState"> {
  if (rules === undefined) return { version: 0, digest: null, stopState: null };
  const digest = digests.get(rules) ?? digestOf(readBody() ?? "");
  digests.set(rules, digest);
  return { version: rules.ruleset.version, digest, stopState: stopStateOf(rules.ruleset) };
}
