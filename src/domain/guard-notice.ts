import type { GuardEnd } from "./guard-standing.ts";
import type { Verdict } from "./guard.ts";

/** What is told to the outside: to a chat, a pager, another system. */
export const NOTICE_KINDS = [
  "guard.warned",
  "guard.held",
  "guard.calmed",
  "guard.advanced",
  "guard.completed",
  "guard.halted",
  "guard.still-shown",
  "campaign.started",
  "campaign.held",
  "campaign.resumed",
  "campaign.stopped",
  "campaign.ended",
  "everything.stopped",
  "everything.resumed",
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What was told last. Nothing is told twice. */
export interface Mood {
  readonly isWarned: boolean;
  readonly isHeld: boolean;
}

export const CALM: Mood = { isWarned: false, isHeld: false };

/** A hold can hide a warning, and a person's own hold is no news of the guard's. */
export function moodOf(verdict: Verdict): Mood {
  return {
    isWarned: verdict.evidence.level !== "calm",
    isHeld: verdict.action === "hold" && verdict.reasons.some(({ kind }) => kind !== "held-by-hand"),
  };
}

/** What a verdict has to tell after the last mood that was told. */
export function noticesOf(before: Mood, verdict: Verdict, end: { readonly kind: GuardEnd } | null): NoticeKind[] {
  if (end !== null) return [];
  if (verdict.action === "halt") return ["guard.halted"];
  const mood = moodOf(verdict);
  const wasCalm = !before.isWarned && !before.isHeld;
  const notices: NoticeKind[] = [];
  if (mood.isWarned && !before.isWarned) notices.push("guard.warned");
  if (mood.isHeld && !before.isHeld) notices.push("guard.held");
  if (!mood.isWarned && !mood.isHeld && !wasCalm) notices.push("guard.calmed");
  if (verdict.action === "advance") notices.push("guard.advanced");
  if (verdict.action === "complete") notices.push("guard.completed");
  return notices;
}
