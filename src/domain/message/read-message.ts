/** From letters to words with meanings, in clauses. */
import type { Language } from "../label.ts";
import { joinParticles, joinPhrases } from "./join-words.ts";
import { cleanText } from "./letters.ts";
import type { ReadWord } from "./read-word.ts";
import { readWords } from "./read-words.ts";
import type { Stop } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { is, type Word } from "./word.ts";
import { hasProperty } from "./word-property.ts";

/** Words between two stops, such as "не надо убирать" in "Красиво, не надо убирать!". */
export interface Clause {
  readonly words: readonly Word[];
  readonly isQuestion: boolean;
  /** Ends the way a sigh does: "...". */
  readonly trailsOff: boolean;
}

export interface Message {
  readonly clauses: readonly Clause[];
  readonly language: Language;
  /** Holds a question mark, even if it holds no word. */
  readonly asks: boolean;
}

/** Reads a message: its letters, its words, its clauses. `language`: of a text that is in none. */
export function readMessage(text: string, vocabulary: Vocabulary, language: Language = "ru"): Message {
  const clean = heardSigns(cleanText(text));
  const words = readWords(clean, vocabulary);
  const joined = joinParticles(joinPhrases(words, vocabulary));
  return { clauses: splitClauses(joined), language: chooseLanguage(words) ?? language, asks: clean.includes("?") };
}

/** Who dictates says the signs: "у меня ёлка запятая уберите точка". */
const heardSigns = (text: string): string =>
  /[.,!?;:\n]/u.test(text)
    ? text
    : text.replace(/(?<=\S)\s+запятая(?!\p{L})/giu, ",").replace(/(?<=\S)\s+точка(?!\p{L})/giu, ".");

/** Words of command that are sent as they stand whatever one speaks. */
const IN_NO_LANGUAGE = /^(?:stop|ok|sms|t2|tele2|\P{L}+)$/iu;

/** The language most of the recognised letters belong to, if there are any. */
function chooseLanguage(words: readonly (Stop | ReadWord)[]): Language | undefined {
  let balance = 0;
  for (const word of words) {
    if (word.kind === "stop" || word.isSign || IN_NO_LANGUAGE.test(word.written)) continue;
    const isLatin = /\p{Script=Latin}/u.test(word.written);
    const language = word.language ?? (isLatin ? undefined : "ru");
    balance += language === undefined ? 0 : (language === "en" ? 1 : -1) * word.written.length;
  }
  if (balance === 0) return undefined;
  return balance > 0 ? "en" : "ru";
}

const isEnd = (text: string): boolean => /[.!?;…\n]/u.test(text);

/** Splits at stops and at "but", and takes polite insertions out of the way of commas. */
function splitClauses(words: readonly (Stop | Word)[]): readonly Clause[] {
  const clauses: Clause[] = [];
  let current: Word[] = [];
  // A bracket that was opened is punctuation when it closes; one that was not is a smile.
  let isInBrackets = false;
  const close = (stop: string): void => {
    if (current.length === 0) {
      const last = clauses.pop();
      if (last === undefined) return;
      clauses.push({ ...last, isQuestion: last.isQuestion || stop.includes("?") });
      return;
    }
    clauses.push({ words: current, isQuestion: stop.includes("?"), trailsOff: /\.\.|…/u.test(stop) });
    current = [];
  };
  for (const [at, word] of words.entries()) {
    if ("kind" in word) {
      if (word.text.includes(")") && !isInBrackets) current.push(smileOf(word.text));
      isInBrackets = word.text.includes("(") || (isInBrackets && !word.text.includes(")"));
      if (isEnd(word.text) || !isInsertion(words, at)) close(word.text);
      continue;
    }
    if (
      (is(word, "but") && current.length > 0) ||
      opensPoliteOrder(words, at, current) ||
      opensAnew(words, at, current)
    )
      close(",");
    const isSecond = current.some((one) => is(one, "theme", "category")) && current.some(isOrdered);
    if (isSecond && opensWish(words, at)) {
      close(",");
      continue;
    }
    // "уберите ёлку поставьте звезду".
    if (isSecond && isOrder(word) && !is(current.at(-1), "negator") && !OR.test(current.at(-1)?.written ?? ""))
      close(",");
    current.push(word);
  }
  close("");
  return clauses;
}

/** "уберите снежинку и поставьте ёлку": the second order is a wish of its own. */
function opensWish(words: readonly (Stop | Word)[], at: number): boolean {
  const [word, next] = [words[at], words[at + 1]];
  if (word === undefined || next === undefined || "kind" in word || "kind" in next) return false;
  const third = words[at + 2];
  const isTelling = [next, third].some((one) => one !== undefined && !("kind" in one) && TELL.test(one.written));
  return /^(?:и|and)$/iu.test(word.written) && (isOrdered(next) || isTelling);
}

/** "… и ещё скажите, сколько": a question of its own. */
const TELL = /^(?:(?:по|под)?скажите|скажи|подскажи|напишите|расскажите|объясните|сообщите|проверьте|ответьте|tell)$/iu;

/** "I don't have the tree, please turn it on": what is told before a polite order is no part of it. */
function opensPoliteOrder(words: readonly (Stop | Word)[], at: number, current: readonly Word[]): boolean {
  const [word, next] = [words[at], words[at + 1]];
  if (word === undefined || next === undefined || "kind" in word || "kind" in next) return false;
  if (!is(word, "polite") || !isOrdered(next)) return false;
  const named = current.findIndex((one) => is(one, "theme"));
  // "… the tree please restore it": what is told has named it.
  const pointsBack =
    next.language === "en" && words.slice(at + 2, at + 4).some((one) => !("kind" in one) && is(one, "this"));
  return (
    named !== -1 &&
    (pointsBack ||
      /^(?:bring|put|take) (?:it|them)/iu.test(next.written) ||
      current.some((one) => is(one, "no")) ||
      current.some(tellsAbsence))
  );
}

