import { describe, expect, it } from "vitest";
import {
  advanceLifecycle,
  NEW_LIFECYCLE,
  type Lifecycle,
  type LifecycleAction,
} from "../../../src/domain/campaign/lifecycle.ts";
import { sayRefusal } from "../../../src/domain/review/refusal-texts.ts";
import { wantedBy, wordOf, type StartWord } from "../../../src/domain/campaign/start-word.ts";

type Step = readonly [action: LifecycleAction, actor?: string];

const alone: readonly Step[] = [
  [{ kind: "edit" }],
  [{ kind: "submit", needsTwo: false }],
  [{ kind: "start", needsTwo: false }],
];
const together: readonly Step[] = [
  [{ kind: "edit" }],
  [{ kind: "submit", needsTwo: true }],
  [{ kind: "approve" }, "boris"],
  [{ kind: "start", needsTwo: false }],
];
const ask: Step = [{ kind: "ask-second" }, "guard"];
const confirm = (actor: string, ...authors: readonly string[]): Step => [{ kind: "confirm", authors }, actor];

function walk(steps: readonly Step[], from: Lifecycle = NEW_LIFECYCLE) {
  let lifecycle = from;
  for (const [action, actor = "anna"] of steps) {
    const next = advanceLifecycle(lifecycle, action, { actor, now: 100, hash: "h1" });
    if (!next.ok) return { word: lifecycle.live?.word, refusal: next.error, lifecycle };
    lifecycle = next.value;
  }
  return { word: lifecycle.live?.word, refusal: undefined, lifecycle };
}

const started: Lifecycle = walk(alone).lifecycle;
/** Started before words were kept. */
const older: Lifecycle = {
  ...started,
  live: { state: "running", version: 1, hash: "h1", startedAt: 100, changedAt: 100 },
};
const liveOf = ({ live }: Lifecycle) =>
  live ?? { state: "running", version: 1, hash: "h1", startedAt: 0, changedAt: 0 };
const awaited: StartWord = { kind: "one", of: ["anna"], awaitedSince: 100 };

describe("whose word it is that runs on one person's", () => {
  const started = { submittedBy: "anna", approvedBy: "anna" };
  const policy = { who: "boris", parts: ["theme/tulip", "category/family"] as const };

  it("is not the word of who only wrote policy that it follows, though they can't confirm it", () => {
    const word = wordOf(false, started, { authors: [policy, { who: "clara", parts: ["segment/few", "theme/tulip"] }] });
    expect(word).toEqual({ kind: "one", of: ["anna", "boris", "clara"], wantedBy: ["anna", "clara"] });
    expect(
      walk([[{ kind: "confirm", authors: [] }, "boris"]], { ...older, live: { ...liveOf(older), word } }).refusal,
    ).toMatchObject({ kind: "own-work" });
  });

  it("is also the word of who started it, and of whoever set its hour", () => {
    expect(wantedBy(walk([...alone.slice(0, 2), [{ kind: "start", needsTwo: false }, "dora"]]).word)).toEqual([
      "anna",
      "dora",
    ]);
    const set: Step = [{ kind: "start", needsTwo: false, startsAt: 200 }, "dora"];
    const { lifecycle } = walk([...alone.slice(0, 2), set]);
    expect(wantedBy(walk([[{ kind: "start", needsTwo: false }, "system"]], lifecycle).word)).toEqual(["anna", "dora"]);
  });

  it("is everybody's who can't confirm it, where nothing else was kept", () => {
    expect(wantedBy({ kind: "one", of: ["anna", "boris"] })).toEqual(["anna", "boris"]);
    expect(wantedBy(undefined)).toEqual([]);
  });
});

describe("on whose word a campaign runs", () => {
  it.each<[string, readonly Step[], StartWord]>([
    ["one person's, who approved their own", alone, { kind: "one", of: ["anna"] }],
    ["two people's, if another approved it, needed or not", together, { kind: "two" }],
    ["one person's, of whom a second is asked", [...alone, ask], awaited],
    ["the same, asked twice", [...alone, ask, ask], awaited],
    ["two people's, once a second has confirmed it", [...alone, ask, confirm("boris")], { kind: "two" }],
    ["two people's, confirmed before anybody asked", [...alone, confirm("boris")], { kind: "two" }],
    ["two people's for good, whatever a guard asks late", [...together, ask], { kind: "two" }],
    ["still one person's after a renewal", [...alone, ask, [{ kind: "renew" }, "system"]], awaited],
    ["still one person's after another start by one", [...alone, ask, ...alone], awaited],
    [
      "still one person's after a stop and another start by one, who is an author like the first",
      [...alone, ask, [{ kind: "stop", reason: "r" }], ...alone.map(([action]): Step => [action, "clara"])],
      { kind: "one", of: ["anna", "clara"], awaitedSince: 100 },
    ],
    ["two people's after a start that two wanted", [...alone, ask, ...together], { kind: "two" }],
  ])("is %s", (_, steps, word) => {
    const walked = walk(steps);
    expect(walked.refusal).toBeUndefined();
    expect(walked.word).toEqual(word);
  });

  it("can be made two people's by no author, and by nobody for what does not run", () => {
    expect(walk([ask, confirm("anna")], started).refusal).toMatchObject({ kind: "own-work" });
    expect(walk([ask, confirm("boris", "boris")], started).refusal).toMatchObject({ kind: "own-work" });
    expect(walk([confirm("boris")]).refusal).toMatchObject({ kind: "wrong-state", state: "draft" });
    expect(walk([...together, confirm("clara")]).refusal).toMatchObject({ kind: "wrong-state" });
    const stopped: Step = [{ kind: "stop", reason: "r" }];
    expect(walk([stopped, confirm("boris")], started).refusal).toMatchObject({ state: "stopped" });
  });

  it("is asked for where it was never kept, and an author of any part of it can't give it", () => {
    expect(walk([ask], older).word).toEqual({ kind: "one", of: [], awaitedSince: 100 });
    expect(walk([ask, confirm("anna", "anna")], older).refusal).toMatchObject({ kind: "own-work" });
    expect(walk([ask, confirm("boris", "anna")], older).word).toEqual({ kind: "two" });
  });

  it("is what a resume does not answer, and the refusal says what does", () => {
    const { refusal } = walk([ask, [{ kind: "resume", reason: "r" }]], started);
    expect(refusal).toEqual({ kind: "second-awaited" });
    expect(refusal && sayRefusal(refusal).en).toContain(":confirm");
    const held: readonly Step[] = [ask, [{ kind: "hold", reason: "r" }], [{ kind: "resume", reason: "r" }]];
    expect(walk(held, started).word).toEqual(awaited);
  });
});
