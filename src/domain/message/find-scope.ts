/** What a wish is about. Whatever cannot be told for certain is `unknown`, and the person is asked. */
import type { Clause, Message } from "./read-message.ts";
import { is, isAdjectiveOf, isStrange, type Word } from "./word.ts";
import { hasProperty } from "./word-property.ts";
import { isSwitching } from "./read-verbs.ts";
import type { Signal } from "./signal.ts";
import type { MessageScope } from "./understanding.ts";
import type { WordClass } from "./word-class.ts";

export interface FoundScope {
  readonly scope: MessageScope;
  readonly rule: string;
  /** The clause that named it, when it is not the wish's own. */
  readonly namedIn?: number;
}

const UNKNOWN = { kind: "unknown" } as const satisfies MessageScope;
const unknown = (rule: string): FoundScope => ({ scope: UNKNOWN, rule });

export function findScope(message: Message, signal: Signal, shownTheme: string | undefined): FoundScope {
  const clause = message.clauses[signal.clause];
  if (clause === undefined) return unknown("nothing-said");
  const near = nearVerb(clause, signal.at);
  const isNarrow = signal.kind === "off" && namesOnlyOne(message, clause);
  if (!isNarrow && message.clauses.some((one) => one.words.some((word) => excepts(word, one, clause))))
    return unknown("all-but-something");
  if (
    !isNarrow &&
    clause.words.some((word, at) => is(word, "only") && is(clause.words[at + 1], "theme", "all", "thing"))
  )
    return unknown("only-something");

  if (signal.rule === "the-plain-name") return findBesideTheName(message, shownTheme);
  const themes = themesIn(near, signal.at, clause);
  if (themes.length > 1) return unknown("several-named");
  const all = allAt(clause, signal.at);
  const [theme] = themes;
  if (theme !== undefined) {
    if (isPartOfSomethingElse(clause, signal.at)) return unknown("belongs-to-something-else");
    if (all !== -1 && !describesTheme(clause, all)) return unknown("all-and-one-named");
    return theme.length === 1 && theme[0] !== undefined
      ? { scope: { kind: "theme", key: theme[0] }, rule: "named" }
      : settleDoubt(theme, shownTheme);
  }
  const category = categoriesIn(near)[0];
  if (category !== undefined) return { scope: { kind: "category", key: category }, rule: "category-named" };
  if (is(clause.words[signal.at], "give")) return unknown("nothing-named");
  const nothing = signal.kind === "off" && clause.words.some((word) => is(word, "nothing"));
  if (all !== -1 || nothing || (signal.kind === "off" && near.some(isPlural)))
    return isAboutSomethingElse(near) ? unknown("something-else") : { scope: { kind: "all" }, rule: "everything" };
  return findUnnamed(message, clause, near, signal, shownTheme);
}

/** "ёлка закрывает часы, верните просто т2". */
function findBesideTheName({ clauses }: Message, shownTheme: string | undefined): FoundScope {
  const named = new Set(clauses.flatMap((clause) => themesIn(clause.words, -1, clause)).flat());
  const [only] = named;
  if (only !== undefined && named.size === 1) return { scope: { kind: "theme", key: only }, rule: "named-before" };
  return shownTheme === undefined || only !== undefined
    ? unknown("nothing-shown")
    : { scope: { kind: "shown", key: shownTheme }, rule: "what-is-shown" };
}

/** "не все влюблённые" excepts nothing, unless it speaks of what is to be done. */
const excepts = (word: Word, said: Clause, wished: Clause): boolean =>
  is(word, "except") &&
  // "ничего, кроме названия".
  !(said.words[said.words.indexOf(word) + 1] !== undefined && is(said.words[said.words.indexOf(word) + 1], "place")) &&
  (said === wished ||
    !word.written.toLowerCase().startsWith("не вс") ||
    said.words.some((one) => is(one, "theme", "thing", "category")));

/** "отключите только ёлку", "ёлку, а не всё": less than everything, and that by its name. */
function namesOnlyOne({ clauses }: Message, clause: Clause): boolean {
  const words = clauses.flatMap((one) => one.words);
  const exceptions = words.filter((word) => is(word, "except"));
  return (
    clause.words.some((word) => is(word, "theme")) &&
    !words.some((word) => is(word, "all", "keep")) &&
    exceptions.every(({ written }) => /^(?:не вс[её]|not (?:all|everything))$/iu.test(written))
  );
}

