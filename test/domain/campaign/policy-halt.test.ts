import { describe, expect, it } from "vitest";
import { advanceLifecycle, NEW_LIFECYCLE, type Lifecycle } from "../../../src/domain/campaign/lifecycle.ts";
import { haltByPolicy, liftHalt, watchedState } from "../../../src/domain/campaign/policy-halt.ts";

const HOUR = 3_600_000;
const isSamePerson = (one: string, other: string) => one === other;
const at = (policyVersion: number) => ({ policyVersion, isSamePerson });

const running: Lifecycle = {
  ...NEW_LIFECYCLE,
  live: { state: "running", version: 3, hash: "h", startedAt: 1, changedAt: 1 },
};

function haltOf(lifecycle: Lifecycle): Lifecycle {
  const halted = haltByPolicy(lifecycle, "it became sensitive", 10);
  if (halted === undefined) throw new Error("nothing to halt");
  return halted;
}

function step(lifecycle: Lifecycle, kind: "halt" | "stop"): Lifecycle {
  const next = advanceLifecycle(lifecycle, { kind, reason: "people mind" }, { actor: "guard", now: 20, hash: "" });
  if (!next.ok) throw new Error(next.error.kind);
  return next.value;
}

describe("a halt by policy", () => {
  it("is held for its guard, and gives back what ran, held or not, by two people", () => {
    for (const state of ["running", "holding"] as const) {
      const before: Lifecycle = { ...running, live: { ...running.live!, state } };
      const halted = haltOf(before);
      expect(halted.live && watchedState(halted.live)).toBe("holding");
      const proposed = liftHalt(halted, "anna", 20, at(1));
      if (!proposed.ok) throw new Error(proposed.error);
      expect(proposed.value.live?.state).toBe("halted");
      expect(liftHalt(proposed.value, "anna", 30, at(1))).toEqual({ ok: false, error: "own-proposal" });
      const lifted = liftHalt(proposed.value, "boris", 30, at(1));
      expect(lifted).toEqual({ ok: true, value: { ...before, live: { ...before.live, changedAt: 30 } } });
    }
  });

  it("waits for no second of whom nobody could be the second: that word is none", () => {
    const halted = haltOf(running);
    const unclear = liftHalt(halted, "person:Ꭼva", 20, at(1));
    if (!unclear.ok) throw new Error(unclear.error);
    const first = liftHalt(unclear.value, "person:anna", 30, at(1));
    expect(first).toMatchObject({ ok: true, value: { live: { policyHalt: { liftProposedBy: "person:anna" } } } });
  });

  it("can't be lifted after a day, nor when the guard or a person ended the campaign in the meantime", () => {
    const halted = haltOf(running);
    expect(liftHalt(halted, "anna", 10 + 24 * HOUR - 1, at(1)).ok).toBe(true);
    expect(liftHalt(halted, "anna", 10 + 24 * HOUR, at(1))).toEqual({ ok: false, error: "too-late" });
    for (const kind of ["halt", "stop"] as const) {
      const ended = step(halted, kind);
      expect(liftHalt(ended, "anna", 30, at(1))).toEqual({ ok: false, error: "not-halted-by-policy" });
      expect(ended.live).not.toHaveProperty("policyHalt");
      if (kind === "halt") expect(ended.live).toMatchObject({ state: "halted", haltedAt: 20 });
    }
    expect(liftHalt(step(running, "halt"), "anna", 30, at(1)).ok).toBe(false);
  });

  it("is lifted by no word from before policy was changed again, nor by one of which nobody knows: the next is a first word", () => {
    const halted = haltOf(running);
    const said = (lifecycle: Lifecycle, who: string, version: number) => {
      const lifted = liftHalt(lifecycle, who, 20, at(version));
      if (!lifted.ok) throw new Error(lifted.error);
      return lifted.value;
    };
    const word = said(halted, "anna", 1);
    const second = said(word, "boris", 2);
    expect(second.live).toMatchObject({ state: "halted", policyHalt: { liftProposedBy: "boris" } });
    expect(liftHalt(second, "boris", 30, at(2))).toEqual({ ok: false, error: "own-proposal" });
    expect(said(second, "anna", 2).live?.state).toBe("running");
    expect(said(word, "anna", 2).live).toMatchObject({ state: "halted", policyHalt: { liftProposedBy: "anna" } });
    const ofBefore = { at: 10, was: "running", liftProposedBy: "anna" } as const;
    const earlier: Lifecycle = { ...halted, live: { ...halted.live!, policyHalt: ofBefore } };
    expect(said(earlier, "boris", 1).live).toMatchObject({ state: "halted", policyHalt: { liftProposedBy: "boris" } });
  });

  it("takes nothing that is over already", () => {
    expect(haltByPolicy(step(running, "stop"), "why", 30)).toBeUndefined();
    expect(haltByPolicy(step(running, "halt"), "why", 30)).toBeUndefined();
    expect(haltByPolicy(NEW_LIFECYCLE, "why", 30)).toBeUndefined();
  });
});
