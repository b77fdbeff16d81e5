/**
 * A campaign's way from draft to the phones and back: `draft → submitted → approved → scheduled → running ⇄ holding →
 * completed`, `halted`, `stopped`. What is being prepared (`review`) is kept apart from what people see (`live`): a
 * running campaign can be edited without changing anything until the new content is approved and started.
 */
import { joinBounds, type ReachBound } from "../condition/reach-bound.ts";
import { isPartOfService, isSecondPerson, type MakerOf } from "../human-behind.ts";
import { fail, succeed, type Result } from "../result.ts";
import {
  addEditors,
  hadSecond,
  NO_PEOPLE,
  whyNotSecond,
  type ApprovedParts,
  type People,
  type SecondRefusal,
  type Wanted,
} from "./authorship.ts";
import {
  awaitSecond,
  carryOn,
  isAwaited,
  wordOf,
  wordOfSecond,
  type AwaitCause,
  type StartWord,
} from "./start-word.ts";

/** A reason by its code; `review/why-two.ts` has the list. */
interface NamedReason {
  readonly code: string;
}

/** Where the working copy stands. `hash` is of the campaign with everything that it uses. */
export type Review =
  | { readonly state: "draft"; readonly note?: string }
  | {
      readonly state: "submitted";
      readonly hash: string;
      readonly submittedBy: string;
      readonly needsTwo: boolean;
      /** Why; what was submitted by an earlier release does not say. */
      readonly whyTwo?: readonly NamedReason[];
      /** Absent: by an earlier release. */
      readonly submittedAt?: number;
    }
  | ({ readonly state: "approved"; readonly hash: string } & Approval & Knowledge)
  | ({
      readonly state: "scheduled";
      readonly hash: string;
      readonly startsAt: number;
      readonly scheduledBy?: string;
    } & Approval &
      Knowledge);

/** What was known when it was approved. */
export interface Knowledge {
  /** The starts of the same that had been halted or stopped, as reasons for two people name them. Absent: none. */
  readonly knownEnds?: readonly string[];
  /** The other reasons for two people, by name (`review/known-reasons.ts`). Absent: an earlier release approved it. */
  readonly knownReasons?: readonly string[];
  /** It reached at most so many people. Absent: they were not counted. */
  readonly agreedReach?: ReachBound;
}

/** On whose word something is shown. */
export type Approval = Wanted;

export const LIVE_STATES = ["running", "holding", "halted", "stopped", "completed"] as const;

export type LiveState = (typeof LIVE_STATES)[number];

/** A halt that a change of policy brought: see policy-halt.ts. */
export interface PolicyHalt {
  readonly at: number;
  /** What the campaign goes on as, if the halt is taken off. */
  readonly was: "running" | "holding";
  /** The proposal whose carrying halted it. Absent: the service itself did, or an earlier release, which did not keep it. */
  readonly proposal?: number;
  /** Who wants it taken off. */
  readonly liftProposedBy?: string;
  /** The version of policy when they said so; absent: an earlier release kept it, and nobody knows. */
  readonly liftProposedAt?: number;
}

/** Where the published version stands. */
export interface Live extends Knowledge {
  readonly state: LiveState;
  /** Rises with every start. */
  readonly version: number;
  readonly hash: string;
  readonly startedAt: number;
  readonly changedAt: number;
  /** When its content was last changed without anything new being started. */
  readonly amendedAt?: number;
  readonly reason?: string;
  /** When the guard halted this version; a later stop does not make that undone. */
  readonly haltedAt?: number;
  /** Absent: an earlier release started it, so nobody is known to have approved it. */
  readonly approval?: Approval;
  /** Absent: it was started before this was kept. */
  readonly word?: StartWord;
  /** Who halted it, if it is halted; absent: its guard. */
  readonly haltedBy?: "policy";
  readonly policyHalt?: PolicyHalt;
  /** When policy halted this version, if nobody has lifted that; a later stop does not make that undone. */
  readonly haltedByPolicyAt?: number;
}

