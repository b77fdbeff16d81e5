/**
 * A wish to take back one's last word, as people say it: what slipped, what was done, and that it be undone, in any order. A
 * closed world, as it may lift an `out`: every word has a part, and what it names has to be what was said last.
 */
import { partsOf } from "../decision/choice.ts";
import { plainText, switchLayout, transliterate } from "./letters.ts";
import type { Undoable } from "./undoable.ts";
import { lookUp, lookUpSlip, spellOut, type Vocabulary } from "./vocabulary.ts";
import { toPattern } from "./to-pattern.ts";
import type { WordClass } from "./word-class.ts";
import { OTHER_BUSINESS } from "./words/other-business.ts";
import { UNDO_MARKERS, UNDO_WORDS } from "./words/undo-words.ts";

type Part = keyof typeof UNDO_WORDS | "name" | "thing" | "person" | "recipient" | "strange";

interface Said {
  readonly part: Part;
  readonly words: readonly string[];
  readonly clause?: number;
  /** Known from the vocabulary of all messages, and not for its part in these. */
  readonly isBorrowed?: boolean;
  /** What a name may mean. */
  readonly themes?: readonly string[];
}

/** Longer ones tell a story. */
const MOST_CHARACTERS = 160;

const PHRASES: ReadonlyMap<string, readonly Said[]> = Map.groupBy(
  (Object.keys(UNDO_WORDS) as (keyof typeof UNDO_WORDS)[])
    .flatMap((part) => UNDO_WORDS[part].split(/\s+/u).map((phrase) => ({ part, words: phrase.split("_") })))
    .toSorted((one, other) => other.words.length - one.words.length),
  ({ words: [first = ""] }) => first.slice(0, 2).replace("*", ""),
);

export interface UndoWish {
  /** That it speaks of an earlier off: then what is shown meanwhile matters not. */
  readonly tellsOff: boolean;
}

export function readUndo(text: string, vocabulary: Vocabulary, undoes: Undoable | undefined): UndoWish | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const clean = plainText(text.normalize("NFC"))
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, "")
    .replace(/(?<=\p{L})\s*[:;]?\)+(?=\s+\p{L})/gu, ".")
    .replace(/(?<!\p{L})(?:не[\s,!]+){2,}|^\s*не[,.!]\s/gu, " ");
  if (!PLAIN.test(clean) || /\.\s*\.|\?.*\p{L}/su.test(clean)) return undefined;
  const readings = /[а-я]/u.test(clean) ? [clean] : [clean, transliterate(clean), plainText(switchLayout(clean))];
  return readings.map((reading) => readWords(reading, vocabulary, undoes)).find((wish) => wish !== undefined);
}

function readWords(text: string, vocabulary: Vocabulary, undoes: Undoable | undefined): UndoWish | undefined {
  if (!UNDO_MARKERS.test(text)) return undefined;
  const clauses = text.split(/[.,!?()]+/u).map((clause) => partWords(clause.match(/\p{L}+/gu) ?? [], vocabulary));
  const said = clauses.flatMap((parts = [], clause) => parts.map((part) => ({ ...part, clause })));
  return clauses.includes(undefined) ? undefined : weigh(said, text.includes("?"), undoes);
}

/** Words, a smile, and no quotation, number, address or aside. */
const PLAIN = /^(?:\p{L}|[\s.,!?🙏😊🙂☺😅🙈😬]|(?<=\p{L})[+-](?=\p{L})|:?\)+(?=\s*$))*$/u;

function partWords(words: readonly string[], vocabulary: Vocabulary): readonly Said[] | undefined {
  const said: Said[] = [];
  for (let at = 0; at < words.length;) {
    const one = partAt(words, at, vocabulary);
    if (one === undefined) return undefined;
    said.push(one);
    at += one.words.length;
  }
  return said;
}

function partAt(words: readonly string[], at: number, vocabulary: Vocabulary): Said | undefined {
  const word = words[at] ?? "";
  const phrase = PHRASES.get(word.slice(0, 2))?.find((one) =>
    one.words.every((pattern, offset) => fits(pattern, words[at + offset] ?? "")),
  );
  const isPlaced = PREPOSITION.test(words[at - 1] ?? "");
  return phrase ?? meaningOf(word, isPlaced, vocabulary) ?? strangeOf(word, vocabulary);
}

const fits = (pattern: string, word: string): boolean =>
  pattern.endsWith("*") ? word !== "" && word.startsWith(pattern.slice(0, -1)) : pattern === word;

