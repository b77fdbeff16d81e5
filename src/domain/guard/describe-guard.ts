import { sayAwaited } from "./await-texts.ts";
import type { SilentShard } from "./guard-reports.ts";
import { GUARD_TEXTS, type GuardTexts } from "./guard-texts.ts";
import type { HoldReason, WaitReason } from "./guard.ts";
import type { Language } from "../label.ts";
import type { ToldEvidence, ToldVerdict } from "./tell-guard.ts";

/** An instant as the reader is to see it after "at", such as "14:05" in their own zone: the domain knows no zones. */
export type FormatTime = (at: number) => string;

export interface DescribeOptions {
  readonly language: Language;
  readonly formatTime: FormatTime;
}

/**
 * A verdict in a marketer's words: about how many did what, what would be normal, which odds are passed, and what follows. What
 * is not from all shards is never said as if it were.
 */
export function describeVerdict(verdict: ToldVerdict, { language, formatTime }: DescribeOptions): string {
  const texts = GUARD_TEXTS[language];
  const source = describeSource(verdict, texts);
  const known = describeFacts(verdict.evidence, texts, source !== undefined);
  const facts = source === undefined ? known : `${source}: ${lowerFirst(known)}`;
  const { level, limits } = verdict.evidence;
  const withAlarm = (text: string) =>
    level === "calm" ? text : `${text}; ${texts.odds(level === "halt" ? limits.haltOdds : limits.warnOdds)}`;
  const proof = texts.allIsWell(limits.advanceOdds);
  const at = formatTime(verdict.at);
  switch (verdict.action) {
    case "halt":
      return `${withAlarm(facts)}: ${texts.halted(at)}.`;
    case "warn":
      return `${withAlarm(facts)}: ${[texts.warned(at), ...describeBeyond(verdict.evidence, texts)].join("; ")}.`;
    case "hold": {
      const causes = describeCauses(verdict.reasons, { language, formatTime });
      return causes.length === 0
        ? `${[withAlarm(facts), ...describeBeyond(verdict.evidence, texts)].join("; ")}; ${texts.inconclusive}.`
        : `${causes.join(" ")} ${texts.lastKnown(source && lowerFirst(source))} ${lowerFirst([withAlarm(known), ...describeBeyond(verdict.evidence, texts)].join("; "))}.`;
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

function describeBeyond({ isBeyondShare }: ToldEvidence, texts: GuardTexts): readonly string[] {
  return isBeyondShare === true ? [texts.notHalted] : [];
}

/** Undefined: from all shards. */
function describeSource({ heard }: ToldVerdict, texts: GuardTexts): string | undefined {
  if (heard === undefined || heard.missing.length === 0) return undefined;
  return texts.heardFrom(heard.of - heard.missing.length, heard.of);
}

function describeFacts(
  { exposed, parts: { optedOut, complained } }: ToldEvidence,
  texts: GuardTexts,
  isPart: boolean,
): string {
  if (exposed === null) return texts.fewSaw(isPart);
  const facts = texts.optOuts(exposed, optedOut.people, optedOut.expected ?? 0, isPart);
  if (complained.people === null) return facts;
  return `${facts}; ${texts.complaints(complained.people, complained.expected ?? 0)}`;
}

function describeCauses(reasons: readonly HoldReason[], { language, formatTime }: DescribeOptions): readonly string[] {
  const texts = GUARD_TEXTS[language];
  return reasons.flatMap((reason) => {
    if (reason.kind === "stale") return [texts.stale(describeSilence(reason.silent, texts, formatTime))];
    if (reason.kind === "one-word") return [sayAwaited(reason.cause)[language]];
    return reason.kind === "held-by-hand" ? [texts.heldByHand] : [];
  });
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
