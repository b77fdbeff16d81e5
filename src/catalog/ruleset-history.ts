import { sayMissing } from "../domain/missing-texts.ts";
import { inBoth, type Failure } from "../contract/problem.ts";
import type { PastRuleset, RulesetChanges, RulesetSummary } from "../contract/rpc/rpc-control.ts";
import { diffJson } from "../domain/json-diff.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { Json } from "../domain/json.ts";
import { readServiceWord } from "../domain/service-word.ts";
import type { Proposals } from "./proposals.ts";
import type { CatalogStorage, LiveWorld } from "./storage.ts";

/** Every ruleset there was, newest first. */
export function listRulesets(storage: CatalogStorage): readonly RulesetSummary[] {
  return storage.listRulesets().map(({ version, compiledAt, inForceFrom, cause, by, live }) => ({
    version,
    compiledAt,
    inForceFrom,
    cause,
    by,
    stopped: live.stopped,
    campaigns: live.campaigns.map(({ snapshot, state }) => ({
      key: snapshot.campaign.key,
      label: snapshot.campaign.label,
      state,
    })),
  }));
}

/** The ruleset that was in force at an instant; null if none was. */
export function readPastRuleset(storage: CatalogStorage, at: number): PastRuleset | null {
  const found = storage.readRulesetAt(at);
  if (found === undefined) return null;
  return { version: found.version, body: found.version === storage.latestVersion() ? null : found.body };
}

/** What is live in one ruleset and not in another, in the words of the definitions. */
export function diffRulesets(
  storage: CatalogStorage,
  proposals: Pick<Proposals, "read">,
  from: number,
  to: number,
): Result<RulesetChanges, Failure> {
  const worlds = new Map(storage.listRulesets().map((ruleset) => [ruleset.version, ruleset.live]));
  const [before, after] = [worlds.get(from), worlds.get(to)];
  if (before === undefined || after === undefined) {
    const missing = before === undefined ? from : to;
    return fail({ type: "not-found", ...inBoth(sayMissing("ruleset", missing)) });
  }
  return succeed({
    changes: diffJson(byCampaign(before), byCampaign(after)),
    policy: listCarried(storage, Math.min(from, to), Math.max(from, to)).flatMap(
      (id) => proposals.read(id)?.shown?.lines ?? [],
    ),
  });
}

/** The proposals that were carried after one version and until another, in their order: policy changes by nothing else. */
function listCarried(storage: CatalogStorage, after: number, until: number): readonly number[] {
  return storage
    .listRulesets()
    .filter(({ version }) => after < version && version <= until)
    .toSorted((one, other) => one.version - other.version)
    .flatMap(({ cause }) => {
      const word = readServiceWord(cause);
      return word?.code === "proposal" ? [word.id] : [];
    });
}

/** Campaigns by key instead of by place, so that differences name them. */
export function byCampaign({ stopped, campaigns }: LiveWorld): Json {
  const named = Object.fromEntries(campaigns.map((entry) => [entry.snapshot.campaign.key, entry]));
  return JSON.parse(JSON.stringify({ stopped, campaigns: named })) as Json;
}