/** A word that nothing is known of, and that nothing known is near: no negation, and no other business. */
const strangeOf = (word: string, vocabulary: Vocabulary): Said | undefined =>
  word.length >= LEAST_STRANGE &&
  !/^(?:не|ни|без|бес)/u.test(word) &&
  (lookUp(vocabulary, spellOut(word)) ?? lookUpSlip(vocabulary, spellOut(word))) === undefined &&
  !BUSINESS.test(word)
    ? { part: "strange", words: [word] }
    : undefined;

const LEAST_STRANGE = 3;
const BUSINESS = toPattern(OTHER_BUSINESS);

/** The part that a word of the vocabulary plays: letter by letter, as one that is only near may be anything. */
function meaningOf(word: string, isPlaced: boolean, vocabulary: Vocabulary): Said | undefined {
  const found = lookUp(vocabulary, spellOut(word));
  if (found?.match !== "exact" || found.doubtful) return undefined;
  const themes = found.meanings.flatMap(({ kind, key }) => (kind === "theme" && key !== undefined ? [key] : []));
  if (themes.length > 0) return { part: "name", words: [word], themes };
  const kinds = new Set(found.meanings.map(({ kind }) => kind));
  const tells = found.form?.startsWith("past") === true;
  if (TURNING.test(word)) return undefined;
  if (kinds.has("place") && isPlaced) return { part: "light", words: [word], isBorrowed: true };
  for (const [kind, part] of PARTS) if (kinds.has(kind)) return { part, words: [word], isBorrowed: true };
  if (kinds.has("off") && (tells || found.form === "noun")) return { part: tells ? "off" : "offing", words: [word] };
  if (kinds.has("on") && tells) return { part: "on", words: [word] };
  return kinds.has("vanish") && tells ? { part: "light", words: [word] } : undefined;
}

const PREPOSITION = /^(?:на|с|со|в|у|около|возле|on|from|off|my)$/u;

/** By class, the first that a word has. */
const PARTS: readonly (readonly [WordClass, Part])[] = [
  ["recipient", "recipient"],
  ["person", "person"],
  ["accident", "mistake"],
  ["regret", "regret"],
  ["thing", "thing"],
  ["good", "reason"],
  ...(["polite", "thanks", "filler", "me", "you", "this", "all", "again", "also", "impatient"] as const).map(
    (kind) => [kind, "light"] as const,
  ),
];

/** Light elsewhere; here they put off, take back, or hand on what is said. */
const TURNING =
  /^(?:никогда|подар\p{L}*|месяц|год\p{L}*|день|дня|дни|один|одну|потом|иначе|либо|хотя|лучше|типа|мол|якобы|будто|наверное|если|вместо|теперь|завтра|дурацк\p{L}*|ерунд\p{L}*|фигн\p{L}*|херн\p{L}*|хрен\p{L}*|crap|shit|nonsense|rubbish|garbage|tomorrow|never|then|than|will|would)$/u;

function weigh(said: readonly Said[], isQuestion: boolean, undoes: Undoable | undefined): UndoWish | undefined {
  const has = (...parts: readonly Part[]): boolean => said.some(({ part }) => parts.includes(part));
  const at = (...parts: readonly Part[]): number => said.findIndex(({ part }) => parts.includes(part));
  const isTold =
    has("mistake", "regret", "off", "asked", "offing", "played", "missed") || (has("person") && has("did"));
  const saysStop = said.some(({ words }) => words[0] === "стоп" || words[0] === "stop");
  const isRecanted = at("asked") !== -1 && at("regret") > at("asked");
  const isKept = has("kept") && has("regret", "mistake", "ask");
  const isAsked = isTold ? has("ask", "bring") || has("back") : asksPlainly(said);
  const asks = isRecanted || isKept || (has("whole") ? !has("bring", "own") : isAsked);
  // "стоп написала по ошибке": what else is there to be done about it?
  const slipped = has("mistake") && saysStop && undoes?.value === "out";
  if (!asks && !slipped) return undefined;
  const isOwnRequest = has("mine", "mistake", "whole") || said.some(({ words }) => words.includes("my"));
  if (has("request") && !isOwnRequest) return undefined;
  if (isQuestion && !has("modal", "whole")) return undefined;
  if (has("on") && undoes?.value !== "in") return undefined;
  if (has("off") && undoes?.value === "in") return undefined;
  if (said.some((_one, index) => isForSomebody(said, index))) return undefined;
  if (has("strange") && !isOpenlyTold(said, undoes)) return undefined;
  // "Это было подруге": whom the word to stop was for.
  if (said.some((_one, index) => deniesWhat(said, index))) return undefined;
  const asking = new Set(said.filter(({ part }) => ASKING.has(part)).map(({ clause }) => clause));
  const isForOther = said.some(({ part, clause }) => part === "recipient" && asking.has(clause));
  if (has("recipient") && (isForOther || !(slipped && has("did")))) return undefined;
  if (has("name") && (said.some(switchesOn) || !isWhatWasSaid(said, undoes))) return undefined;
  const isAfterwards = at("regret") > at("ask", "bring") && at("ask", "bring") !== -1;
  if (isAfterwards && !isKept && !has("name") && !has("off")) return undefined;
  return { tellsOff: undoes?.value === "out" && (has("off", "asked", "offing") || slipped || (has("name") && isTold)) };
}