/**
 * Where people write without signs, what they have told ends before what they ask for: "… в общем уберите", "… мне он не нужен",
 * "… так как не вижу".
 */
function opensAnew(words: readonly (Stop | Word)[], at: number, current: readonly Word[]): boolean {
  if (current.length < 2) return false;
  const next = wordsFrom(words, at);
  const said = next.map(({ written }) => written.toLowerCase()).join(" ");
  if (BECAUSE.test(said)) return true;
  if (SO.test(said)) return next.slice(1, REACH).some((word) => isOrder(word) || WISHES.test(word.written));
  const isTold = current.some((word) => TOLD_FORMS.has(word.form ?? "") || is(word, "appear", "vanish"));
  return isTold && REFUSES.test(said);
}

const REACH = 8;

const wordsFrom = (words: readonly (Stop | Word)[], at: number): readonly Word[] => {
  const found: Word[] = [];
  for (let next = at; next < words.length && found.length < REACH; next++) {
    const word = words[next];
    if (word === undefined || "kind" in word) break;
    found.push(word);
  }
  return found;
};

const BECAUSE = /^(?:потому что|так как|тк|ибо|из-за того|поскольку)(?!\p{L})/u;
const SO =
  /^(?:так что|поэтому|короче|в общем|вобщем|вообщем|так вот|итак|одним словом|прошу|просьба|пожалуйста|будьте добры|будьте любезны)(?!\p{L})/u;
const WISHES = /^(?:чтобы?|сделай|сделайте|уберите|можно)$/iu;
const REFUSES =
  /^(?:(?:он|она|оно|они|это|мне|нам|его|её|ее|их) ){1,3}(?:совсем |вообще |абсолютно |нафиг |больше |тут )?не (?:нужн|нужен|надо|нада|нужны)/u;
const TOLD_FORMS: ReadonlySet<string> = new Set(["past-one", "past-many", "others-will", "state", "i-will"]);

const tellsAbsence = (word: Word, at: number, words: readonly Word[]): boolean =>
  (is(word, "vanish") && word.form?.startsWith("past") === true) ||
  (is(word, "negator") &&
    words.slice(at + 1, at + 3).some((next) => /^(?:have|see|got|вижу|видно|было|пришла)$/iu.test(next.written)));

const OR = /^(?:или|либо|то|то ли)$/iu;

const isOrder = (word: Word): boolean =>
  isOrdered(word) &&
  word.language === "ru" &&
  (word.form?.startsWith("order") === true || /^(?:вкл|выкл|откл)$/iu.test(word.written));

const isOrdered = (word: Word): boolean =>
  is(word, "off", "on", "return", "keep") && (word.form === undefined || word.form.startsWith("order"));

const smileOf = (written: string): Word => ({
  written,
  meanings: [{ kind: "smile" }],
  isSign: true,
  doubtful: false,
});

/**
 * A comma that only sets off a polite word ("отключите, пожалуйста, сердечки"), opens a subordinate clause that cannot
 * be understood alone ("не хочу, чтобы…"), or was put between a modal word and its infinitive.
 */
function isInsertion(words: readonly (Stop | Word)[], at: number): boolean {
  const next = words[at + 1];
  const before = words[at - 1];
  if (next === undefined || before === undefined || "kind" in next || "kind" in before) return false;
  if (is(next, "purpose")) return true;
  const third = words[at + 2];
  const isNamed = third !== undefined && !("kind" in third) && is(third, "theme", "thing", "category");
  const isPointed = third !== undefined && !("kind" in third) && is(third, "this") && is(before, "polite", "make");
  if (is(next, "without") && (isNamed || isPointed)) return true;
  if (is(next, "how") && is(before, "able", "want")) return true;
  // "ёлка не нужна, лучше снежинку".
  const isRather =
    /^лучше$/iu.test(next.written) &&
    words.slice(at + 2, at + 4).some((one) => !("kind" in one) && is(one, "theme")) &&
    words.slice(Math.max(0, at - 4), at).some((one) => !("kind" in one) && is(one, "theme"));
  if (isRather) return false;
  if (hasProperty(before, "between-commas") && is(next, "theme", "category") && opensWithOrder(words, at)) return true;
  if (hasProperty(before, "between-commas"))
    return !is(next, "but") && hasGovernor(words, at) && next.form === "infinitive";
  const isOrderBehind = third !== undefined && !("kind" in third) && third.language === "en" && isOrdered(third);
  if (is(next, "polite") && isOrderBehind && !is(before, "polite", "thanks", "filler", "theme", "thing")) return false;
  if (hasProperty(next, "between-commas")) return true;
  return next.form === "infinitive" && is(before, "want", "able", "permit", "cease");
}

/** "снимите, пожалуйста, ёлку": nothing but politeness since the order. */
function opensWithOrder(words: readonly (Stop | Word)[], at: number): boolean {
  for (let back = at - 1; back >= 0; back--) {
    const word = words[back];
    if (word === undefined || ("kind" in word && isEnd(word.text))) return false;
    if ("kind" in word || is(word, "polite")) continue;
    return isOrder(word);
  }
  return false;
}

/** Whether the nearest word that is not a filler, before this place, may govern an infinitive. */
function hasGovernor(words: readonly (Stop | Word)[], at: number): boolean {
  for (let back = at - 1; back >= 0; back--) {
    const word = words[back];
    if (word === undefined || ("kind" in word && isEnd(word.text))) return false;
    if ("kind" in word || hasProperty(word, "between-commas")) continue;
    return is(word, "want", "able", "permit", "cease", "negator");
  }
  return false;
}
