/**
 * Whether it is in doubt that a message plainly asks to show more. What shows more is done from free text only if nothing
 * in it is quoted, told, refused, asked back, conditional, or about something else: otherwise the person is asked. What
 * shows less needs no such care.
 */
import { transliterate, plainText } from "./letters.ts";
import { findOtherObject } from "./find-other-object.ts";
import { findAside } from "./find-aside.ts";
import { isMissing } from "./is-missing.ts";
import { isOneSlip, NEGATIONS } from "./one-slip.ts";
import { isSwitching } from "./read-verbs.ts";
import type { Clause, Message } from "./read-message.ts";
import type { RuleRow } from "./rule-row.ts";
import { DOUBT_RULE_ROWS } from "./rules/doubt-rules.ts";
import { UNMEANT } from "./find-unmeant.ts";
import type { Signal } from "./signal.ts";
import { toPattern } from "./to-pattern.ts";
import type { Undoable } from "./undoable.ts";
import type { Evidence } from "./understanding.ts";
import { is, saysNothing, type Word } from "./word.ts";
import { hasProperty } from "./word-property.ts";
import type { WordClass } from "./word-class.ts";
import { DOUBT_WORDS, OWN_OPENINGS, PASSED_ON, UNDOABLE } from "./words/doubt-words.ts";

/** A message that is understood to ask for more. */
export interface Showing {
  readonly intent: "switch-on" | "undo";
  /** Cleaned, with its punctuation. */
  readonly text: string;
  readonly message: Message;
  /** What it asks for: verbs and remarks. */
  readonly wishes: readonly Signal[];
  /** Reads part of the text by itself. */
  readonly read: (part: string) => Message;
  /** Undefined where it isn't known: then it may be an `out`. */
  readonly undoes?: Undoable | undefined;
}

/** Names the words that cast a doubt, if any do. */
type FindDoubt = (showing: Showing) => readonly string[] | undefined;

export interface DoubtRule extends RuleRow {
  readonly find: FindDoubt;
}

const LATER = /(?<!\p{L})(?:потом|позже|попозже|позднее|later|someday)(?!\p{L})/iu;

/** The first doubt, as a step of the reading. */
export function findDoubt(showing: Showing, rules: readonly DoubtRule[]): Evidence | undefined {
  const isUndoOfIn = showing.intent === "undo" && showing.undoes?.value === "in";
  for (const { rule, find } of rules) {
    if (isUndoOfIn && !EVEN_OF_ON.has(rule)) continue;
    const words = find(showing);
    if (words !== undefined) return { rule: `doubt-${rule}`, words: words.slice(0, MOST_WORDS) };
  }
  return undefined;
}

const MOST_WORDS = 6;

type DoubtList = keyof typeof DOUBT_WORDS;

const LISTS: ReadonlyMap<DoubtList, RegExp> = new Map(
  (Object.keys(DOUBT_WORDS) as DoubtList[]).map((list) => [list, toPattern(DOUBT_WORDS[list])]),
);

/** Whether a word, or one of a phrase, stands in a list; Latin letters may be Russian ones. */
function isIn({ written }: Word, ...lists: readonly DoubtList[]): boolean {
  const spelled = plainText(written)
    .split(" ")
    .flatMap((part) => (/\p{Script=Latin}/u.test(part) ? [part, transliterate(part)] : [part]));
  return lists.some((list) => spelled.some((part) => LISTS.get(list)?.test(part)));
}

const wordsOf = ({ message }: Pick<Showing, "message">): readonly Word[] =>
  message.clauses.flatMap(({ words }) => words);

const some = (words: readonly Word[], test: (word: Word, at: number) => boolean): readonly string[] | undefined => {
  const found = words.filter(test);
  return found.length === 0 ? undefined : found.map(({ written }) => written);
};

/** What stands behind the first wish, by clause. */
function partsBehind({ message, wishes }: Showing): readonly (readonly Word[])[] {
  const first = Math.min(...wishes.map(({ clause }) => clause));
  const at = Math.min(...wishes.filter(({ clause }) => clause === first).map((wish) => wish.at));
  return message.clauses.slice(first).map(({ words }, index) => (index === 0 ? words.slice(at + 1) : words));
}

const firstOf = <Part>(parts: readonly Part[], find: (part: Part) => readonly string[] | undefined) =>
  parts.map(find).find((found) => found !== undefined);

function clausesOf({ message, wishes }: Showing): readonly Clause[] {
  const places = new Set(wishes.map(({ clause }) => clause));
  return message.clauses.filter((_clause, at) => places.has(at));
}

