import { listWanting, type People } from "./authorship.ts";

/** On whose word a campaign is live. */
export type StartWord =
  | { readonly kind: "two" }
  | {
      readonly kind: "one";
      /** Who wrote and wanted it, and so can't be the second. */
      readonly of: readonly string[];
      /** Whose word it is: also who started it, but not who only wrote policy that it follows. Absent: the same. */
      readonly wantedBy?: readonly string[];
      /** When it had reached more people than one person may reach alone; since then nobody new gets it. */
      readonly awaitedSince?: number;
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
  const both = oneWord([...before.of, ...word.of], [...wantedBy(before), ...wantedBy(word)]);
  return { ...both, awaitedSince: before.awaitedSince };
}

/** From now on a second person is waited for. */
export function awaitSecond(word: StartWord | undefined, at: number): StartWord {
  if (word === undefined) return { kind: "one", of: [], awaitedSince: at };
  return word.kind === "two" || word.awaitedSince !== undefined ? word : { ...word, awaitedSince: at };
}

export function isAwaited(word: StartWord | undefined): boolean {
  return word?.kind === "one" && word.awaitedSince !== undefined;
}
