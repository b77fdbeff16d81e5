import { createMarks } from "../tokens/marks.ts";
import { createLinkTokens } from "../tokens/link-token.ts";
import { parseSettings, type Settings } from "../contract/settings.ts";
import { holdTo } from "../domain/decision/hold-to.ts";
import { loadRuleset } from "../domain/decision/load-ruleset.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { onceForEach } from "../domain/once-for-each.ts";
import type { Ruleset } from "../domain/decision/ruleset.ts";
import type { StopState } from "../domain/stop-state.ts";
import { compileLinearPattern } from "../regex/linear-regex.ts";

/** Shards of one isolate share the loaded ruleset: it is the same for all of them and never changed. */
let lastLoaded: { readonly body: string; readonly rules: LoadedRuleset } | undefined;

/** The ruleset (JSON text) that shards decide with, loaded once an isolate. */
export function loadShared(body: string): LoadedRuleset {
  if (lastLoaded?.body !== body) lastLoaded = { body, rules: loadOnce(body) };
  return lastLoaded.rules;
}

let lastHeld: { readonly rules: LoadedRuleset; readonly key: string; readonly held: LoadedRuleset } | undefined;

/** The same, without what a later ruleset has stopped. */
export function holdShared(rules: LoadedRuleset, stopState: StopState): LoadedRuleset {
  const key = JSON.stringify(stopState);
  if (lastHeld?.rules !== rules || lastHeld.key !== key) {
    const held = holdTo(rules.ruleset, stopState);
    lastHeld = { rules, key, held: held === undefined ? rules : loadRuleset(held, compileLinearPattern) };
  }
  return lastHeld.held;
}

/** Shards of one isolate have the same variables, which are checked once. */
export const readSharedSettings = onceForEach((env: Env) => parseSettings(env));

/** And the same keys, which are derived once. */
export const openSharedTokens = onceForEach(({ linkKeys }: Settings) => createLinkTokens(linkKeys));

/** By these a recipient's shard tells senders apart. */
export const openSharedGiftMarks = onceForEach(({ linkKeys }: Settings) => createMarks(linkKeys, "gifts"));

/** Loads a ruleset that is needed once, such as one of the past. */
export function loadOnce(body: string): LoadedRuleset {
  // Parsed boundary: rulesets are compiled by the catalog, from checked definitions, and by nobody else.
  return loadRuleset(JSON.parse(body) as Ruleset, compileLinearPattern);
}
