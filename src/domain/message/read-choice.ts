/**
 * The answer to "what to switch off?" and "what to switch on?": names and nothing else. Every word has to be one of those that
 * belong there, as a bare name asks for nothing without our question.
 */
import { isPlural } from "./find-scope.ts";
import { plainText } from "./letters.ts";
import { namesTheRest } from "./names-more.ts";
import type { Clause, Message } from "./read-message.ts";
import type { AlsoWished, MessageReason, MessageScope } from "./understanding.ts";
import { is, plain, type Word } from "./word.ts";
import { hasProperty } from "./word-property.ts";
import { ALL_OF_IT, BESIDE_A_CHOICE, OCCASIONS, REST_STAYS } from "./words/answer-words.ts";
import { JOY, NEVER_ITS_NAME } from "./words/plain-words.ts";

type Named = AlsoWished["scope"];

export interface Choice {
  readonly scopes: readonly [MessageScope, ...Named[]];
  /** Each is called by its own name, letter by letter. */
  readonly isExact: boolean;
  readonly words: readonly string[];
}

type Direction = "off" | "on";

interface Choosing {
  readonly direction: Direction;
  readonly shownTheme: string | undefined;
  readonly read: (text: string) => Message;
}

/** Longer ones are no answers. */
const MOST_CHARACTERS = 120;