/** One campaign's place in its lifecycle. */
export interface Lifecycle {
  readonly review: Review;
  readonly live?: Live;
  /** Who wrote the working copy since a second person last approved it. */
  readonly editors: readonly string[];
  /** What a second person approved last. Absent: nobody has since it was made, so all of it is yet to be approved. */
  readonly approvedParts?: ApprovedParts;
}

export const NEW_LIFECYCLE: Lifecycle = { review: { state: "draft" }, editors: [] };

/**
 * What a start makes of what people see: something new (`anew`); other words about what is there, whose version goes on
 * (`amend`); or the same thing for another audience (`redirect`). A campaign on hold is still on hold after the last two.
 */
export type StartKind =
  | { readonly kind: "anew" | "redirect" }
  | { readonly kind: "amend"; readonly version: number; readonly startedAt: number };

/** The tag of what somebody has read before they agree to it; null: they don't say. Absent: it is the service's own step. */
interface Seeing {
  readonly seen?: string | null | undefined;
}

export type LifecycleAction =
  | { readonly kind: "edit" }
  | { readonly kind: "submit"; readonly needsTwo: boolean; readonly whyTwo?: readonly NamedReason[] }
  /** `ends`: the starts of the same that were halted or stopped; `knows`: all else that takes two people. */
  | ({
      readonly kind: "approve";
      readonly ends?: readonly string[];
      readonly knows?: Knowledge;
      /** Reasons that have arisen since it was handed in. */
      readonly since?: readonly NamedReason[];
    } & Seeing)
  | { readonly kind: "return"; readonly note: string }
  /** Something that the campaign uses was changed after it was submitted or approved. */
  | { readonly kind: "base-changed"; readonly what: string }
  /**
   * `how`: anew unless it says otherwise. `needsTwo` by the population of now: it may have grown since the campaign was approved by its
   * author alone. `since`: why it does, of what whoever approved it did not know; `isOfUnknownSize`: they were not asked how many it reaches.
   */
  | {
      readonly kind: "start";
      readonly startsAt?: number;
      readonly needsTwo: boolean;
      readonly since?: readonly NamedReason[];
      readonly isOfUnknownSize?: boolean;
      readonly ends?: readonly string[];
      readonly how?: StartKind;
    }
  | { readonly kind: "hold"; readonly reason: string }
  /** `needsTwo`, `ends`: as if it were started now. */
  | {
      readonly kind: "resume";
      readonly reason: string;
      readonly needsTwo?: boolean;
      readonly since?: readonly NamedReason[];
      readonly ends?: readonly string[];
    }
  | { readonly kind: "stop"; readonly reason: string }
  | { readonly kind: "halt"; readonly reason: string }
  /** It runs on one person's word, and that is not enough any more; `beyondAgreed`: nor is two people's, which does not cover it. */
  | { readonly kind: "ask-second"; readonly cause?: AwaitCause; readonly beyondAgreed?: boolean }
  /** A second person agrees with what runs. `authors`: who else wrote any part of it, besides those whose word it runs on. */
  | ({ readonly kind: "confirm"; readonly authors: readonly string[]; readonly knows?: Knowledge } & Seeing)
  /** The next season of a campaign that comes again: the same content, a new version. */
  | { readonly kind: "renew" }
  | { readonly kind: "complete" };

/** What stands for all that is read before somebody agrees: of what is submitted, of what runs, and of a halt by policy. */
export interface AgreementTags {
  readonly review?: string;
  readonly live?: string;
  readonly lift?: string;
}

export interface LifecycleContext {
  /** Whoever acts: a person's or service's id, or `system`. */
  readonly actor: string;
  readonly now: number;
  /** Of the working copy as it is now. */
  readonly hash: string;
  readonly why?: string | undefined;
  /** The last version that was ever live: a campaign that was deleted and made anew goes on counting. */
  readonly lastVersion?: number;
  /** Who wrote it, for steps that take a second person. */
  readonly people?: People;
  /** What whoever agrees must have seen. */
  readonly tags?: AgreementTags;
  /** The revisions of all its parts, for an approval to cover. */
  readonly parts?: ApprovedParts;
}

