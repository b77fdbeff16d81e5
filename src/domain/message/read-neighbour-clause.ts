/** Reads one clause in a language spoken beside Russian: what it asks for, what it names, and what of it is unknown. */
import { foldFor, foldNeighbour } from "./fold-neighbour.ts";
import { findPhrase, isMany, isNounTail, type NeighbourForm, type NeighbourPart } from "./neighbour-phrases.ts";
import { toPattern } from "./to-pattern.ts";
import type { Tongue } from "./tongue.ts";
import { lookUp, spellOut, type Hit, type Vocabulary } from "./vocabulary.ts";
import type { WordClass } from "./word-class.ts";
import { OTHER_BUSINESS } from "./words/other-business.ts";

type ClauseWish = "off" | "perhaps-off" | "on" | "perhaps-on" | "keep" | "is-off" | "undo" | "unclear";

export type NeighbourMark = NeighbourPart | "many-signs" | "badge" | "many-decor";

export interface NeighbourClause {
  readonly wish: ClauseWish | undefined;
  readonly themes: readonly string[];
  /** What it says of signs. */
  readonly has: ReadonlySet<NeighbourMark>;
  readonly unknown: number;
  /** It names what may be a thing to hold: flowers, of which tulips are ours. */
  readonly isLoose: boolean;
  /** It orders off what it names with nothing unknown between, though a few words stand elsewhere that nobody knows. */
  readonly isPlainOff: boolean;
  /** Words that are this language's own and no Russian ones. */
  readonly own: number;
}

interface Item {
  readonly part: NeighbourPart | "unknown";
  readonly form?: NeighbourForm;
  readonly theme?: string;
  readonly isLoose?: boolean;
  readonly isMany?: boolean;
  /** A sign, and no picture. */
  readonly isBadge?: boolean;
  readonly isOwn?: boolean;
  /** Unknown, and nothing known that could be a thing of another kind. */
  readonly isStranger?: boolean;
}

export function readNeighbourClause(
  tongue: Tongue,
  clause: readonly string[],
  isQuestion: boolean,
  vocabulary: Vocabulary,
): NeighbourClause {
  const items = readItems(tongue, clause, vocabulary);
  const named = items.filter(({ part }) => part === "name" || part === "decor" || part === "sign");
  const has = new Set<NeighbourMark>();
  for (const { part, isMany: areMany = false, isBadge = false } of items) {
    if (part !== "unknown") has.add(part);
    if (areMany && part === "sign") has.add("many-signs");
    if (isBadge && part === "sign") has.add("badge");
    if (areMany && part === "decor") has.add("many-decor");
  }
  // Only Slavic languages count what they speak of in general: "безек" may be many.
  if (has.has("decor") && !has.has("this") && !SLAVIC.has(tongue)) has.add("many-decor");
  return {
    wish: judge(tongue, items, isQuestion),
    themes: [...new Set(named.flatMap(({ theme }) => (theme === undefined ? [] : [theme])))],
    has,
    unknown: items.filter(({ part }) => part === "unknown").length,
    isLoose: items.some(({ isLoose = false }) => isLoose),
    isPlainOff: isPlainOff(tongue, items),
    own: items.filter(({ isOwn = false }) => isOwn).length,
  };
}

const MOST_STRANGE = 2;

function isPlainOff(tongue: Tongue, items: readonly Item[]): boolean {
  const verb = items.findIndex(({ part, form }) => part === "off" && form === "order");
  const names = items.flatMap(({ part }, at) => (part === "name" ? [at] : []));
  const [name] = names;
  if (verb === -1 || name === undefined || names.length > 1) return false;
  const between = items.slice(Math.min(name, verb) + 1, Math.max(name, verb));
  const strange = items.filter(({ part }) => part === "unknown");
  return (
    strange.length <= MOST_STRANGE &&
    strange.every(({ isStranger = false }) => isStranger) &&
    !between.some(({ part }) => part === "unknown") &&
    // "замовлення ялинки": a thing of another kind.
    !items.some(
      ({ part }, at) => part === "unknown" && (SLAVIC.has(tongue) || tongue === "tg") && Math.abs(at - name) === 1,
    )
  );
}

/** There a name and "want" is a wish by itself: elsewhere it may be about the thing, and not its picture. */
const SLAVIC: ReadonlySet<Tongue> = new Set(["uk", "be"]);

