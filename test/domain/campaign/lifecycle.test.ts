import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advanceLifecycle,
  NEW_LIFECYCLE,
  stateOf,
  type Lifecycle,
  type LifecycleAction,
} from "../../../src/domain/campaign/lifecycle.ts";
import { sayRefusal } from "../../../src/domain/review/refusal-texts.ts";

interface Step {
  readonly action: LifecycleAction;
  readonly actor?: string;
  readonly hash?: string;
  readonly now?: number;
}

const edit: Step = { action: { kind: "edit" }, actor: "anna" };
const submit: Step = { action: { kind: "submit", needsTwo: true }, actor: "anna" };
const approve: Step = { action: { kind: "approve" }, actor: "boris" };
const start: Step = { action: { kind: "start", needsTwo: true }, actor: "anna" };
const running = [edit, submit, approve, start];
const approveKnowing = (...ends: readonly string[]): Step => ({ ...approve, action: { kind: "approve", ends } });
const startAfter = (...ends: readonly string[]): Step => ({
  ...start,
  action: { kind: "start", needsTwo: true, ends },
});
const hold: Step = { action: { kind: "hold", reason: "look" } };
const halt: Step = { action: { kind: "halt", reason: "odds" } };
const stop: Step = { action: { kind: "stop", reason: "enough" } };

function walk(steps: readonly Step[], from: Lifecycle = NEW_LIFECYCLE) {
  let lifecycle = from;
  for (const { action, actor = "anna", hash = "h1", now = 100 } of steps) {
    const next = advanceLifecycle(lifecycle, action, { actor, now, hash });
    if (!next.ok) return { state: stateOf(lifecycle), refusal: next.error, lifecycle };
    lifecycle = next.value;
  }
  return { state: stateOf(lifecycle), refusal: undefined, lifecycle };
}

describe("a campaign's way", () => {
  it.each<[string, readonly Step[], string]>([
    ["begins as a draft", [], "draft"],
    ["is submitted", [edit, submit], "submitted"],
    ["is approved by somebody else", [edit, submit, approve], "approved"],
    ["runs", running, "running"],
    ["may be held", [...running, { action: { kind: "hold", reason: "look" } }], "holding"],
    [
      "goes on",
      [...running, { action: { kind: "hold", reason: "x" } }, { action: { kind: "resume", reason: "x" } }],
      "running",
    ],
    ["is halted by the guard", [...running, { action: { kind: "halt", reason: "odds" } }], "halted"],
    ["is stopped by a person", [...running, { action: { kind: "stop", reason: "x" } }], "stopped"],
    [
      "may be stopped after a halt",
      [...running, { action: { kind: "halt", reason: "x" } }, { action: { kind: "stop", reason: "x" } }],
      "stopped",
    ],
    [
      "stays stopped when the guard halts it",
      [...running, { action: { kind: "stop", reason: "x" } }, { action: { kind: "halt", reason: "x" } }],
      "stopped",
    ],
    ["completes", [...running, { action: { kind: "complete" } }], "completed"],
    ["goes back with a note", [edit, submit, { action: { kind: "return", note: "why?" } }], "draft"],
    [
      "waits for its hour",
      [edit, submit, approve, { action: { kind: "start", startsAt: 200, needsTwo: true } }],
      "scheduled",
    ],
    [
      "starts when its hour has come",
      [edit, submit, approve, { action: { kind: "start", startsAt: 200, needsTwo: true } }, { ...start, now: 200 }],
      "running",
    ],
    [
      "needs one person only when it is small and harmless",
      [edit, { ...submit, action: { kind: "submit", needsTwo: false } }],
      "approved",
    ],
    ["begins its next season", [...running, { action: { kind: "renew" } }], "running"],
    ["begins its next season also while it is held", [...running, hold, { action: { kind: "renew" } }], "holding"],
    ["completes while it is held", [...running, hold, { action: { kind: "complete" } }], "completed"],
    ["is halted while it is held", [...running, hold, halt], "halted"],
    ["is halted once", [...running, halt, halt], "halted"],
    ["is stopped once", [...running, stop, stop], "stopped"],
    [
      "loses what was approved meanwhile when the guard halts what runs",
      [...running, edit, submit, approve, halt],
      "halted",
    ],
    [
      "starts if its approval knows of every start that was ended",
      [edit, submit, approveKnowing("a@1", "a@2"), startAfter("a@2")],
      "running",
    ],
    [
      "keeps what its approval knows while it waits for its hour",
      [
        edit,
        submit,
        approveKnowing("a@1"),
        { action: { kind: "start", startsAt: 200, needsTwo: true, ends: ["a@1"] } },
        { ...startAfter("a@1"), now: 200 },
      ],
      "running",
    ],
    ["keeps running while its next version is written", [...running, edit], "running"],
    ["shows the next version's review before what runs", [...running, edit, submit], "submitted"],
  ])("%s", (_what, steps, state) => {
    expect(walk(steps)).toMatchObject({ state, refusal: undefined });
  });

  it.each<[string, readonly Step[], string]>([
    ["a start of what was stopped since it was approved", [edit, submit, approve, startAfter("a@1")], "ended-since"],
    [
      "a start of what was stopped once more since",
      [edit, submit, approveKnowing("a@1"), startAfter("a@1", "a@2")],
      "ended-since",
    ],
    [
      "a start at its hour of what was stopped since",
      [
        edit,
        submit,
        approve,
        { action: { kind: "start", startsAt: 200, needsTwo: true } },
        { ...startAfter("a@1"), now: 200 },
      ],
      "ended-since",
    ],
    ["approval by who submitted it", [edit, submit, { ...approve, actor: "anna" }], "own-work"],
    ["approval by who wrote a part of it", [{ ...edit, actor: "boris" }, edit, submit, approve], "own-work"],
    ["approval of what was changed meanwhile", [edit, submit, { ...approve, hash: "h2" }], "content-changed"],
    ["a start of what was changed meanwhile", [edit, submit, approve, { ...start, hash: "h2" }], "content-changed"],
    [
      "a start on one person's word of what has grown since",
      [
        edit,
        { ...submit, action: { kind: "submit", needsTwo: false } },
        { ...start, action: { kind: "start", needsTwo: true } },
      ],
      "own-work",
    ],
    ["a start without approval", [edit, submit, start], "wrong-state"],
    ["approval of a draft", [edit, approve], "wrong-state"],
    ["a second submission", [edit, submit, submit], "wrong-state"],
    ["a hold of what does not run", [edit, { action: { kind: "hold", reason: "x" } }], "wrong-state"],
    [
      "going on after a halt without new approval",
      [...running, { action: { kind: "halt", reason: "x" } }, { action: { kind: "resume", reason: "x" } }],
      "wrong-state",
    ],
    ["a stop of what never ran", [edit, { action: { kind: "stop", reason: "x" } }], "wrong-state"],
    ["sending back a draft", [edit, { action: { kind: "return", note: "x" } }], "wrong-state"],
    [
      "completing what is stopped",
      [...running, { action: { kind: "stop", reason: "x" } }, { action: { kind: "complete" } }],
      "wrong-state",
    ],
    ["a new submission after a halt without a reason", [...running, halt, edit, submit], "reason-needed"],
    ["renewing what was halted", [...running, halt, { action: { kind: "renew" } }], "wrong-state"],
    ["renewing what never ran", [edit, { action: { kind: "renew" } }], "wrong-state"],
    ["completing what never ran", [edit, { action: { kind: "complete" } }], "wrong-state"],
    ["a hold of what is held", [...running, hold, hold], "wrong-state"],
    ["going on with what never ran", [edit, { action: { kind: "resume", reason: "x" } }], "wrong-state"],
    ["a stop of what is over", [...running, { action: { kind: "complete" } }, stop], "wrong-state"],
    ["a halt of what is over", [...running, { action: { kind: "complete" } }, halt], "wrong-state"],
    ["a halt of what never ran", [edit, { action: { kind: "halt", reason: "x" } }], "wrong-state"],
  ])("refuses %s, in words", (_what, steps, kind) => {
    const { refusal } = walk(steps);
    expect(refusal?.kind).toBe(kind);
    for (const text of Object.values(refusal === undefined ? {} : sayRefusal(refusal))) {
      expect(text.length).toBeGreaterThan(30);
    }
  });

  it("loses its approval when something that it uses is changed, and says what", () => {
    const { lifecycle } = walk([edit, submit, approve, { action: { kind: "base-changed", what: "segment women" } }]);
    expect(lifecycle.review).toEqual({ state: "draft", note: "segment women" });
    expect(walk([edit, { action: { kind: "base-changed", what: "x" } }]).state).toBe("draft");
  });

  it("counts a version for every start", () => {
    const again = walk([...running, edit, submit, approve, start]);
    expect(again.lifecycle.live).toMatchObject({ state: "running", version: 2 });
  });
});