/** "эти значки", "your icons": whoever speaks of them in the plural means all of them. */
export const isPlural = (word: Word): boolean =>
  is(word, "thing") && !word.isSign && (word.language === "en" ? PLURAL : PLURAL_RU).test(word.written.toLowerCase());

const PLURAL = /^(?:icon|decoration|picture|symbol|ornament|image|doodle|graphic|sticker|badge|sign)s$/u;
const PLURAL_RU =
  /^(?:иконки|иконок|иконочки|знач(?:ки|ков)|картин(?:ки|ок|очки)|украшени[яй]|украшалки|символ(?:ы|ов)|смайл(?:ы|ов|ики|иков)|рисун(?:ки|ков|очки)|наклейки|наклеек|стикер(?:ы|ов)|эмблем(?:ы)?|логотип(?:ы|ов)|шту(?:ки|чки|ковины)|декораци[ий]|эт(?:и|их)_.*)$/u;

/** "рекламу тюльпанов" is advertising: what the verb is about stands before the name. */
function isPartOfSomethingElse({ words }: Clause, verbAt: number): boolean {
  const after = words.slice(verbAt + 1);
  return is(
    after.find((word) => is(word, "foreign", "theme")),
    "foreign",
  );
}

/** Nothing is named beside the verb: "it", "the icon", or no object at all. */
function findUnnamed(
  message: Message,
  clause: Clause,
  near: readonly Word[],
  signal: Signal,
  shownTheme: string | undefined,
): FoundScope {
  const told = near.findIndex((word) => WHY.test(word.written));
  const said = told === -1 ? near : near.slice(0, told);
  const points = near.some((word, at) => is(word, "thing") || (is(word, "this") && !isStrangeNoun(near[at + 1])));
  if (isAboutSomethingElse(near)) return unknown("something-else");
  if (message.clauses.some((one) => one !== clause && namesEverything(one))) return unknown("everything-named-beside");
  if (!points && said.some((word) => isStrange(word) || isLoosePlace(near, word))) return unknown("unknown-object");

  const others = message.clauses.flatMap((one, at) =>
    one === clause ? [] : [{ at, themes: themesIn(one.words, -1, one) }],
  );
  const named = new Set(others.flatMap(({ themes }) => themes.flat()));
  const [only, ...rest] = named;
  if (only !== undefined && rest.length === 0) {
    if (points && shownTheme !== undefined && shownTheme !== only) return unknown("named-is-not-shown");
    const namedIn = others.find(({ themes }) => themes.length > 0)?.at;
    return { scope: { kind: "theme", key: only }, rule: "named-before", ...(namedIn === undefined ? {} : { namedIn }) };
  }
  if (rest.length > 0 && (shownTheme === undefined || !named.has(shownTheme))) return unknown("several-named");
  if (
    message.clauses.some(({ words }) => words.some((word, at) => is(word, "foreign") && !is(words[at - 1], "without")))
  )
    return unknown("something-else");
  if (shownTheme === undefined || signal.kind === "on") return unknown("nothing-shown");
  return { scope: { kind: "shown", key: shownTheme }, rule: points ? "points-at-what-is-shown" : "what-is-shown" };
}

/** "отключите ради сохранения семьи": what follows says why. */
const WHY = /^(?:ради|из-за|изза|ввиду|поскольку|потому|because)$/iu;

/** "…, все украшения" after a wish that only points at what is shown. */
const namesEverything = ({ words }: Clause): boolean =>
  words.some((word, at) => is(word, "all") && is(words[at + 1], "thing")) && !words.some(isSwitching);

const isStrangeNoun = (word: Word | undefined): boolean => word !== undefined && isStrange(word);

/** Every theme that one word may name counts; the shown one settles it. */
function settleDoubt(themes: readonly string[], shownTheme: string | undefined): FoundScope {
  if (shownTheme !== undefined && themes.includes(shownTheme)) {
    return { scope: { kind: "theme", key: shownTheme }, rule: "named-and-shown" };
  }
  return unknown("name-of-several");
}