/** Nothing is told of what happened: then every word has its part in just this, and says what is taken back, or that it is. */
function asksPlainly(said: readonly Said[]): boolean {
  const has = (...parts: readonly Part[]): boolean => said.some(({ part }) => parts.includes(part));
  const isOwn = has("ask") && has("own", "mine", "request") && !has("bring", "make");
  return (
    !said.some(({ isBorrowed = false, part }) => isBorrowed && !(part === "thing" && has("bring", "request"))) &&
    (isOwn || (has("bring", "make") && has("back") && !has("own", "mine")))
  );
}

/** "верните не то": what is asked for is denied, and no slip is told. */
function deniesWhat(said: readonly Said[], at: number): boolean {
  const one = said[at];
  if (one === undefined || !/^(?:не|didnt)$/u.test(one.words[0] ?? "")) return false;
  const before = said.slice(0, at).findLast(({ part }) => part !== "light");
  return before !== undefined && before.clause === one.clause && ASKING.has(before.part) && before.part !== "back";
}

/** "Жене верните" is for her; "сын нажал, верните" is not for him. */
function isForSomebody(said: readonly Said[], at: number): boolean {
  if (said[at]?.part !== "person") return false;
  const next = said.slice(at + 1).find(({ part }) => !["light", "own", "name", "thing"].includes(part));
  return next === undefined || !["did", "played", "reason", "off", "mistake"].includes(next.part);
}

/** May strange words stand in what is told of it? Only beside our own thing, and in no clause that asks. */
function isOpenlyTold(said: readonly Said[], undoes: Undoable | undefined): boolean {
  const asking = new Set(said.filter(({ part }) => ASKING.has(part)).map(({ clause }) => clause));
  const strange = said.filter(({ part }) => part === "strange");
  const isOurs = said.some(
    ({ part, words: [word] }) => part === "name" || part === "thing" || word === "стоп" || word === "stop",
  );
  const isOwnDeed = said.some(({ part }) => part === "mistake" || part === "regret" || part === "off");
  return (
    undoes?.value === "out" &&
    isOurs &&
    isOwnDeed &&
    asking.size > 0 &&
    strange.length <= MOST_STRANGE &&
    !strange.some(({ clause }) => asking.has(clause))
  );
}

/** With a name that is a wish to have it, whatever was said before. */
const switchesOn = ({ part, words: [word = ""] }: Said): boolean =>
  part === "make" && /^(?:под)?включ|^устан|^повес/u.test(word);

const ASKING: ReadonlySet<Part> = new Set(["ask", "bring", "back", "make"]);
const MOST_STRANGE = 3;

const DEEDS: ReadonlySet<Part> = new Set(["off", "asked", "offing", "on", "mistake", "request", "whole"]);
const OF_A_WISH: ReadonlySet<Part> = new Set(["off", "asked", "offing", "request"]);

/** What it names is what was last switched, and nothing wider; "верните ёлку" alone is a wish for a tree. */
function isWhatWasSaid(said: readonly Said[], undoes: Undoable | undefined): boolean {
  const named = undoes && partsOf(undoes.scope);
  const isDeed = said.some(({ part }) => DEEDS.has(part));
  // "передумала, хочу ёлку обратно" is a wish for one.
  const isPut = said.some(({ part, words: [word = ""] }) => part === "make" && word.startsWith("постав"));
  const isBrought = said.some(({ part }) => part === "bring") || (isPut && said.some(({ part }) => part === "back"));
  const isMissed =
    said.some(({ part }) => part === "missed") &&
    !said.some(({ part }) => part === "bring") &&
    said.some(({ part }) => part === "back");
  const isRegretted = (said.some(({ part }) => part === "regret") && isBrought) || isMissed;
  const isIt = said.every(
    ({ themes }) => themes === undefined || (named?.kind === "theme" && themes.includes(named.key)),
  );
  const isCancelled = said.some(({ part }) => part === "ask") && !said.some(({ part }) => OF_A_WISH.has(part));
  return isIt && (isDeed || isRegretted) && !isCancelled;
}
