import type { CampaignAction } from "../contract/rpc/rpc-control.ts";
import type { Knowledge, Lifecycle, LifecycleAction, Review } from "../domain/campaign/lifecycle.ts";
import type { Succession } from "../domain/guard/succession.ts";
import { knewSize, knowingOf, knowingOfRunning, knowingOfSubmission } from "../domain/review/known-reasons.ts";
import { listEnds, type TwoReason } from "../domain/review/why-two.ts";
import type { MeasuredAudience } from "./measure-audience.ts";

/** What those knew on whose word a step goes on. */
export function knowledgeFor(action: CampaignAction, { review, live }: Lifecycle): Knowledge {
  if (action.kind === "resume") return live ?? {};
  if (action.kind === "approve") return knowledgeOfSubmission(review);
  return "approvedBy" in review ? review : {};
}

/** Whoever approves it has been told why it took two people when it was handed in. */
function knowledgeOfSubmission(review: Review): Knowledge {
  if (review.state !== "submitted" || review.whyTwo === undefined) return {};
  // Parsed boundary: the service wrote them.
  const told = review.whyTwo as readonly TwoReason[];
  return { ...knowingOfSubmission(told), knownEnds: listEnds(told) };
}

interface Completing {
  readonly whyTwo: readonly TwoReason[];
  /** Of these, what was not known when it was approved. */
  readonly since: readonly TwoReason[];
  readonly how: Succession | undefined;
  readonly measured: MeasuredAudience | undefined;
  readonly isUnasked: boolean;
  readonly review: Review;
  readonly listAuthors: () => readonly string[];
  /** Why what runs would take two people if it were started now. */
  readonly weighLive: () => readonly TwoReason[];
  /** How many have seen it so far. */
  readonly countReached: () => number;
}

/** A step with what its maker may not say: whether it takes two people, and what those know. */
export function completeAction(
  action: CampaignAction,
  { whyTwo, since, how, measured, isUnasked, review, listAuthors, weighLive, countReached }: Completing,
): LifecycleAction {
  const [needsTwo, ends] = [whyTwo.length > 0, listEnds(whyTwo)];
  switch (action.kind) {
    case "submit":
      return { kind: "submit", needsTwo, whyTwo: whyTwo.map(roundReach) };
    case "approve": {
      // Of what an earlier release submitted, it is not known what was told.
      const isTold = review.state === "submitted" && review.whyTwo !== undefined;
      if (!isTold) return { ...action, ends, knows: knowingOf(whyTwo, measured) };
      const knows = knowledgeOfSubmission(review);
      const { knownEnds = [] } = knows;
      const untold = whyTwo.filter((reason) => listEnds([reason]).some((start) => !knownEnds.includes(start)));
      return { ...action, ends: knownEnds, knows, since: [...since, ...untold] };
    }
    case "start": {
      const isOfUnknownSize = isUnasked && !("approvedBy" in review && knewSize(review));
      return { ...action, needsTwo, since, isOfUnknownSize, ends, ...(how && { how }) };
    }
    case "resume":
      return { ...action, needsTwo, since, ends };
    case "confirm":
      return {
        ...action,
        authors: listAuthors(),
        knows: knowingOfRunning(weighLive(), seenOf(measured, countReached())),
      };
    default:
      return action;
  }
}

/** Who confirms what runs agrees also to those who have seen it and fit no more. */
function seenOf(measured: MeasuredAudience | undefined, reached: number): MeasuredAudience | undefined {
  return measured && { ...measured, matching: Math.max(measured.matching, reached) };
}

/** It is kept with the campaign, and shown: as roughly as its sentence says it. */
function roundReach(reason: TwoReason): TwoReason {
  if (reason.code !== "reach") return reason;
  const { matching, people, unknown } = reason;
  return {
    ...reason,
    matching: roundRoughly(matching),
    people: roundRoughly(people),
    unknown: roundRoughly(unknown),
  };
}

/** Up to two digits, and never finer than tens: what is kept is a bound. */
function roundRoughly(people: number): number {
  const grain = Math.max(10, 10 ** (Math.floor(Math.log10(Math.max(1, people))) - 1));
  return Math.ceil(people / grain) * grain;
}
