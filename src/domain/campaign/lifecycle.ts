/**
 * A campaign's way from draft to the phones and back: `draft → submitted → approved → scheduled → running ⇄ holding →
 * completed`, `halted`, `stopped`. What is being prepared (`review`) is kept apart from what people see (`live`): a
 * running campaign can be edited without changing anything until the new content is approved and started.
 */
import { fail, succeed, type Result } from "../result.ts";
import { awaitSecond, carryOn, isAwaited, wordOf, type StartWord } from "./start-word.ts";

/** Where the working copy stands. `hash` is of the campaign with everything that it uses. */
export type Review =
  | { readonly state: "draft"; readonly note?: string }
  | { readonly state: "submitted"; readonly hash: string; readonly submittedBy: string; readonly needsTwo: boolean }
  | { readonly state: "approved"; readonly hash: string; readonly submittedBy: string; readonly approvedBy: string }
  | {
      readonly state: "scheduled";
      readonly hash: string;
      readonly submittedBy: string;
      readonly approvedBy: string;
      readonly startsAt: number;
    };

export const LIVE_STATES = ["running", "holding", "halted", "stopped", "completed"] as const;

export type LiveState = (typeof LIVE_STATES)[number];

/** Where the published version stands. */
export interface Live {
  readonly state: LiveState;
  /** Rises with every start. */
  readonly version: number;
  readonly hash: string;
  readonly startedAt: number;
  readonly changedAt: number;
  readonly reason?: string;
  /** When the guard halted this version; a later stop does not make that undone. */
  readonly haltedAt?: number;
  /** Absent: it was started before this was kept. */
  readonly word?: StartWord;
}

/** One campaign's place in its lifecycle. */
export interface Lifecycle {
  readonly review: Review;
  readonly live?: Live;
  /** Who wrote the working copy since it was last approved. */
  readonly editors: readonly string[];
}

export const NEW_LIFECYCLE: Lifecycle = { review: { state: "draft" }, editors: [] };

export type LifecycleAction =
  | { readonly kind: "edit" }
  | { readonly kind: "submit"; readonly needsTwo: boolean }
  | { readonly kind: "approve" }
  | { readonly kind: "return"; readonly note: string }
  /** Something that the campaign uses was changed after it was submitted or approved. */
  | { readonly kind: "base-changed"; readonly what: string }
  /** `needsTwo` by the population of now: it may have grown since the campaign was approved by its author alone. */
  | { readonly kind: "start"; readonly startsAt?: number; readonly needsTwo: boolean }
  | { readonly kind: "hold"; readonly reason: string }
  | { readonly kind: "resume"; readonly reason: string }
  | { readonly kind: "stop"; readonly reason: string }
  | { readonly kind: "halt"; readonly reason: string }
  /** It runs on one person's word, and has reached more people than that is good for. */
  | { readonly kind: "ask-second" }
  /** A second person agrees with what runs. `authors`: who else wrote any part of it, besides those whose word it runs on. */
  | { readonly kind: "confirm"; readonly authors: readonly string[] }
  /** The next season of a campaign that comes again: the same content, a new version. */
  | { readonly kind: "renew" }
  | { readonly kind: "complete" };

export interface LifecycleContext {
  /** Whoever acts: a person's or service's id, or `system`. */
  readonly actor: string;
  readonly now: number;
  /** Of the working copy as it is now. */
  readonly hash: string;
  readonly why?: string | undefined;
  /** The last version that was ever live: a campaign that was deleted and made anew goes on counting. */
  readonly lastVersion?: number;
}

/** Why an action is not possible now. */
export type LifecycleRefusal =
  | {
      readonly kind: "wrong-state";
      readonly action: LifecycleAction["kind"];
      readonly state: string;
      readonly allowed: string;
    }
  | { readonly kind: "own-work" }
  | { readonly kind: "content-changed" }
  | { readonly kind: "reason-needed" }
  /** Nobody holds it: it waits for a second person's word. */
  | { readonly kind: "second-awaited" };