/** The words a verb can be about: those between it and the next verb; if none of them is a name, those before it. */
function nearVerb({ words }: Clause, at: number): readonly Word[] {
  const verbs = words.flatMap((word, index) => (isSwitching(word) && index !== at ? [index] : []));
  const next = verbs.find((index) => index > at) ?? words.length;
  const last = verbs.findLast((index) => index < at) ?? -1;
  const after = words.slice(at, next);
  const namesIn = (part: readonly Word[]): boolean => part.some((word) => is(word, "theme", "category"));
  if (namesIn(after)) return [...words.slice(last + 1, at).filter((word) => is(word, "theme")), ...after];
  const around = words.slice(last + 1, next);
  return namesIn(around) ? around : words;
}

/** Distinct themes; a word that names several stands as one list. An emoji counts beside the verb, or when nothing else does. */
function themesIn(words: readonly Word[], verbAt: number, clause: Clause): readonly (readonly string[])[] {
  const spoken = words.filter((word) => !word.isSign);
  const written = keysOf(spoken, "theme");
  if (written.length > 0) return written;
  const verb = clause.words[verbAt];
  const signs = words.filter((word) => word.isSign);
  if (verb === undefined || is(verb, "off", "stop", "cease", "off-sign")) return keysOf(signs, "theme");
  // "🌷 хочу": nothing else is there.
  if (clause.words.every((word) => word.isSign || is(word, "want", "me", "polite", "on")))
    return keysOf(signs, "theme");
  const after = clause.words.slice(verbAt + 1).find((word) => !is(word, "me", "this", "filler"));
  return keysOf(
    signs.filter((sign) => sign === after),
    "theme",
  );
}

function keysOf(words: readonly Word[], kind: WordClass): readonly (readonly string[])[] {
  const lists = words
    .map((word) =>
      word.meanings.flatMap((meaning) => (meaning.kind === kind && meaning.key !== undefined ? [meaning.key] : [])),
    )
    .map((keys) => [...new Set(keys)])
    .filter((keys) => keys.length > 0);
  return [...new Map(lists.map((keys) => [keys.join(" "), keys])).values()];
}

/** "религиозные чувства" are not a category of decorations. */
function categoriesIn(words: readonly Word[]): readonly string[] {
  const named = words.filter((word, at) => !is(words[at + 1], "feelings") && !isAdjectiveOf(word, words[at + 1]));
  const keys = keysOf(named, "category").flat();
  return keys.length === 1 ? keys : [];
}

/** Where "everything" is the object of the verb: next to it, or before a word for decorations. */
function allAt({ words }: Clause, verbAt: number): number {
  return words.findIndex((word, at) => {
    if (!is(word, "all")) return false;
    // "всё это праздничное безобразие".
    if (words.slice(at + 1, at + 4).some((next) => next.written.startsWith("праздничн"))) return true;
    if (words.slice(at + 1, at + 4).some((next) => is(next, "thing", "theme")) && !is(words[at + 1], "this"))
      return true;
    const between = at < verbAt ? words.slice(at + 1, verbAt) : words.slice(verbAt + 1, at);
    if (is(words[at + 1], "this") || (is(words[at - 1], "this") && is(word, "all"))) return false;
    return between.every(
      (one) => hasProperty(one, "beside-everything") || is(one, "negator", "want", "permit", "able"),
    );
  });
}

/** "все ваши сердечки" are all the hearts, not everything. */
const describesTheme = ({ words }: Clause, allIndex: number): boolean => {
  const next = words.slice(allIndex + 1).findIndex((word) => is(word, "theme"));
  const between = words.slice(allIndex + 1, allIndex + 1 + Math.max(next, 0));
  return next !== -1 && between.every((word) => is(word, "me", "you", "this", "filler", "bad") || isStrange(word));
};

const isAboutSomethingElse = (words: readonly Word[]): boolean => words.some((word) => is(word, "foreign", "gifts"));

/** "с телефона" tells where; "телефон" by itself would be the thing to switch off. */
function isLoosePlace(words: readonly Word[], word: Word): boolean {
  if (!is(word, "place") || is(word, "this", "thing")) return false;
  for (let at = words.indexOf(word) - 1; at >= 0; at--) {
    if (is(words[at], "preposition")) return false;
    if (!is(words[at], "place", "me", "you", "this", "filler")) return !isVocative(words, word);
  }
  return !isVocative(words, word);
}

/** "t2, отключите": the operator is addressed. A telephone is not: "телефон не выключается". */
const isVocative = (words: readonly Word[], word: Word): boolean =>
  /^(?:t2|т2|tele2|теле2)$/iu.test(word.written) ||
  (words[0] === word && /^(?:оператор|operator)/iu.test(word.written));
