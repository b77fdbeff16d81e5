/**
 * Word patterns and the endings they allow. A pattern is a stem with a mark:
 * - `стоп`      this word only
 * - `тюльпан~`  a noun or an adjective in any case or number; English: `heart~` also "hearts"
 * - `отключ+`   a verb in any form, the ending saying which; English: `remov+` also "removed", "removing"
 * - `избав+ся`  a verb that exists only with -ся
 *
 * Endings are closed lists, so "звезд~" is a star and never a longer word that merely begins alike.
 */
import type { Language } from "../label.ts";
import { foldSounds, plainText } from "./letters.ts";

/** What a verb's ending says. `order-once` is the perfective imperative: "не отключите" is a riddle, "не отключайте" is not. */
export type VerbForm =
  | "infinitive"
  | "order"
  | "order-once"
  | "past-one"
  | "past-many"
  | "i-will"
  | "you-will"
  | "others-will"
  | "state"
  | "noun"
  | "doing";

export type Paradigm = "exact" | "noun" | "verb" | "reflexive";

export interface Pattern {
  readonly stem: string;
  readonly paradigm: Paradigm;
  readonly language: Language;
  /** The stem folded by sound; English stems stay as they are. */
  readonly sound: string;
}

const MARKS = [
  ["+ся", "reflexive"],
  ["+", "verb"],
  ["~", "noun"],
] as const satisfies readonly (readonly [string, Paradigm])[];

/** Reads one pattern. The language is that of its letters. */
export function parsePattern(text: string): Pattern {
  const spelled = plainText(text);
  const language = /\p{Script=Cyrillic}/u.test(spelled) ? "ru" : "en";
  for (const [mark, paradigm] of MARKS) {
    if (spelled.endsWith(mark)) return makePattern(spelled.slice(0, -mark.length), paradigm, language);
  }
  return makePattern(spelled, "exact", language);
}

export function makePattern(stem: string, paradigm: Paradigm, language: Language): Pattern {
  return { stem, paradigm, language, sound: language === "ru" ? foldSounds(stem) : stem };
}

const list = (text: string): readonly string[] => text.split(" ");

const RUSSIAN_NOUN_ENDINGS: ReadonlySet<string> = new Set([
  "",
  ...list("а я о е и ы у ю ь й ом ем ой ей ою ею ам ям ами ями ах ях ов ев ие ия ию ием ии"),
  ...list("ый ий ая яя ое ее ые ого его ому ему ым им ую юю ых их ыми ими ьи ью ье"),
]);
const ENGLISH_NOUN_ENDINGS: ReadonlySet<string> = new Set(["", "s", "es"]);

const ENGLISH_VERB_ENDINGS: ReadonlyMap<string, VerbForm> = new Map([
  ["", "order"],
  ["e", "order"],
  ["s", "state"],
  ["es", "state"],
  ["ed", "past-one"],
  ["d", "past-one"],
  ["ing", "doing"],
]);

const RUSSIAN_VERB_ENDINGS = buildRussianVerbEndings();

function buildRussianVerbEndings(): ReadonlyMap<string, VerbForm> {
  const endings = new Map<string, VerbForm>();
  const add = (form: VerbForm, starts: readonly string[], ends: readonly string[]): void => {
    for (const start of starts) for (const end of ends) if (!endings.has(start + end)) endings.set(start + end, form);
  };
  const themes = ["", ...list("и а я е у ну ва ива ыва ова ева")];
  const lasting = list("а я ва ива ыва");
  add("order", [...lasting, "у"], ["й", "йте"]);
  add("order-once", [""], list("и ите ь ьте й йте ни ните"));
  add("infinitive", themes, ["ть"]);
  add("infinitive", [""], ["ти", "чь"]);
  add("past-many", themes, ["ли"]);
  add("past-one", themes, list("л ла ло"));
  add("i-will", ["", ...lasting, "у", "л"], ["ю", "у"]);
  add("you-will", ["", ...lasting, "у", "л"], list("ешь ишь ете"));
  add("others-will", ["", ...lasting, "у", "л"], list("ет ит ем им ют ут ят ат"));
  add("noun", ["", "а", "ив", "ыв", "л"], list("ение ения ению ением ании ание ания анию"));
  add("state", [""], list("ен ена ено ены н на но ны т та то ты"));
  return endings;
}

const RUSSIAN_REFLEXIVES = ["ся", "сь"];

/** What a word's ending says, or undefined if the paradigm does not allow it. `form` is there for verbs only. */
export function readEnding(ending: string, { paradigm, language }: Pattern): { readonly form?: VerbForm } | undefined {
  if (paradigm === "exact") return ending === "" ? {} : undefined;
  if (paradigm === "noun") {
    return (language === "ru" ? RUSSIAN_NOUN_ENDINGS : ENGLISH_NOUN_ENDINGS).has(ending) ? {} : undefined;
  }
  if (language === "en") return formOf(ENGLISH_VERB_ENDINGS.get(ending));
  const reflexive = RUSSIAN_REFLEXIVES.find((part) => ending.endsWith(part));
  const active = reflexive === undefined ? ending : ending.slice(0, -reflexive.length);
  const form = RUSSIAN_VERB_ENDINGS.get(active);
  if (paradigm === "reflexive") return reflexive === undefined ? undefined : formOf(form);
  return formOf(form === undefined || reflexive === undefined ? form : "state");
}

/** Whether a word is this pattern's, letter by letter. */
export const isExactly = (pattern: Pattern, word: string): boolean =>
  word.startsWith(pattern.stem) && readEnding(word.slice(pattern.stem.length), pattern) !== undefined;

const formOf = (form: VerbForm | undefined): { readonly form: VerbForm } | undefined =>
  form === undefined ? undefined : { form };

const FOLDED_NOUN_ENDINGS: ReadonlySet<string> = new Set([...RUSSIAN_NOUN_ENDINGS].map(foldSounds));
const FOLDED_VERB_ENDINGS: ReadonlyMap<string, VerbForm> = foldEndings();

function foldEndings(): ReadonlyMap<string, VerbForm> {
  const folded = new Map<string, VerbForm>();
  for (const [ending, form] of RUSSIAN_VERB_ENDINGS) {
    const sound = foldSounds(ending);
    // A bare stem says nothing of its form once the soft sign is gone.
    if (sound !== "" && !folded.has(sound)) folded.set(sound, form);
  }
  return folded;
}

/** Like `readEnding`, for an ending whose letters were folded by sound. Orders and infinitives win over rarer forms. */
export function readFoldedEnding(ending: string, pattern: Pattern): { readonly form?: VerbForm } | undefined {
  if (pattern.language === "en" || pattern.paradigm === "exact") return readEnding(ending, pattern);
  if (pattern.paradigm === "noun") return FOLDED_NOUN_ENDINGS.has(ending) ? {} : undefined;
  const reflexive = ["са", "с"].find((part) => ending.endsWith(part));
  const active = reflexive === undefined ? ending : ending.slice(0, -reflexive.length);
  const form = FOLDED_VERB_ENDINGS.get(active);
  if (pattern.paradigm === "reflexive") return reflexive === undefined ? undefined : formOf(form);
  return formOf(form === undefined || reflexive === undefined ? form : "state");
}