function judge(tongue: Tongue, items: readonly Item[], isQuestion: boolean): ClauseWish | undefined {
  const has = (...parts: readonly NeighbourPart[]): boolean =>
    items.some(({ part }) => parts.some((one) => one === part));
  const verbs = items.flatMap((item, at) => {
    const { part, form } = item;
    if ((part !== "off" && part !== "on") || form === undefined) return [];
    const helper = items[at + 1];
    // "отключить етіңіз": the helping verb says it.
    const said = helper?.part === "doing" && helper.form !== undefined ? helper.form : form;
    return [{ part, form: items[at - 1]?.part === "not" ? ("negated" as const) : said }];
  });
  const isSaid = (part: "off" | "on", ...forms: readonly NeighbourForm[]): boolean =>
    verbs.some((verb) => verb.part === part && forms.includes(verb.form));
  const isAsked = has("may", "want");
  const names = has("name", "decor", "sign", "festive");
  const removes = isSaid("off", "infinitive") || has("removing");
  const shows = isSaid("on", "infinitive") || has("showing");

  // "я не просила прибирати ялинку".
  if (has("unasked") && (removes || shows)) return "unclear";
  const themes = new Set(items.flatMap(({ theme }) => theme ?? []));
  // "зірку з ялинки" is one of them, with where it stands.
  if (themes.size > 1 && !has("and")) return "unclear";
  const isTurned = items.some(({ part }, at) => part === "not" && !isVerb(items[at + 1]));
  if (isTurned) return "unclear";
  if (has("undo")) return names ? "unclear" : "undo";
  if (has("isOff")) return "is-off";
  if (items.some(({ part, form }) => part === "enough" && form === "negated")) return "unclear";
  if (items.some(({ part }, at) => part === "enough" && items[at - 1]?.part === "not")) return "unclear";
  if (tongue === "tg" && refusesOrder(items)) return "unclear";
  const isOrdered = isSaid("off", "order") || isSaid("on", "negated");
  const isRefused = has("refusal");
  const isKept = has("keep") || isSaid("off", "negated") || ((isRefused || has("enough")) && removes && !isOrdered);
  if (has("when", "what") && (verbs.length > 0 || has("removing", "showing")))
    return isOrdered && has("what") ? "off" : "unclear";
  const isRemoved = removes || isSaid("off", "would", "polite");
  const isOff =
    isOrdered ||
    (isRefused && (names || !has("want")) && !removes) ||
    (isRemoved && (isAsked || (!isQuestion && !isSaid("off", "would", "polite")))) ||
    (has("enough", "without") && names);
  const isShown = isSaid("on", "order") || ((shows || isSaid("on", "would", "polite")) && isAsked);
  if ([isKept, isOff && !isKept, isShown && !isRefused].filter(Boolean).length > 1) return "unclear";
  if (isKept) return "keep";
  if (isOff) return "off";
  if (isShown) return "on";
  if (isSaid("off", "polite")) return "perhaps-off";
  if (verbs.length > 0) return "unclear";
  if (has("want") && names) return SLAVIC.has(tongue) ? "on" : "perhaps-on";
  if (has("may") && names && SLAVIC.has(tongue)) return "on";
  return undefined;
}

const isVerb = (item: Item | undefined): boolean => item?.part === "off" || item?.part === "on";

/** "намехоҳам арчаро хомӯш кунед" doesn't want it switched off: an order looks the same as what is wished. */
function refusesOrder(items: readonly Item[]): boolean {
  const [first] = items.filter(({ part }) => part !== "light");
  return first?.part === "refusal" && items.some(({ part }) => part === "off");
}

function readItems(tongue: Tongue, clause: readonly string[], vocabulary: Vocabulary): readonly Item[] {
  const words = clause.map((word) => foldFor(tongue, word));
  const items: Item[] = [];
  for (let at = 0; at < words.length;) {
    const phrase = findPhrase(tongue, words, at);
    const written = clause[at] ?? "";
    if (phrase === undefined) {
      const item = readRussian(tongue, written, vocabulary);
      items.push(PREPOSITION.test(words[at - 1] ?? "") ? { ...item, isStranger: false } : item);
      at++;
      continue;
    }
    const { part, form, name, pieces } = phrase;
    const length = pieces.length;
    const theme = name === undefined ? undefined : themeOf(name, vocabulary);
    const last = pieces.at(-1);
    const tail = (words[at + length - 1] ?? "").slice(last?.stem.length ?? 0);
    const isOwn = clause
      .slice(at, at + length)
      .some((word) => NO_RUSSIAN_LETTERS.test(word) || (OWN.has(part) && isNoRussian(word, vocabulary)));
    items.push({
      part:
        part === "name" && theme === undefined ? "unknown" : part === "more" && isFrom(words[at - 1]) ? "veto" : part,
      ...(form !== undefined && { form }),
      ...(theme !== undefined && { theme, isLoose: name === LOOSE }),
      ...(last?.tail !== undefined && { isMany: isMany(tongue, tail) }),
      isBadge: BADGE.test(words[at] ?? ""),
      isOwn,
    });
    at += length;
  }
  return items;
}