/** Why an action is not possible now. */
export type LifecycleRefusal =
  | {
      readonly kind: "wrong-state";
      readonly action: LifecycleAction["kind"];
      readonly state: string;
      readonly allowed: string;
    }
  | SecondRefusal
  | { readonly kind: "content-changed" }
  /** Whoever agrees does not say what they have read, or has read something else. */
  | { readonly kind: "seen-missing" | "seen-another" }
  /** These starts of the same were halted or stopped after it was approved: nobody has yet agreed to it knowing that. */
  | { readonly kind: "ended-since"; readonly starts: readonly string[] }
  /** These reasons have arisen since it was approved, or started: who agreed to it was asked about none of them. */
  | {
      readonly kind: "reasons-since" | "reasons-since-start" | "reasons-since-submission";
      readonly since: readonly NamedReason[];
    }
  /** The same of what is held: its approval was given before these were halted or stopped. */
  | { readonly kind: "ended-since-start"; readonly starts: readonly string[] }
  /** What is held was started by one person alone, and would not be any more. */
  | { readonly kind: "second-needed" }
  | { readonly kind: "reason-needed" }
  /** Nobody holds it: it waits for a second person's word. */
  | { readonly kind: "second-awaited" };

/** Takes one step, or says why not. Nothing outside the arguments matters. */
export function advanceLifecycle(
  lifecycle: Lifecycle,
  action: LifecycleAction,
  { actor, now, hash, why, lastVersion = 0, people: known = NO_PEOPLE, parts = {}, tags = {} }: LifecycleContext,
): Result<Lifecycle, LifecycleRefusal> {
  const { review, live, editors } = lifecycle;
  const people = addEditors(known, editors);
  const refuse = (state: string, allowed: string) =>
    fail<LifecycleRefusal>({ kind: "wrong-state", action: action.kind, state, allowed });
  const setLive = (state: LiveState, reason?: string): Result<Lifecycle, LifecycleRefusal> => {
    if (live === undefined) return refuse(review.state, "a campaign that was started");
    const { reason: _earlier, ...kept } = withoutPolicyHalt(live);
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
            ? {
                state: "submitted",
                hash,
                submittedBy: actor,
                needsTwo: true,
                whyTwo: action.whyTwo ?? [],
                submittedAt: now,
              }
            : { state: "approved", hash, submittedBy: actor, approvedBy: actor },
      });
    case "approve": {
      if (review.state !== "submitted") return refuse(review.state, "submitted");
      if (review.hash !== hash) return fail({ kind: "content-changed" });
      const { submittedBy } = review;
      const refusal = whyNotSecond(actor, submittedBy, people);
      const unseen = refusal ?? whyUnseen(action, tags.review);
      if (unseen !== undefined) return fail(unseen);
      const { since = [] } = action;
      if (since.length > 0) return fail({ kind: "reasons-since-submission", since });
      const authors = people.authors.map(({ who }) => who);
      return succeed({
        ...lifecycle,
        editors: [],
        approvedParts: parts,
        review: {
          state: "approved",
          hash,
          submittedBy,
          approvedBy: actor,
          authors,
          ...action.knows,
          ...knowing(action.ends),
        },
      });
    }
    case "return":
      if (review.state === "draft") return refuse(review.state, "submitted, approved or scheduled");
      return succeed({ ...lifecycle, review: { state: "draft", note: action.note } });
    case "base-changed":
      if (review.state === "draft") return succeed(lifecycle);
      return succeed({ ...lifecycle, review: { state: "draft", note: action.what } });
    case "start": {
      if (review.state !== "approved" && review.state !== "scheduled") return refuse(review.state, "approved");
      if (review.hash !== hash) return fail({ kind: "content-changed" });
      const { submittedBy, approvedBy, authors, knownEnds = [] } = review;
      const scheduledBy = review.state === "scheduled" ? review.scheduledBy : undefined;
      // What comes at its hour is started by whoever set that.
      const startedBy = isPartOfService(actor) ? scheduledBy : actor;
      const approval: Approval = { submittedBy, approvedBy, ...(authors === undefined ? {} : { authors }) };
      // Who approved it may have written a part of it since.
      const refusal = whyNotSecond(approvedBy, submittedBy, people);
      if (action.needsTwo && refusal !== undefined) return fail(refusal);
      const starts = (action.ends ?? []).filter((start) => !knownEnds.includes(start));
      if (starts.length > 0) return fail({ kind: "ended-since", starts });
      const { since = [] } = action;
      if (refusal === undefined && since.length > 0) return fail({ kind: "reasons-since", since });
      if (action.startsAt !== undefined && action.startsAt > now) {
        const { startsAt } = action;
        const known = knowledgeOf(review);
        return succeed({
          ...lifecycle,
          review: { state: "scheduled", hash, ...approval, ...known, startsAt, scheduledBy: actor },
        });
      }
      const word =
        refusal === undefined
          ? wordOfSecond({ submittedBy, startedBy }, action.isOfUnknownSize === true, people)
          : wordOf(false, { submittedBy, approvedBy, startedBy }, people);
      return succeed({
        ...lifecycle,
        review: { state: "draft" },
        // What one person approved alone is yet to be approved by a second.
        editors: isSecondPerson(approvedBy, submittedBy, people.makerOf) ? [] : editors,
        live: {
          ...startLive(live, action.how ?? { kind: "anew" }, { now, hash, lastVersion }),
          approval,
          word: carryOn(word, live?.word),
          ...knowledgeOf(review),
          ...keepAgreed(review, action.how?.kind === "amend" ? live : undefined),
        },
      });
    }
    case "ask-second":
    case "confirm":
      return weighWord(lifecycle, action, { actor, now, people, tag: tags.live });
    case "hold":
      return live?.state === "running"
        ? setLive("holding", action.reason)
        : refuse(live?.state ?? review.state, "running");
    case "resume":
      if (live?.state === "running" && isAwaited(live.word)) return fail({ kind: "second-awaited" });
      if (live?.state !== "holding") return refuse(live?.state ?? review.state, "holding");
      return whyNotResume(live, action, people.makerOf) ?? setLive("running", action.reason);
    case "stop":
      if (live?.state === "stopped") return succeed(lifecycle);
      return live === undefined || live.state === "completed"
        ? refuse(live?.state ?? review.state, "running, holding or halted")
        : setLive("stopped", action.reason);
    case "halt":
      // What policy has halted can be halted by its guard as well, and then nobody can take that off.
      if (live?.state === "stopped" || (live?.state === "halted" && live.haltedBy === undefined))
        return succeed(lifecycle);
      if (live === undefined || live.state === "completed") {
        return refuse(live?.state ?? review.state, "running or holding");
      }
      return succeed({
        ...lifecycle,
        // Whatever was approved was approved without knowing this.
        review: review.state === "draft" ? review : { state: "draft", note: action.reason },
        live: { ...withoutPolicyHalt(live), state: "halted", changedAt: now, reason: action.reason, haltedAt: now },
      });
    case "renew": {
      if (live?.state !== "running" && live?.state !== "holding") {
        return refuse(live?.state ?? review.state, "running or holding");
      }
      const { amendedAt: _amended, ...kept } = live;
      // The live version may be an earlier one whose audience came back.
      const version = Math.max(live.version, lastVersion) + 1;
      return succeed({ ...lifecycle, live: { ...kept, version, startedAt: now, changedAt: now } });
    }
    case "complete":
      return live?.state === "running" || live?.state === "holding"
        ? setLive("completed")
        : refuse(live?.state ?? review.state, "running or holding");
  }
}

