import { oddsOf, type Evidence } from "./guard-evidence.ts";
import type { SilentShard } from "./guard-reports.ts";
import { GUARD_TEXTS, type GuardTexts } from "./guard-texts.ts";
import type { HoldReason, Verdict, WaitReason } from "./guard.ts";
import type { Language } from "../label.ts";

/** An instant as the reader is to see it after "at", such as "14:05" in their own zone: the domain knows no zones. */
export type FormatTime = (at: number) => string;

export interface DescribeOptions {
  readonly language: Language;
  readonly formatTime: FormatTime;
}

/** A verdict in a marketer's words: what was counted, what would be normal, the odds, and what follows. */
export function describeVerdict(verdict: Verdict, { language, formatTime }: DescribeOptions): string {
  const texts = GUARD_TEXTS[language];
  const facts = describeFacts(verdict.evidence, texts);
  const alarm = texts.odds(oddsOf(verdict.evidence.logOdds));
  const proof = texts.allIsWell(oddsOf(verdict.evidence.logSafeOdds));
  const at = formatTime(verdict.at);
  switch (verdict.action) {
    case "halt":
      return `${facts}; ${alarm}: ${texts.halted(at)}.`;
    case "warn":
      return `${facts}; ${alarm}: ${texts.warned(at)}.`;
    case "hold": {
      const known = verdict.evidence.level === "warn" ? `${facts}; ${alarm}` : facts;
      return describeHold(verdict.reasons, known, texts, formatTime);
    }
    case "continue": {
      const waits = verdict.waitsFor.map((reason) => describeWait(reason, texts, formatTime));
      return `${facts}; ${[texts.calm, ...waits].join(", ")}.`;
    }
    case "advance":
      return `${facts}; ${proof}: ${texts.advanced(verdict.toStage + 1, at)}.`;
    case "complete":
      return `${facts}; ${proof}: ${texts.completed(at)}.`;
  }
}

function describeFacts({ exposed, parts: { optedOut, complained } }: Evidence, texts: GuardTexts): string {
  if (exposed === 0) return texts.nobodySaw;
  const optOuts = texts.optOuts(exposed, optedOut.people, optedOut.expected);
  return complained.people === 0 ? optOuts : `${optOuts}; ${texts.complaints(complained.people, complained.expected)}`;
}

function describeHold(
  reasons: readonly HoldReason[],
  known: string,
  texts: GuardTexts,
  formatTime: FormatTime,
): string {
  const causes = reasons.flatMap((reason) => {
    if (reason.kind === "stale") return [texts.stale(describeSilence(reason.silent, texts, formatTime))];
    return reason.kind === "held-by-hand" ? [texts.heldByHand] : [];
  });
  return causes.length === 0
    ? `${known}; ${texts.inconclusive}.`
    : `${causes.join(" ")} ${texts.lastKnown} ${lowerFirst(known)}.`;
}

/** Those who went silent together with the longest silence among them, and those who never spoke. */
function describeSilence(silent: readonly SilentShard[], texts: GuardTexts, formatTime: FormatTime): readonly string[] {
  const lastReports = silent.flatMap(({ lastReportAt }) => lastReportAt ?? []);
  const spoke = silent.filter(({ lastReportAt }) => lastReportAt !== undefined).map(({ shard }) => shard);
  const never = silent.filter(({ lastReportAt }) => lastReportAt === undefined).map(({ shard }) => shard);
  return [
    ...(spoke.length > 0 ? [texts.silent(spoke, formatTime(Math.min(...lastReports)))] : []),
    ...(never.length > 0 ? [texts.neverReported(never)] : []),
  ];
}

function describeWait(reason: WaitReason, texts: GuardTexts, formatTime: FormatTime): string {
  return reason.kind === "growing" ? texts.growing : texts.notBefore(formatTime(reason.until));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