const NAMES = ["theme", "category", "thing", "all", "this"] as const satisfies readonly WordClass[];
const has = (words: readonly Word[], ...classes: readonly WordClass[]): boolean =>
  words.some((word) => is(word, ...classes));

const QUOTES = /«[^»]*(?:»|$)|“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)|"[^"]*(?:"|$)|(?<![\p{L}\p{N}])'[^']+'(?![\p{L}\p{N}])/gu;

/** A name in quotes is a name; a wish in quotes is somebody's words. */
function findQuoted({ text, read }: Showing): readonly string[] | undefined {
  const quoted = [...text.matchAll(QUOTES)].map(([part]) => part);
  const wished = quoted.filter((part) =>
    read(part).clauses.some(({ words }) =>
      words.some((word) => isSwitching(word) || is(word, "want", "permit", "undo")),
    ),
  );
  return wished.length === 0 ? undefined : wished.map((part) => part.slice(0, 40));
}

/** "Маша: включите ёлку" is what Маша wrote. */
function findNamedSpeaker({ text, wishes }: Showing): readonly string[] | undefined {
  const openings = [...text.matchAll(/(?:^|[\n.!?,])\s*(\p{L}[\p{L} ]{0,40}):\s*(?=[\p{L}«“"'])/gu)];
  const names = openings.flatMap(([, name = ""]) => plainText(name).trim());
  const spoken = names.filter(
    (name) =>
      !OWN_OPENINGS.test(name) && !wishes.some(({ words }) => words.some((word) => name.includes(plainText(word)))),
  );
  return spoken.length === 0 ? undefined : spoken;
}

/** Told by somebody else: "я написала стоп" and "писала в поддержку" tell what the writer did. */
function findSpeech(showing: Showing): readonly string[] | undefined {
  const wished = clausesOf(showing);
  return firstOf(showing.message.clauses, (clause) => {
    const { words } = clause;
    const [first] = words;
    const isOwn =
      words.some(({ written }) => OWN.has(plainText(written))) ||
      has(words, "accident", "regret") ||
      (first !== undefined && isIn(first, "speech") && first.language !== "en" && !wished.includes(clause));
    return isOwn && !has(words, "person", "who") ? undefined : some(words, (word) => isIn(word, "speech"));
  });
}

const OWN = new Set(["я", "ya", "i"]);

/** "Вы включите ёлку?", "надо ли включать ёлку?", "кто просил?" ask; they don't wish. */
function findAsked(showing: Showing): readonly string[] | undefined {
  const wished = clausesOf(showing);
  const who = showing.message.clauses
    .filter(
      (clause) => wished.includes(clause) || (clause.isQuestion && !tellsRemoval(clause)) || has(clause.words, "want"),
    )
    .flatMap(({ words }) => some(words, (word) => is(word, "who")) ?? []);
  if (who.length > 0) return who;
  const whether = wished.find(({ words }) => has(words, "whether") && has(words, "want"));
  if (whether !== undefined) return some(whether.words, (word) => is(word, "whether"));
  for (const { clause, at, rule } of showing.wishes) {
    const said = showing.message.clauses[clause];
    if (said === undefined || has(said.words, "polite")) continue;
    if (rule !== "do" && !(rule === "wants" && said.isQuestion)) continue;
    const past = said.words.slice(0, at).findLastIndex(({ form }) => form?.startsWith("past") === true);
    const subject = some(said.words.slice(past + 1, at), ({ written }) => SUBJECTS.has(plainText(written)));
    if (subject !== undefined) return subject;
  }
  return undefined;
}

/** "Кто убрал ёлку? Верните" asks of what is wished undone. */
const tellsRemoval = ({ words }: Clause): boolean =>
  words.some((word) => is(word, "off", "vanish") && word.form?.startsWith("past") === true);

const SUBJECTS = new Set(["вы", "ты", "vy", "ty", "они"]);

/** A refusal behind the wish takes it back, unless it says what the person has not, or what is not to be removed. */
function findRefusal(showing: Showing): readonly string[] | undefined {
  return firstOf(partsBehind(showing), (words) =>
    some(words, (word, at) => {
      const next = words.slice(at + 1, at + 4);
      if (isIn(word, "refusal")) return plainText(next[0]?.written ?? "") !== "бы";
      if (is(word, "no", "nothing"))
        return !has(words, "me") && !words.some((one) => TO_ME.test(plainText(one.written)));
      // "My wife has it and I don't".
      if (is(word, "negator") && next.length === 0 && is(words[at - 1], "me")) return false;
      // "Муж не дарит".
      const isOfSomebody =
        words.slice(0, at).some((one) => is(one, "person")) &&
        !has(words, ...NAMES, "want", "permit", "on", "off", "return");
      if (is(word, "negator")) return !isHarmless(next) && !isOfSomebody;
      return is(word, "cease", "stop", "forbidden") || (is(word, "regret") && showing.intent === "switch-on");
    }),
  );
}

/** "всем поставили, а мне нет". */
const TO_ME = /^[аи] (?:мне|нам|у меня|у нас)$/u;

function isHarmless(next: readonly Word[]): boolean {
  if (has(next, "off", "vanish")) return true;
  const [first] = next.filter((word) => is(word, "able") || !hasProperty(word, "behind-a-denial"));
  return is(first, "appear", "able") || plainText(next[0]?.written ?? "") === "have";
}

/** "…, and I sue": what follows from it is no reason to wish it. */
function findCondition(showing: Showing): readonly string[] | undefined {
  const conditions = some(wordsOf(showing), (word) => is(word, "if") || isIn(word, "threat") || isLeaving(word));
  if (conditions !== undefined) return conditions;
  return firstOf(partsBehind(showing), (words) =>
    some(words, (word, at) => {
      const next = words[at + 1];
      if (isIn(word, "condition") || (is(word, "only") && is(next, "when"))) return true;
      const isTold = is(words[at + 2], "negator") || /^(?:do|have|had)/iu.test(words[at + 2]?.written ?? "");
      return (
        is(word, "and") &&
        next !== undefined &&
        OWN.has(plainText(next.written)) &&
        !isTold &&
        !has(words, "good", "smile")
      );
    }),
  );
}

const isCost = (word: Word): boolean => word.meanings.some(({ reason }) => reason === "cost");
const isLeaving = (word: Word): boolean => word.meanings.some(({ reason }) => reason === "leaving");

/** "верните как было, без ёлки": what stands behind "without", "before", "instead of" is what is not wanted. */
function findAway(showing: Showing): readonly string[] | undefined {
  return firstOf(showing.message.clauses, ({ words, isQuestion }) =>
    some(words, (word, at) => {
      if (isIn(word, "less")) return true;
      // "без спроса", and "почему без звезды?"
      if (word.written.includes(" ") || (isQuestion && is(words[0], "why"))) return false;
      const next = words.slice(at + 1, at + 4);
      const named = next.findIndex((one) => is(one, ...NAMES) && !isIn(one, "pronouns"));
      const isMissed =
        words.some(isMissing) ||
        /^без\s+\S+\s+не\s+то$/u.test(plainText(words.map(({ written }) => written).join(" ")));
      const isTold =
        plainText(word.written) === "без" &&
        !clausesOf(showing).some((clause) => clause.words === words) &&
        has(words.slice(0, at), "me");
      return (
        isIn(word, "away") &&
        named !== -1 &&
        !isMissed &&
        !isTold &&
        !next.slice(0, named).some((one) => isSwitching(one))
      );
    }),
  );
}

function findOthers(showing: Showing): readonly string[] | undefined {
  const number = /\+?\d(?:[\s()-]*\d){6,}/u.exec(showing.text);
  if (number !== null) return ["…"];
  for (const { words } of clausesOf(showing)) {
    const isOrdered = words.some((word) => isSwitching(word));
    const found = some(
      words,
      (word, at) =>
        (!isOrdered && isIn(word, "others")) || (isIn(word, "pronouns") && is(words[at - 1], "preposition")),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A strange scrap one slip away from "не" or "без" may have turned the wish round. */
function findSlip(showing: Showing): readonly string[] | undefined {
  return some(
    clausesOf(showing).flatMap(({ words }) => words),
    (word) => {
      const written = plainText(word.written);
      return (
        saysNothing(word) &&
        /^(?!(?:ней|ним|нем)$)\p{L}{1,4}$/u.test(written) &&
        NEGATIONS.some((one) => isOneSlip(written, one))
      );
    },
  );
}

/** "включите интернет, ёлка есть": the operator's other business. "на сим-карте" only says where. */
function findElsewhere(showing: Showing): readonly string[] | undefined {
  const wished = clausesOf(showing);
  const namesIt = wished.some(({ words }) => has(words, "theme", "category"));
  return firstOf(showing.message.clauses, (clause) =>
    some(clause.words, (word, at) => {
      if ((isIn(word, "elsewhere") && !is(word, "impatient", "how-long")) || isCost(word)) return true;
      if (!is(word, "foreign") || plainText(word.written) === "number") return false;
      const isPlace = is(clause.words[at - 1], "preposition", "me");
      return wished.includes(clause) ? !isPlace : !namesIt;
    }),
  );
}

/** "ввключии сердца, спасибо" may be thanks for what was done. */
function findMisspeltThanks({ message, wishes }: Showing): readonly string[] | undefined {
  if (
    !message.clauses.some(({ words }) => has(words, "thanks")) ||
    wordsOf({ message }).some((word) => is(word, "polite"))
  )
    return undefined;
  return firstOf(wishes, ({ clause, at }) => {
    const word = message.clauses[clause]?.words[at];
    return word?.isNear === true ? [word.written] : undefined;
  });
}

/** "включите песню про ёлку", "канал Звезда включите". */
const findOther = ({ message, wishes }: Showing) =>
  firstOf(message.clauses, ({ words }) =>
    some(words, (word, place) => is(words[place + 1], "theme") && NAMED.test(plainText(word.written))),
  ) ??
  firstOf(wishes, ({ clause, at }) => {
    const said = message.clauses[clause];
    return said === undefined ? undefined : findOtherObject(said, at);
  });

/** What is called by a name that is a decoration's too. */
const NAMED =
  /^(?:телеканал|радио|кинотеатр|групп|рубрик|передач|програм|игр[аыуе]$|отел|гостиниц|посел|поселок|деревн|жк$|станци|улиц|канал|тариф|пакет|фильм|сериал|песн|журнал|магазин|кафе|ресторан|клуб|услуг|подписк|опци|акци|channel|film|movie|song|plan)/u;

/** "дайте кнопку отключения ёлки" asks for the switch that switches off. */
function findSwitchingOff(showing: Showing): readonly string[] | undefined {
  if (showing.intent === "undo") return undefined;
  return some(
    clausesOf(showing).flatMap(({ words }) => words),
    (word) => is(word, "off") && word.form === "noun" && !PARTICIPLE.test(plainText(word.written)),
  );
}

/** "включите выключенные сердечки" says which. */
const PARTICIPLE = /(?:[ае]нн|ятая|ятые)/u;

const isOff = (word: Word): boolean => is(word, "off", "stop");

/** "Undo the tree", "верните номер", "отмените заказ": something is named, and it may be anything but the last word. */
function findNamedUndo(showing: Showing): readonly string[] | undefined {
  if (showing.intent !== "undo") return undefined;
  const { undoes } = showing;
  const [theme, ...others] = new Set(
    wordsOf(showing).flatMap(({ meanings }) => meanings.flatMap(({ kind, key }) => (kind === "theme" ? [key] : []))),
  );
  const isSame = theme !== undefined && others.length === 0 && undoes?.scope === `theme:${theme}`;
  for (const wish of showing.wishes) {
    const words = showing.message.clauses[wish.clause]?.words ?? [];
    const isAboutOff = words.some(isOff);
    // "заказ отмените": the verb ends the clause, so what stands before it is what it is about.
    const isLast = wish.rule !== "asks-to-undo" && wish.at === words.length - 1 && !has(words, "accident", "regret");
    const found = some(words, (word, at) => {
      if (UNDOABLE.test(plainText(word.written))) return false;
      if (is(word, "theme", "category")) return !(isSame && (isAboutOff || undoes.value === "in"));
      if (is(word, "on")) return undoes?.value !== "in";
      if (is(word, "place")) return !is(words[at - 1], "preposition", "place");
      return saysNothing(word) && (at > wish.at || (isLast && at === wish.at - 1));
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

const DOUBTS = {
  quoted: findQuoted,
  "passed-on": ({ text }) => {
    const found = PASSED_ON.exec(text);
    return found === null ? undefined : [found[0].trim()];
  },
  "somebody-spoke": findNamedSpeaker,
  told: findSpeech,
  asked: findAsked,
  refused: findRefusal,
  conditional: findCondition,
  "without-or-before": findAway,
  "somebody-else": findOthers,
  "slipped-negation": findSlip,
  "about-another-object": findOther,
  "named-aside": findAside,
  "misspelt-thanks": findMisspeltThanks,
  "some-other-time": ({ text }) => LATER.exec(text)?.slice(0, 1),
  "names-switching-off": findSwitchingOff,
  "about-something-else": findElsewhere,
  "names-what-to-undo": findNamedUndo,
  ...UNMEANT,
} as const satisfies Readonly<Record<string, FindDoubt>>;

/** Only these stand in the way of taking back what was switched on: it shows less. */
const EVEN_OF_ON: ReadonlySet<string> = new Set(["about-something-else", "names-what-to-undo"]);

export const DOUBT_RULES: readonly DoubtRule[] = DOUBT_RULE_ROWS.map((row) => ({ ...row, find: DOUBTS[row.rule] }));
