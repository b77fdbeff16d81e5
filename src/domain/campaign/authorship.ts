/**
 * Who wrote what is to be approved. Two people are two humans: whoever wrote a part of a campaign since a second human last
 * approved it can't be that second human, by whatever key they wrote it.
 */
import { findUnclear, humanOrSelf, isMachine, isOneHuman, isSecondPerson, type MakerOf } from "../human-behind.ts";
import type { PartName } from "./parts.ts";

/** One revision of a part, and who wrote it. */
export interface Writing {
  readonly part: PartName;
  readonly revision: number;
  readonly by: string;
}

/** The revision of each part that a second human approved last. */
export type ApprovedParts = Readonly<Partial<Record<PartName, number>>>;

/** A human, and what they wrote; or the machine behind which no human can be named. */
export interface Author {
  readonly who: string;
  readonly parts: readonly PartName[];
}

/** Policy is carried by people of its own, for all campaigns alike: whoever wrote it can't approve, but wants none of them. */
const POLICY = /^(?:theme|category|feast|attribute)\//;

/** The authors whose word a campaign is; of whom nobody knows what they wrote, they may have wanted it. */
export function listWanting(authors: readonly Author[]): readonly string[] {
  return authors.flatMap(({ who, parts }) =>
    parts.length > 0 && parts.every((part) => POLICY.test(part)) ? [] : [who],
  );
}

/** Who wrote a campaign, and whose machines are whose. */
export interface People {
  readonly authors: readonly Author[];
  readonly makerOf: MakerOf;
}

export const NO_PEOPLE: People = { authors: [], makerOf: () => undefined };

/** Why somebody can't be the second person. */
export type SecondRefusal =
  | { readonly kind: "machine" }
  | {
      readonly kind: "own-work";
      readonly who: string;
      readonly authors: readonly Author[];
      readonly isAuthor: boolean;
    }
  /** Whoever approves, or whose word it is, has a name that can be read as another's. */
  | { readonly kind: "unclear-name"; readonly who: string; readonly isSecond: boolean }
  /** Nobody knows who is behind this machine, so it may be whoever approves. */
  | { readonly kind: "unknown-author"; readonly author: Author };

/** What came with the installation was written by nobody here. */
const INSTALLATION = "system";

export function isFromInstallation(writer: string): boolean {
  return writer === INSTALLATION;
}

/** Whoever wrote something since it was last approved, each with what they wrote. */
export function listAuthors(
  writings: readonly Writing[],
  approved: ApprovedParts,
  makerOf: MakerOf,
): readonly Author[] {
  const partsOf = new Map<string, Set<PartName>>();
  for (const { part, revision, by } of writings) {
    if (by === INSTALLATION || revision <= (approved[part] ?? 0)) continue;
    const human = humanOrSelf(by, makerOf);
    const who = [...partsOf.keys()].find((known) => isOneHuman(known, human)) ?? human;
    partsOf.set(who, (partsOf.get(who) ?? new Set()).add(part));
  }
  return [...partsOf]
    .map(([who, parts]) => ({ who, parts: [...parts].toSorted() }))
    .toSorted((one, other) => (one.who < other.who ? -1 : 1));
}

/** With those whom the lifecycle itself remembers: an earlier release kept nothing else. */
export function addEditors({ authors, makerOf }: People, editors: readonly string[]): People {
  const all = [...authors];
  for (const editor of editors) {
    const who = humanOrSelf(editor, makerOf);
    if (!all.some((author) => isOneHuman(author.who, who))) all.push({ who, parts: [] });
  }
  return { authors: all, makerOf };
}

/** What an approval says of who wanted and wrote what it is of. */
export interface Wanted {
  readonly submittedBy: string;
  readonly approvedBy: string;
  /** Absent if nobody wrote it but one person alone, or an earlier release kept it. */
  readonly authors?: readonly string[];
}

/**
 * Whether two humans gave an approval, by what was known then and by whose machines are whose now. What came with the
 * installation is nobody's word, so nobody else has to agree with it.
 */
export function hadSecond({ submittedBy, approvedBy, authors }: Wanted, makerOf: MakerOf): boolean {
  if (approvedBy === INSTALLATION) return true;
  if (authors === undefined) return false;
  const then = { authors: authors.map((who): Author => ({ who, parts: [] })), makerOf };
  return whyNotSecond(approvedBy, submittedBy, then) === undefined;
}

/** Why `second` can't be the second person for what the authors wrote and `first`, if anybody, asks for; undefined: they can. */
export function whyNotSecond(
  second: string,
  first: string | undefined,
  { authors, makerOf }: People,
): SecondRefusal | undefined {
  if (isMachine(second)) return { kind: "machine" };
  const isAuthor = authors.some(({ who }) => isOneHuman(who, second));
  const unknown = authors.find(({ who }) => isMachine(who));
  const others = [...authors.map(({ who }) => who), ...(first === undefined ? [] : [first])];
  const unclear = findUnclear([second, ...others], makerOf);
  if (unclear !== undefined && !isAuthor) return { kind: "unclear-name", who: unclear, isSecond: unclear === second };
  if (isAuthor || (first !== undefined && !isSecondPerson(second, first, makerOf))) {
    return { kind: "own-work", who: second, authors, isAuthor };
  }
  return unknown && { kind: "unknown-author", author: unknown };
}
