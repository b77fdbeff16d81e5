import { describe, expect, it } from "vitest";
import { defaultGuardParameters } from "../../../src/domain/guard/guard-parameters.ts";
import { weighEvidence } from "../../../src/domain/guard/guard-evidence.ts";
import { CALM, moodOf, noticesOf, type Mood } from "../../../src/domain/guard/guard-notice.ts";
import type { HoldReason, Verdict } from "../../../src/domain/guard/guard.ts";

const evidenceOf = (exposed: number, optedOut: number) =>
  weighEvidence(defaultGuardParameters(false), { exposed, optedOut, complained: 0, unhappy: optedOut });
const calm = evidenceOf(1_000, 0);
const warned = evidenceOf(480, 5);
const hold = (reasons: readonly HoldReason[], evidence = calm): Verdict => ({
  at: 0,
  evidence,
  action: "hold",
  reasons,
});

describe("the mood of a verdict", () => {
  it.each<[string, Verdict, Mood]>([
    ["calm while all is well", { at: 0, evidence: calm, action: "continue", waitsFor: [] }, CALM],
    ["warned on a warning", { at: 0, evidence: warned, action: "warn" }, { isWarned: true, isHeld: false }],
    ["held while a shard is silent", hold([{ kind: "stale", silent: [] }]), { isWarned: false, isHeld: true }],
    ["calm while only a person holds it", hold([{ kind: "held-by-hand" }]), CALM],
    [
      "both where a hold hides a warning",
      hold([{ kind: "held-by-hand" }, { kind: "stale", silent: [] }], warned),
      { isWarned: true, isHeld: true },
    ],
  ])("is %s", (_what, verdict, mood) => {
    expect(moodOf(verdict)).toEqual(mood);
  });
});

describe("what is told", () => {
  const warm: Mood = { isWarned: true, isHeld: false };
  const cold: Mood = { isWarned: false, isHeld: true };
  const both: Mood = { isWarned: true, isHeld: true };

  it.each<[Mood, Mood, readonly string[]]>([
    [CALM, CALM, []],
    [CALM, warm, ["guard.warned"]],
    [CALM, cold, ["guard.held"]],
    [CALM, both, ["guard.warned", "guard.held"]],
    [warm, warm, []],
    [warm, both, ["guard.held"]],
    [both, warm, []],
    [both, CALM, ["guard.calmed"]],
    [warm, cold, ["guard.held"]],
    [warm, CALM, ["guard.calmed"]],
    [cold, CALM, ["guard.calmed"]],
  ])("from %j to %j is %j, and nothing twice", (before, after, notices) => {
    expect(noticesOf(before, after)).toEqual(notices);
  });
});