/** "аз мағоза", "з вітрини": where another stands. */
const PREPOSITION = /^(?:аз|дар|ба|з|из|зи|с|у|в|на|вид|од|ад|до|за|пид|пад)$/u;

/** "ёлкадан башка": all but the tree. */
const isFrom = (before = ""): boolean => /[дтнз][ае]н$/u.test(before);

const BADGE = /^(?:белг|билг|билд|знач|танба|нишон)/u;
const LOOSE = "цветок";

const OWN: ReadonlySet<NeighbourPart> = new Set([
  ...(["off", "on", "keep", "refusal", "isOff", "undo", "removing", "showing", "enough"] as const),
  ...(["name", "decor", "sign", "festive", "no", "yes", "doing"] as const),
  ...(["may", "want", "when", "what", "all", "beside", "good"] as const),
]);

const NO_RUSSIAN_LETTERS = /(?![а-яё])\p{Script=Cyrillic}/iu;

/** Words that are Russian as well. */
const RUSSIAN_TOO =
  /^(?:забери|прибери|забрать|прибрать|не|хочу|нет|так|стоп|тюльпан\p{L}*|символ\p{L}*|серц\p{L}*|валентин\p{L}*|экран|телефон)$/u;

/** Whether a word is none of Russian that is known here. */
export const isNoRussian = (word: string, vocabulary: Vocabulary): boolean => {
  if (NO_RUSSIAN_LETTERS.test(word)) return true;
  const plain = word.toLowerCase().replaceAll("ё", "е");
  return !RUSSIAN_TOO.test(plain) && lookUp(vocabulary, spellOut(plain)) === undefined;
};

const themeOf = (russian: string, vocabulary: Vocabulary): string | undefined =>
  namedBy(lookUp(vocabulary, spellOut(russian.replaceAll("ё", "е"))));

const namedBy = (hit: Hit | undefined): string | undefined =>
  hit?.meanings.find(({ kind, key, isHint = false }) => kind === "theme" && key !== undefined && !isHint)?.key;

const isOf = (hit: Hit, ...kinds: readonly WordClass[]): boolean =>
  hit.meanings.some(({ kind }) => kinds.some((one) => one === kind));

/** The operator, by its name. */
const OPERATOR = /^(?:[tт]2|tele2|теле2)$/u;

/** A Russian word in the sentence: a name with whatever tail, a verb, or one that is light. */
function readRussian(tongue: Tongue, written: string, vocabulary: Vocabulary): Item {
  const word = written.toLowerCase().replaceAll("ё", "е");
  if (OPERATOR.test(word)) return { part: "place" };
  const whole = lookUp(vocabulary, spellOut(word));
  if (whole !== undefined) {
    const theme = namedBy(whole);
    if (theme !== undefined) return { part: "name", theme };
    if (isOf(whole, "off") && OFF_FORMS.has(whole.form ?? ""))
      return { part: "off", form: whole.form === "infinitive" ? "infinitive" : "order" };
    if (isOf(whole, "thing")) return { part: "sign", isMany: /(?:и|ы|ов|ами|ия)$/u.test(word) };
    if (isOf(whole, "all")) return { part: "all" };
    if (isOf(whole, "this")) return { part: "this" };
    if (isOf(whole, "place")) return { part: "place" };
    if (isOf(whole, "polite", "filler", "thanks", "me", "preposition", "impatient")) return { part: "light" };
    return { part: "unknown" };
  }
  for (let length = word.length - 1; length >= LEAST_LETTERS; length--) {
    if (!isNounTail(tongue, foldNeighbour(word.slice(length)))) continue;
    const hit = lookUp(vocabulary, spellOut(word.slice(0, length)));
    const theme = namedBy(hit);
    if (theme !== undefined) return { part: "name", theme, isOwn: true };
    if (hit !== undefined && isOf(hit, "thing"))
      return { part: "sign", isMany: isMany(tongue, foldNeighbour(word.slice(length))), isOwn: true };
  }
  return { part: "unknown", isStranger: !BUSINESS.test(word) && !AN_OBJECT.test(foldNeighbour(word)) };
}

const BUSINESS = toPattern(OTHER_BUSINESS);

/** In the case of what is acted on, or of where something stands. */
const AN_OBJECT = /(?:[дтнз][ыиуо]|ро|[ую]|[дтн][ае]н|[дт][ае]г[ыие]\p{L}*|[ндт][ыиу]н|нинг)$|\d/u;

const LEAST_LETTERS = 4;
const OFF_FORMS: ReadonlySet<string> = new Set(["order", "order-once", "infinitive"]);
