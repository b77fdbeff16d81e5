import { createTimeFormat } from "../contract/local-time.ts";
import type { GuardOrder } from "../contract/rpc/rpc-guard.ts";
import { describeVerdict } from "../domain/guard/describe-guard.ts";
import { stagesOf } from "../domain/guard/guard-standing.ts";
import type { ToldVerdict } from "../domain/guard/tell-guard.ts";
import type { Language } from "../domain/label.ts";

/** What audit and webhooks say of a guard's verdict. */
export function openVerdictWords(zone: string) {
  function describe(verdict: ToldVerdict, language: Language): string {
    return describeVerdict(verdict, {
      language,
      formatTime: createTimeFormat(zone, language, verdict.at),
    });
  }

  function factsOf({ plan, standing }: GuardOrder, verdict: ToldVerdict): object {
    const { exposed, level, parts, odds } = verdict.evidence;
    const { heard } = verdict;
    return {
      version: plan.version,
      theme: plan.theme,
      stage: standing.stage,
      stages: stagesOf(plan, standing).length,
      level,
      exposed,
      optedOut: parts.optedOut.people,
      complained: parts.complained.people,
      ...(heard && { shards: { heard: heard.of - heard.missing.length, total: heard.of } }),
      odds,
      sentence: { ru: describe(verdict, "ru"), en: describe(verdict, "en") },
    };
  }

  return { describe, factsOf };
}