function knowledgeOf({ knownEnds, knownReasons, agreedReach }: Knowledge): Knowledge {
  return {
    ...(knownEnds === undefined ? {} : knowing(knownEnds)),
    ...(knownReasons !== undefined && { knownReasons }),
    ...(agreedReach !== undefined && { agreedReach }),
  };
}

/** An amendment goes on for the same audience: who has agreed to more of it before still has. */
function keepAgreed({ agreedReach }: Knowledge, before: Live | undefined): Knowledge {
  return agreedReach === undefined || before?.word?.kind !== "two"
    ? {}
    : { agreedReach: joinBounds(agreedReach, before.agreedReach) };
}

function knowing(ends: readonly string[] = []): Knowledge {
  return ends.length === 0 ? {} : { knownEnds: ends };
}

/** What takes more than a resume, because a start of the same would now. */
function whyNotResume(
  { word, approval, knownEnds = [], knownReasons }: Live,
  { needsTwo = false, since = [], ends = [] }: Extract<LifecycleAction, { readonly kind: "resume" }>,
  makerOf: MakerOf,
): Result<never, LifecycleRefusal> | undefined {
  const starts = ends.filter((start) => !knownEnds.includes(start));
  if (starts.length > 0) return fail({ kind: "ended-since-start", starts });
  const isApproved = approval !== undefined && hadSecond(approval, makerOf);
  if (knownReasons !== undefined && (isApproved || word?.kind === "two")) {
    return since.length > 0 && !isAwaited(word) ? fail({ kind: "reasons-since-start", since }) : undefined;
  }
  const hasTwo = word === undefined ? isApproved : word.kind === "two";
  // Where a second is awaited, nobody new gets it anyway.
  return needsTwo && !hasTwo && !isAwaited(word) ? fail({ kind: "second-needed" }) : undefined;
}

