import type { ReachBound } from "../condition/reach-bound.ts";
import type { Label } from "../label.ts";
import { listWanting, type People } from "./authorship.ts";

/** Why a second person is waited for. `share`: of all people, what one person may reach alone. */
export type AwaitCause =
  | { readonly code: "reach"; readonly share: number }
  /** With these campaigns, which the same person showed on their own lately. */
  | {
      readonly code: "reach-together";
      readonly share: number;
      readonly campaigns: readonly { readonly key: string; readonly label: Label }[];
    }
  /** Somebody whose word it is has imported people. `who`: as people call them. */
  | { readonly code: "own-people"; readonly who: string }
  /** More have seen it than a second person agreed to. */
  | ({ readonly code: "outgrown" } & ReachBound)
  /** What people saw in place of it is gone, and they would first see it on a sensitive feast. Null: everything was stopped. */
  | { readonly code: "revealed"; readonly feast: Label; readonly gone: Label | null };

/** On whose word a campaign is live. */
export type StartWord =
  | { readonly kind: "two" }
  | {
      readonly kind: "one";
      /** Who wrote and wanted it, and so can't be the second. */
      readonly of: readonly string[];
      /** Whose word it is: also who started it, but not who only wrote policy that it follows. Absent: the same. */
      readonly wantedBy?: readonly string[];
      /** Since then nobody new gets it until a second person agrees. */
      readonly awaitedSince?: number;
      /** Absent where nobody is awaited, and where that was kept by an earlier release. */
      readonly awaitedFor?: AwaitCause;
    };

/** Of an approval: whether a second person has given it, and else whose word it is. `startedBy`: absent where that is no human's. */
export function wordOf(
  hasSecond: boolean,
  {
    submittedBy,
    approvedBy,
    startedBy,
  }: { readonly submittedBy: string; readonly approvedBy: string; readonly startedBy?: string | undefined },
  { authors }: Pick<People, "authors">,
): StartWord {
  if (hasSecond) return { kind: "two" };
  const asking = [submittedBy, approvedBy];
  return oneWord(
    [...asking, ...authors.map(({ who }) => who)],
    [...asking, ...(startedBy === undefined ? [] : [startedBy]), ...listWanting(authors)],
  );
}

/**
 * Of an approval that a second person has given. Who was not asked how many it reaches has agreed to what one person may show: beyond
 * that, somebody is asked, and it may be they.
 */
export function wordOfSecond(
  { submittedBy, startedBy }: { readonly submittedBy: string; readonly startedBy?: string | undefined },
  isOfUnknownSize: boolean,
  people: Pick<People, "authors">,
): StartWord {
  return isOfUnknownSize ? wordOf(false, { submittedBy, approvedBy: submittedBy, startedBy }, people) : { kind: "two" };
}

function oneWord(of: readonly string[], wanting: readonly string[]): Extract<StartWord, { readonly kind: "one" }> {
  const [all, wanted] = [new Set(of), new Set(wanting)];
  const isSame = all.size === wanted.size && [...all].every((who) => wanted.has(who));
  return { kind: "one", of: [...all], ...(!isSame && { wantedBy: [...wanted] }) };
}

/** Whose word it is that something runs on; nobody's in particular if two people want it, or nobody knows. */
export function wantedBy(word: StartWord | undefined): readonly string[] {
  return word?.kind === "one" ? (word.wantedBy ?? word.of) : [];
}

/** A start by one person again does not answer what was asked of a second. */
export function carryOn(word: StartWord, before: StartWord | undefined): StartWord {
  if (word.kind === "two" || before?.kind !== "one" || before.awaitedSince === undefined) return word;
  const { awaitedSince, awaitedFor } = before;
  const both = oneWord([...before.of, ...word.of], [...wantedBy(before), ...wantedBy(word)]);
  return { ...both, awaitedSince, ...(awaitedFor && { awaitedFor }) };
}

/**
 * From now on a second person is waited for. Why they are is what was found first. `agreed`: the approval on which two people's word
 * stands, if what it did not cover has come; without it two people's word is enough for good.
 */
export function awaitSecond(
  word: StartWord | undefined,
  at: number,
  cause: AwaitCause | undefined,
  agreed?: { readonly submittedBy: string; readonly authors?: readonly string[] },
): StartWord {
  const awaited = { awaitedSince: at, ...(cause && { awaitedFor: cause }) };
  if (word === undefined) return { kind: "one", of: [], ...awaited };
  if (word.kind === "two") {
    return agreed === undefined
      ? word
      : { ...oneWord([agreed.submittedBy, ...(agreed.authors ?? [])], [agreed.submittedBy]), ...awaited };
  }
  return word.awaitedSince !== undefined ? word : { ...word, ...awaited };
}

export function isAwaited(word: StartWord | undefined): boolean {
  return word?.kind === "one" && word.awaitedSince !== undefined;
}
