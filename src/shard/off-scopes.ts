import type { Scope } from "../domain/choice.ts";
import type { LoadedRuleset } from "../domain/load-ruleset.ts";
import type { Timeline } from "../domain/timeline.ts";

/** What the off link may switch off, the narrowest first. */
export function offScopes(rules: LoadedRuleset, { now }: Timeline): readonly Scope[] {
  if (now.decision === "none") return ["all"];
  const theme = rules.themes.get(rules.decorations.get(now.decoration)?.theme ?? "");
  return theme === undefined ? ["all"] : [`theme:${theme.key}`, `category:${theme.category}`, "all"];
}