const actions = fc.constantFrom<LifecycleAction>(
  { kind: "edit" },
  { kind: "submit", needsTwo: true },
  { kind: "submit", needsTwo: false },
  { kind: "approve" },
  { kind: "return", note: "n" },
  { kind: "base-changed", what: "w" },
  { kind: "start", needsTwo: true },
  { kind: "start", startsAt: 500, needsTwo: true },
  { kind: "hold", reason: "r" },
  { kind: "resume", reason: "r" },
  { kind: "stop", reason: "r" },
  { kind: "halt", reason: "r" },
  { kind: "complete" },
);
const steps = fc.array(
  fc.record({ action: actions, actor: fc.constantFrom("anna", "boris"), hash: fc.constantFrom("h1", "h2") }),
  { maxLength: 14 },
);

describe("whatever people do", () => {
  it("nothing that needs two people goes live on one person's word, or with other content than was approved", () => {
    fc.assert(
      fc.property(steps, (list) => {
        let lifecycle: Lifecycle = NEW_LIFECYCLE;
        for (const { action, actor, hash } of list) {
          const before: Lifecycle = lifecycle;
          const next = advanceLifecycle(before, action, { actor, now: 100, hash });
          if (!next.ok) continue;
          lifecycle = next.value;
          if (lifecycle.review.state === "approved" && before.review.state === "submitted") {
            expect(actor).not.toBe(before.review.submittedBy);
            expect(before.editors).not.toContain(actor);
            expect(hash).toBe(before.review.hash);
          }
          if (lifecycle.live?.version !== before.live?.version) {
            expect(["approved", "scheduled"]).toContain(before.review.state);
            expect(before.review.state !== "draft" && before.review.hash).toBe(hash);
            expect(before.review).toHaveProperty("approvedBy");
            const { submittedBy, approvedBy } = before.review as { submittedBy: string; approvedBy: string };
            expect([submittedBy, ...before.editors]).not.toContain(approvedBy);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("what was stopped shows again only after a new start", () => {
    fc.assert(
      fc.property(steps, (list) => {
        const stopped = walk([...running, { action: { kind: "stop", reason: "x" } }]).lifecycle;
        let lifecycle = stopped;
        for (const { action, actor, hash } of list) {
          const next = advanceLifecycle(lifecycle, action, { actor, now: 100, hash });
          if (next.ok) lifecycle = next.value;
          if (lifecycle.live?.version === stopped.live?.version) expect(lifecycle.live?.state).toBe("stopped");
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
