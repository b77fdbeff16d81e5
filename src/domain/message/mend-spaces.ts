/** Spaces that slipped: "эт уштуку", "уберитеёлку", "убе рите". Only what makes known words of unknown ones is moved. */
import { switchLayout } from "./letters.ts";
import type { ReadWord } from "./read-word.ts";
import type { Stop } from "./tokens.ts";

type Read = (written: string) => ReadWord;

export function mendSpaces(words: readonly (Stop | ReadWord)[], read: Read): readonly (Stop | ReadWord)[] {
  if (words.every((word) => word.kind === "stop" || word.isSign || word.match === "exact")) return words;
  const mended: (Stop | ReadWord)[] = [];
  for (let at = 0; at < words.length; at++) {
    const [word, next] = [words[at], words[at + 1]];
    if (word === undefined) break;
    const isOpen = word.kind !== "stop" && isUnknown(word);
    const pair =
      word.kind !== "stop" && next?.kind === "word" && !word.isSign && !next.isSign && isDoubtful(word, next)
        ? moveSpace(word.written, next.written, read)
        : undefined;
    if (pair !== undefined) at++;
    const denied = word.kind !== "stop" && word.match !== "exact" ? partDenial(word.written, read) : undefined;
    mended.push(...(pair ?? denied ?? (isOpen ? (partWord(word.written, read) ?? [word]) : [word])));
  }
  return mended;
}

const isUnknown = ({ match, isSign }: ReadWord): boolean => !isSign && match === "none";

/** Neither is a word as it stands, and one of them is nothing at all. */
const isDoubtful = (word: ReadWord, next: ReadWord): boolean =>
  word.match !== "exact" && next.match !== "exact" && (isUnknown(word) || isUnknown(next));

/** What is put together has to mean something: "delivery" is no "deli very". */
const isKnown = ({ match, meanings }: ReadWord): boolean =>
  match === "exact" && meanings.some(({ kind }) => kind !== "ordinary");

/** One letter to either side, or none between. */
function moveSpace(one: string, other: string, read: Read): readonly ReadWord[] | undefined {
  const parts: readonly (readonly string[])[] = [
    [one + other.slice(0, 1), other.slice(1)],
    [one.slice(0, -1), one.slice(-1) + other],
    [one + other],
  ];
  return findKnown(parts, read);
}

function findKnown(parts: readonly (readonly string[])[], read: Read): readonly ReadWord[] | undefined {
  for (const written of parts) {
    if (written.some((part) => part === "") || written.join("").length < LEAST_LETTERS) continue;
    const words: ReadWord[] = [];
    for (const part of written) {
      const word = read(part);
      if (!isKnown(word)) break;
      words.push(word);
    }
    if (words.length === written.length) return words;
  }
  return undefined;
}

const LEAST_LETTERS = 5;

/** "неубирайте", "прошуне": what denies is never lost. */
function partDenial(written: string, read: Read): readonly ReadWord[] | undefined {
  if (written.length < LEAST_PART + 2) return undefined;
  const parts = [
    ["не", written.slice(2)],
    [written.slice(0, -2), "не"],
  ];
  return findKnown(
    parts.filter((two) => two.join("") === written.toLowerCase()),
    read,
  );
}

/** "уберитеёлку" is two words; "cthltxrb" among words of another keyboard is one. */
function partWord(written: string, read: Read): readonly ReadWord[] | undefined {
  if (written.length < LEAST_LETTERS || written.length > LONGEST) return undefined;
  const [other] = findKnown([[switchLayout(written)]], read) ?? [];
  if (other !== undefined) return [{ ...other, written }];
  const places = Array.from({ length: Math.max(0, written.length - 2 * LEAST_PART + 1) }, (_, at) => at + LEAST_PART);
  return findKnown(
    places.map((place) => [written.slice(0, place), written.slice(place)]),
    read,
  );
}

const LEAST_PART = 4;
const LONGEST = 40;