export function readChoice(said: string, choosing: Choosing): Choice | undefined {
  const whole = plainText(said)
    .replace(QUOTED, "$1")
    .replace(OPERATOR, "оператора")
    .replace(THEN, " и ")
    .replace(BESIDE_A_CHOICE, " ");
  const text = choosing.direction === "off" ? whole.replace(REST_STAYS, "") : whole.replace(/^\s*(?:ну )?пусть /u, "");
  if (text.length > MOST_CHARACTERS || /[?«»"“”„>:0-9]/u.test(withoutDays(text)) || /\.\.|…/u.test(text))
    return undefined;
  const bare = text.replace(ALL_OF_IT, " ");
  const choice = readNames(withoutDays(bare), choosing) ?? readNames(withDays(bare), choosing);
  if (choice !== undefined && namesTheRest(text)) return { ...choice, scopes: [{ kind: "all" }] };
  return choice ?? readPointing(text, choosing) ?? readWithReason(bare, choosing);
}

/** "Звезду. Дед фронтовик": what follows only says why. */
function readWithReason(text: string, choosing: Choosing): Choice | undefined {
  const parted = /^([^.,!\n]+)[.,!\n]+\s*(\S[^?]*)$/u.exec(text);
  const [, head = "", tail = ""] = parted ?? [];
  const told = choosing.read(tail).clauses.flatMap(({ words }) => words);
  const choice = told.length === 0 ? undefined : readNames(withDays(head), choosing);
  const isReason =
    told.length <= MOST_OF_A_REASON &&
    !told.some((word) => is(word, ...(choosing.direction === "off" ? FOND : WEARY))) &&
    !told.some(
      (word) => isName(word) || is(word, ...TURNS) || NOT_NOW.test(plain(word)) || APPROVING.test(plain(word)),
    );
  return isReason && choice?.scopes.every(({ kind }) => kind === "theme") === true ? choice : undefined;
}

const MOST_OF_A_REASON = 6;
const FOND = ["good", "smile"] as const;
const WEARY = ["bad", "reason"] as const;
/** What may take back what was chosen, or ask for more. */
const TURNS = [
  ...(["negator", "no", "nothing", "all", "only", "except", "but", "if", "without", "thing", "thanks"] as const),
  ...([
    "off",
    "on",
    "return",
    "keep",
    "cease",
    "stop",
    "want",
    "permit",
    "cancel",
    "undo",
    "replace",
    "foreign",
  ] as const),
] as const;

/** A name that was copied is in quotation marks, and nothing beside it. */
const QUOTED = /^\s*[«"“„]([\p{L}\s]+)[»"”“]\s*$/u;
/** "снежинку и потом сердечко": both. */
const THEN = /(?<=\p{L}{4})(?:,)?(?: и| а)? (?:потом|затем|ещё и|еще и)(?: еще)? (?=\p{L}{4})/gu;
const OPERATOR = /(?<!\p{L})(?:теле|tele|т|t)2(?!\p{L})/gu;

/** "Эту", "ту, что сейчас висит": what is shown. */
function readPointing(text: string, { direction, shownTheme, read }: Choosing): Choice | undefined {
  if (direction === "on" || shownTheme === undefined) return undefined;
  const { clauses } = read(text);
  const words = clauses.flatMap((clause) => clause.words);
  const things = words.filter((word) => is(word, "thing") && !is(word, "bad"));
  const isPointing =
    words.some((word) => things.includes(word) || is(word, "this") || POINTING.test(plain(word))) &&
    clauses.every((clause) => clause.words.every((word, at) => isShowing(word) || isKnown(clause, at, direction)));
  if (
    !isPointing ||
    words.length > MOST_WORDS ||
    approves(words) ||
    words.some(isName) ||
    words.some((word) => is(word, "all", "thanks"))
  )
    return undefined;
  const scope = things.some(isPlural) ? ({ kind: "all" } as const) : ({ kind: "shown", key: shownTheme } as const);
  return { scopes: [scope], isExact: true, words: words.map(({ written }) => written) };
}

const isShowing = (word: Word): boolean =>
  is(word, "appear", "on") && /^(?:вис|показ|виж|вид|сто|гор|свет|повес)/u.test(plain(word));

const withoutDays = (text: string): string =>
  Object.values(OCCASIONS).reduce((left, day) => left.replace(day, " "), plainText(text));

const withDays = (text: string): string =>
  Object.entries(OCCASIONS).reduce((left, [name, day]) => left.replace(day, ` ${name} `), text);

function readNames(text: string, { direction, shownTheme, read }: Choosing): Choice | undefined {
  const { clauses } = read(text);
  const words = clauses.flatMap((clause) => clause.words);
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  if (!clauses.every((clause) => clause.words.every((_word, at) => isKnown(clause, at, direction)))) return undefined;
  if (approves(words)) return undefined;
  const named = words.filter(isName);
  // A heart is how people thank.
  const names = named.some(({ isSign }) => !isSign)
    ? named.filter(({ isSign }) => !isSign)
    : named.filter(({ written }) => !JOY.has(written));
  const written = words.map((word) => word.written);
  const alls = words.filter((word) => is(word, "all"));
  if (names.length === 0)
    return alls.length > 0 && named.length === 0 && !words.some((word) => OF_A_KIND.test(plain(word)))
      ? { scopes: [{ kind: "all" }], isExact: true, words: written }
      : undefined;
  if (alls.length > 0 && !alls.every((word) => describes(words, word))) return undefined;
  const scopes = names.map((word) => scopeOf(word, shownTheme));
  const [first, ...others] = distinct(scopes.filter((scope) => scope !== undefined));
  if (first === undefined || scopes.includes(undefined)) return undefined;
  const signs = named.filter(({ isSign }) => isSign).map((word) => scopeOf(word, shownTheme));
  const isOdd = signs.some((sign) => ![first, ...others].some((one) => one.key === sign?.key));
  if (isOdd && direction === "off") return undefined;
  const isExact = names.every((word) => word.isNear !== true && !NEVER_ITS_NAME.has(plain(word)));
  return { scopes: [first, ...others], isExact, words: written };
}

const MOST_WORDS = 14;

/** "всё новогоднее" is not all. */
const OF_A_KIND = /^(?:пред)?(?:новогодн|праздничн)/u;

const isName = (word: Word): boolean =>
  word.meanings.some(({ kind, isHint = false }) => (kind === "theme" || kind === "category") && !isHint);

/** "Всё ок", "ёлка хорошо", "всё, спасибо": what is named is liked as it is, or there is no more to say. */
const approves = (words: readonly Word[]): boolean => {
  const first = words.findIndex((word) => isName(word) || is(word, "all"));
  const isWhole = words.every((word) => !isName(word));
  return (
    words.slice(first + 1).some((word) => APPROVING.test(plain(word))) ||
    (isWhole && words.some((word) => is(word, "thanks") || plain(word) === "ну"))
  );
};

const APPROVING = /^(?:хорошо|норм|ок|окей|ладно|да|ага|угу|ok|okay|yes|fine|well)$/u;

/** "все сердечки". */
const describes = (words: readonly Word[], all: Word): boolean => {
  const at = words.indexOf(all);
  const [next, before] = [words[at + 1], words[at - 1]];
  return next === undefined ? before !== undefined && isName(before) : isName(next);
};

/** One thing, or of several that a word may name the one that is shown. */
function scopeOf(word: Word, shownTheme: string | undefined): Named | undefined {
  const scopes = distinct(
    word.meanings.flatMap(({ kind, key, isHint = false }) =>
      (kind === "theme" || kind === "category") && key !== undefined && !isHint ? [{ kind, key }] : [],
    ),
  );
  const [only, ...others] = scopes;
  if (others.length === 0) return only;
  return scopes.find(({ kind, key }) => kind === "theme" && key === shownTheme);
}

const distinct = (scopes: readonly Named[]): readonly Named[] => [
  ...new Map(scopes.map((scope) => [`${scope.kind}:${scope.key}`, scope])).values(),
];

const OR = /^(?:или|либо|or)$/u;
const BESIDE_A_NAME = /^(?:с|со|на|к|ко|в|из|от|у|около|возле|рядом|with|on|of|from|in|for)$/u;
/** Other times, and words that half take back what was said. */
const NOT_NOW =
  /^(?:как(?:ой|ая|ую|ие|ое|их)|ч(?:ей|ья|ью|ьи)|потом|позже|раньше|завтра|утром|вечером|днем|теперь|никогда|хотя|иначе|лучше|наверное|might|later|tomorrow|then|never)$/u;

function isKnown({ words, isQuestion, trailsOff }: Clause, at: number, direction: Direction): boolean {
  const word = words[at];
  if (word === undefined || isQuestion || trailsOff || NOT_NOW.test(plain(word)) || OR.test(plain(word))) return false;
  if (word.isSign) return isName(word) || is(word, "smile") || JOY.has(word.written) || is(word, "polite", "thanks");
  if (is(word, "preposition") && !isName(word)) return BESIDE_A_NAME.test(plain(word));
  if (is(word, "all", "only") || isName(word)) return true;
  if (is(word, "want")) return direction === "on" || GIVEN.test(plain(word));
  if (isVerb(word, direction)) return true;
  if (LOOKS.test(plain(word))) return true;
  // "ту, что висит".
  if (words.some((one) => POINTING.test(plain(one))) && isShowing(word)) return true;
  if (direction === "off" && is(word, "bad", "reason"))
    return word.meanings.every(({ reason }) => !OF_OTHERS.has(reason));
  if (POINTING.test(plain(word))) return true;
  return hasProperty(word, "among-names") && !is(word, "negator", "person", "again", "still");
}

/** Complaints of these are about other business. */
const OF_OTHERS: ReadonlySet<MessageReason | undefined> = new Set(["cost", "leaving", "privacy"]);

/** "красный тюльпан", "маленькую звёздочку". */
const LOOKS =
  /^(?:красн|син|зелен|бел|розов|желт|голуб|золот|серебр|оранжев|черн|цветн|разноцветн|ярк|больш|маленьк|мелк|пятиконечн|пушист|red|blue|green|white|pink|yellow|gold|little|small|big)/u;

/** "те, что с сердечками". */
const POINTING = /^(?:те|ту|та|тот|тех|той|то|что|где|котор\p{L}+|нарисован\p{L}*|изображен\p{L}*)$/u;

const GIVEN = /^(?:давай|давайте|прошу)$/u;

const isVerb = (word: Word, direction: Direction): boolean =>
  (direction === "off" ? is(word, "off", "cease") : is(word, "on", "give", "return", "permit")) &&
  !word.doubtful &&
  (word.form === undefined || word.form.startsWith("order") || word.form === "infinitive");