/** Takes one step, or says why not. Nothing outside the arguments matters. */
export function advanceLifecycle(
  lifecycle: Lifecycle,
  action: LifecycleAction,
  { actor, now, hash, why, lastVersion = 0 }: LifecycleContext,
): Result<Lifecycle, LifecycleRefusal> {
  const { review, live, editors } = lifecycle;
  const refuse = (state: string, allowed: string) =>
    fail<LifecycleRefusal>({ kind: "wrong-state", action: action.kind, state, allowed });
  const setLive = (state: LiveState, reason?: string): Result<Lifecycle, LifecycleRefusal> => {
    if (live === undefined) return refuse(review.state, "a campaign that was started");
    const { reason: _earlier, ...kept } = live;
    return succeed({
      ...lifecycle,
      live: { ...kept, state, changedAt: now, ...(reason === undefined ? {} : { reason }) },
    });
  };
  switch (action.kind) {
    case "edit":
      return succeed({ ...lifecycle, review: { state: "draft" }, editors: [...new Set([...editors, actor])] });
    case "submit":
      if (review.state !== "draft") return refuse(review.state, "draft");
      // What the guard has stopped comes back by two people and with a reason, whatever it is.
      if (live?.haltedAt !== undefined && why === undefined) return fail({ kind: "reason-needed" });
      return succeed({
        ...lifecycle,
        review:
          action.needsTwo || live?.haltedAt !== undefined
            ? { state: "submitted", hash, submittedBy: actor, needsTwo: true }
            : { state: "approved", hash, submittedBy: actor, approvedBy: actor },
      });
    case "approve":
      if (review.state !== "submitted") return refuse(review.state, "submitted");
      if (review.hash !== hash) return fail({ kind: "content-changed" });
      if (review.needsTwo && (review.submittedBy === actor || editors.includes(actor)))
        return fail({ kind: "own-work" });
      return succeed({
        ...lifecycle,
        review: { state: "approved", hash, submittedBy: review.submittedBy, approvedBy: actor },
      });
    case "return":
      if (review.state === "draft") return refuse(review.state, "submitted, approved or scheduled");
      return succeed({ ...lifecycle, review: { state: "draft", note: action.note } });
    case "base-changed":
      if (review.state === "draft") return succeed(lifecycle);
      return succeed({ ...lifecycle, review: { state: "draft", note: action.what } });
    case "start": {
      if (review.state !== "approved" && review.state !== "scheduled") return refuse(review.state, "approved");
      if (review.hash !== hash) return fail({ kind: "content-changed" });
      const { submittedBy, approvedBy } = review;
      if (action.needsTwo && (submittedBy === approvedBy || editors.includes(approvedBy))) {
        return fail({ kind: "own-work" });
      }
      if (action.startsAt !== undefined && action.startsAt > now) {
        const { startsAt } = action;
        return succeed({ ...lifecycle, review: { state: "scheduled", hash, submittedBy, approvedBy, startsAt } });
      }
      return succeed({
        review: { state: "draft" },
        editors: [],
        live: {
          state: "running",
          version: Math.max(live?.version ?? 0, lastVersion) + 1,
          hash,
          startedAt: now,
          changedAt: now,
          word: carryOn(wordOf({ submittedBy, approvedBy }, editors), live?.word),
        },
      });
    }
    case "ask-second":
    case "confirm":
      return weighWord(lifecycle, action, actor, now);
    case "hold":
      return live?.state === "running"
        ? setLive("holding", action.reason)
        : refuse(live?.state ?? review.state, "running");
    case "resume":
      if (live?.state === "running" && isAwaited(live.word)) return fail({ kind: "second-awaited" });
      return live?.state === "holding"
        ? setLive("running", action.reason)
        : refuse(live?.state ?? review.state, "holding");
    case "stop":
      if (live?.state === "stopped") return succeed(lifecycle);
      return live === undefined || live.state === "completed"
        ? refuse(live?.state ?? review.state, "running, holding or halted")
        : setLive("stopped", action.reason);
    case "halt":
      if (live?.state === "stopped" || live?.state === "halted") return succeed(lifecycle);
      if (live?.state !== "running" && live?.state !== "holding") {
        return refuse(live?.state ?? review.state, "running or holding");
      }
      return succeed({
        ...lifecycle,
        // Whatever was approved was approved without knowing this.
        review: review.state === "draft" ? review : { state: "draft", note: action.reason },
        live: { ...live, state: "halted", changedAt: now, reason: action.reason, haltedAt: now },
      });
    case "renew":
      return live?.state === "running" || live?.state === "holding"
        ? succeed({ ...lifecycle, live: { ...live, version: live.version + 1, startedAt: now, changedAt: now } })
        : refuse(live?.state ?? review.state, "running or holding");
    case "complete":
      return live?.state === "running" || live?.state === "holding"
        ? setLive("completed")
        : refuse(live?.state ?? review.state, "running or holding");
  }
}

function weighWord(
  lifecycle: Lifecycle,
  action: Extract<LifecycleAction, { readonly kind: "ask-second" | "confirm" }>,
  actor: string,
  now: number,
): Result<Lifecycle, LifecycleRefusal> {
  const { live, review } = lifecycle;
  const refuse = (state: string) =>
    fail<LifecycleRefusal>({ kind: "wrong-state", action: action.kind, state, allowed: "live on one person's word" });
  if (live?.state !== "running" && live?.state !== "holding") return refuse(live?.state ?? review.state);
  const setWord = (word: StartWord) => succeed({ ...lifecycle, live: { ...live, word, changedAt: now } });
  if (action.kind === "ask-second") {
    const word = awaitSecond(live.word, now);
    return word === live.word ? succeed(lifecycle) : setWord(word);
  }
  if (live.word?.kind === "two") return refuse("live on two people's word");
  return [...(live.word?.of ?? []), ...action.authors].includes(actor)
    ? fail({ kind: "own-work" })
    : setWord({ kind: "two" });
}

/** Says in one sentence why an action was refused, and what to do. */
export function explainRefusal(refusal: LifecycleRefusal): string {
  switch (refusal.kind) {
    case "wrong-state":
      return `A campaign that is ${refusal.state} can't take "${refusal.action}"; it must be ${refusal.allowed}.`;
    case "own-work":
      return "Somebody other than its authors must approve this.";
    case "reason-needed":
      return "The guard halted this campaign; say in reason why it should come back.";
    case "second-awaited":
      return (
        "One person alone started this campaign, and more than 1 % of people have seen it: resuming is not enough. A second " +
        "person, not an author, must confirm it (POST /v1/campaigns/{key}:confirm)."
      );
    case "content-changed":
      return "The content is no longer what was submitted; look at it again and submit it anew.";
  }
}

/** The one word for a campaign in lists: what people see counts before what is being prepared. */
export function stateOf({ review, live }: Lifecycle): Review["state"] | LiveState {
  if (review.state !== "draft" && review.state !== "approved") return review.state;
  return live === undefined ? review.state : live.state;
}
