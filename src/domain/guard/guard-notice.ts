import type { HoldReason, Verdict } from "./guard.ts";

/** What is told to the outside: to a chat, a pager, another system. */
export const NOTICE_KINDS = [
  "guard.warned",
  "guard.held",
  "guard.asks-second",
  "guard.calmed",
  "guard.advanced",
  "guard.completed",
  "guard.halted",
  "guard.still-shown",
  "campaign.started",
  "campaign.held",
  "campaign.resumed",
  "campaign.confirmed",
  "campaign.stopped",
  "campaign.ended",
  "everything.stopped",
  "everything.resumed",
  "policy.changed",
  "shard.lost",
  "windows.ending",
  "space.low",
  "space.enough",
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/**
 * These overtake all others on their way to an address. What tells that everything goes on is among them, so that it
 * never comes before the stop that it ends, or after the one that follows.
 */
export const URGENT_KINDS: readonly NoticeKind[] = [
  "everything.stopped",
  "everything.resumed",
  "guard.still-shown",
  "guard.halted",
  "shard.lost",
  "space.low",
  "space.enough",
];

/** Tells of nothing: somebody wants to know whether an address can be reached. Every address gets its own. */
export const TEST_NOTICE = "webhook.test";

/** Everything that an address may get. */
export type ToldKind = NoticeKind | typeof TEST_NOTICE;

/** What was told last. Nothing is told twice. */
export interface Mood {
  readonly isWarned: boolean;
  readonly isHeld: boolean;
}

export const CALM: Mood = { isWarned: false, isHeld: false };

/** Holds that are no news of the guard's mood: a person's own, and the one that is told when it is done. */
const TOLD_OTHERWISE: readonly HoldReason["kind"][] = ["held-by-hand", "one-word"];

/** A hold can hide a warning. */
export function moodOf(verdict: Verdict): Mood {
  return {
    isWarned: verdict.evidence.level === "warn",
    isHeld: verdict.action === "hold" && verdict.reasons.some(({ kind }) => !TOLD_OTHERWISE.includes(kind)),
  };
}

/** How the news has changed since it was told last. What is done about a verdict is told when it is done. */
export function noticesOf(before: Mood, after: Mood): readonly NoticeKind[] {
  const notices: NoticeKind[] = [];
  if (after.isWarned && !before.isWarned) notices.push("guard.warned");
  if (after.isHeld && !before.isHeld) notices.push("guard.held");
  if (!after.isWarned && !after.isHeld && (before.isWarned || before.isHeld)) notices.push("guard.calmed");
  return notices;
}