function weighWord(
  lifecycle: Lifecycle,
  action: Extract<LifecycleAction, { readonly kind: "ask-second" | "confirm" }>,
  {
    actor,
    now,
    people,
    tag,
  }: Required<Pick<LifecycleContext, "actor" | "now" | "people">> & { readonly tag: string | undefined },
): Result<Lifecycle, LifecycleRefusal> {
  const { live, review } = lifecycle;
  const refuse = (state: string) =>
    fail<LifecycleRefusal>({ kind: "wrong-state", action: action.kind, state, allowed: "live on one person's word" });
  if (live?.state !== "running" && live?.state !== "holding") return refuse(live?.state ?? review.state);
  const setWord = (word: StartWord, knows?: Knowledge) =>
    succeed({ ...lifecycle, live: { ...live, ...knows, word, changedAt: now } });
  if (action.kind === "ask-second") {
    const word = awaitSecond(live.word, now, action.cause, action.beyondAgreed === true ? live.approval : undefined);
    return word === live.word ? succeed(lifecycle) : setWord(word);
  }
  if (live.word?.kind === "two") return refuse("live on two people's word");
  const refusal = whyNotSecond(actor, undefined, addEditors(people, [...(live.word?.of ?? []), ...action.authors]));
  const unseen = refusal ?? whyUnseen(action, tag);
  return unseen === undefined ? setWord({ kind: "two" }, action.knows) : fail(unseen);
}

/** A word counts for what was read, and for nothing that was put in its place since. */
function whyUnseen({ seen }: Seeing, tag: string | undefined): LifecycleRefusal | undefined {
  if (seen === undefined || seen === tag) return undefined;
  return { kind: seen === null ? "seen-missing" : "seen-another" };
}

function withoutPolicyHalt({ haltedBy: _haltedBy, policyHalt: _policyHalt, ...live }: Live): Live {
  return live;
}

/** Where the published version stands once it is started; on whose word is for others to say. */
export function startLive(
  live: Live | undefined,
  how: StartKind,
  { now, hash, lastVersion }: { readonly now: number; readonly hash: string; readonly lastVersion: number },
): Live {
  const version = Math.max(live?.version ?? 0, lastVersion) + 1;
  if (live === undefined || how.kind === "anew") {
    return { state: "running", version, hash, startedAt: now, changedAt: now };
  }
  const {
    approval: _approval,
    word: _word,
    knownEnds: _known,
    knownReasons: _reasons,
    agreedReach: _reach,
    ...kept
  } = live;
  return how.kind === "amend"
    ? { ...kept, version: how.version, hash, startedAt: how.startedAt, changedAt: now, amendedAt: now }
    : { ...kept, version, hash, startedAt: now, changedAt: now };
}

/** The one word for a campaign in lists: what people see counts before what is being prepared. */
export function stateOf({ review, live }: Lifecycle): Review["state"] | LiveState {
  if (review.state !== "draft" && review.state !== "approved") return review.state;
  return live === undefined ? review.state : live.state;
}
