import type { People } from "./authorship.ts";

/** On whose word a campaign is live. */
export type StartWord =
  | { readonly kind: "two" }
  | {
      readonly kind: "one";
      /** Who wrote and wanted it, and so can't be the second. */
      readonly of: readonly string[];
      /** When it had reached more people than one person may reach alone; since then nobody new gets it. */
      readonly awaitedSince?: number;
    };

/** Of an approval: whether a second person has given it, and else whose word it is. */
export function wordOf(
  hasSecond: boolean,
  { submittedBy, approvedBy }: { readonly submittedBy: string; readonly approvedBy: string },
  { authors }: Pick<People, "authors">,
): StartWord {
  return hasSecond
    ? { kind: "two" }
    : { kind: "one", of: [...new Set([submittedBy, approvedBy, ...authors.map(({ who }) => who)])] };
}

/** A start by one person again does not answer what was asked of a second. */
export function carryOn(word: StartWord, before: StartWord | undefined): StartWord {
  if (word.kind === "two" || before?.kind !== "one" || before.awaitedSince === undefined) return word;
  return { ...word, of: [...new Set([...before.of, ...word.of])], awaitedSince: before.awaitedSince };
}

/** From now on a second person is waited for. */
export function awaitSecond(word: StartWord | undefined, at: number): StartWord {
  if (word === undefined) return { kind: "one", of: [], awaitedSince: at };
  return word.kind === "two" || word.awaitedSince !== undefined ? word : { ...word, awaitedSince: at };
}

export function isAwaited(word: StartWord | undefined): boolean {
  return word?.kind === "one" && word.awaitedSince !== undefined;
}
