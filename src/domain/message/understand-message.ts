/**
 * Understands a short message about decorations: reads its words, collects what each clause asks for, and judges.
 * Precision before recall: a wish is `sure` only if every word that could turn it has been understood.
 */
import { isBareWish, isPlainUndo, isPlainWish, isVagueReturn } from "./account-for-words.ts";
import { compileLexicon } from "./compile-lexicon.ts";
import { findDoubt } from "./find-doubt.ts";
import { judgeShort } from "./judge-short.ts";
import { MESSAGE_RULES, type MessageRules } from "./message-rules.ts";
import type { MessageContext } from "./message-context.ts";
import { findOwnWords } from "./own-words.ts";
import { closed } from "./gate.ts";
import { findOtherPerson } from "./find-other-person.ts";
import { passGates } from "./pass-gates.ts";
import { findOffDoubt } from "./find-off-doubt.ts";
import { cleanText } from "./letters.ts";
import type { Message } from "./read-message.ts";
import { openReading, type ReadingContext } from "./open-reading.ts";
import { is } from "./word.ts";
import { findOrders } from "./read-order.ts";
import { findOwnMatter } from "./read-letter.ts";
import { findSubject } from "./find-subject.ts";
import { readAllBut } from "./read-all-but.ts";
import { readReplacement } from "./read-replacement.ts";
import { readRemarks } from "./read-remarks.ts";
import { weighConcern } from "./weigh-concern.ts";
import { isOpenWish } from "./is-open-wish.ts";
import { isSwitching, readVerbs } from "./read-verbs.ts";
import type { Signal } from "./signal.ts";
import { namesTheRest } from "./names-more.ts";
import { readNeighbour } from "./read-neighbours.ts";
import { categoriesIn, mentionsIn, reasonsIn } from "./named-in.ts";
import type { Evidence, Intent, MessageScope, Understanding } from "./understanding.ts";

import { judge, type Judgement } from "./judge-signals.ts";

/**
 * What a message asks for, why, and how certain that is. Never throws; reads the first 4,096 characters; takes time
 * in proportion to the length read. The same text and context always give the same answer.
 */
export function understandMessage(
  text: string,
  context: MessageContext,
  rules: MessageRules = MESSAGE_RULES,
): Understanding {
  const vocabulary = compileLexicon(context.lexicon);
  const read = openReading(vocabulary);
  const reading: ReadingContext = { ...context, read };
  const own = findOwnWords(cleanText(text), (part) => asksForSomething(read(part)));
  const message = read(own.text, context.language);
  const neighbour = readNeighbour(own.text, vocabulary, rules.tongues, context);
  if (neighbour !== undefined) return { ...neighbour, mentions: mentionsIn(message) };
  const whole = judgePart(own.text, text, message, reading, rules);
  const parted = isDecided(whole)
    ? whole
    : (judgeOwnMatter(own.text, reading, rules, whole) ?? judgeOrders(own, reading, rules, whole) ?? whole);
  const passed =
    own.cut === undefined || isDecided(parted) ? parted : (judgeOfOurs(own, text, reading, rules) ?? parted);
  const judged =
    own.cut === undefined || passed.certainty === "sure" ? passed : withCut(passed, message, closed(own.cut));
  const language = isBareWord(judged, message) ? (context.language ?? message.language) : message.language;
  const reasons = GIVES_REASONS.has(judged.intent) ? reasonsIn(message) : [];
  return { ...judged, reasons, language, mentions: mentionsIn(message), categories: categoriesIn(message) };
}

function judgePart(
  own: string,
  text: string,
  message: Message,
  context: ReadingContext,
  rules: MessageRules,
): Judgement {
  const read = isTooMuch(message) ? TOO_MUCH : judgeWarily(own, text, message, context, rules);
  return passGates(read, { text: own, message, isOurs: isToUs(context) });
}

/**
 * "> У вас включено украшение «Сердечки»", and below it "выключайте": what is quoted, or was forwarded, is what the answer is
 * about, as if we had asked.
 */
function judgeOfOurs(
  own: ReturnType<typeof findOwnWords>,
  text: string,
  context: ReadingContext,
  rules: MessageRules,
): Judgement | undefined {
  if (own.cut !== "words-quoted" && own.cut !== "words-forwarded") return undefined;
  const { read } = context;
  const passedOn = read(text);
  const message = read(own.text, context.language);
  const said = message.clauses.flatMap(({ words }) => words);
  if (message.asks || said.length > MOST_OF_ANSWER || said.some((word) => is(word, "thanks", "good"))) return undefined;
  if (!(findSubject(passedOn).isNamed || OURS.test(text)) || mentionsIn(message).length > 0) return undefined;
  const judged = judgePart(own.text, own.text, message, { ...context, asked: "keep" }, rules);
  const isOrder = judged.evidence.some(({ rule }) => ORDERS.has(rule));
  const isOff = judged.intent === "switch-off" && judged.certainty === "sure" && judged.also === undefined;
  if (!isOff || (judged.scope?.kind !== "shown" && judged.scope?.kind !== "theme")) return undefined;
  // "> отключите ёлку", and "не надо" below it.
  if (!isOrder && (!/^\s*>/u.test(text) || asksToSwitchOff(passedOn))) return undefined;
  const [only, ...others] = mentionsIn(passedOn);
  if (others.length > 0 || findSubject(passedOn).business.some((word) => !/^(?:смс|sms)/iu.test(word)))
    return undefined;
  return only === undefined ? judged : { ...judged, scope: { kind: "theme", key: only } };
}

/** How we speak of decorations to people. */
const OURS = /(?:украсили|украшени|оформлени|значок|праздничн)/iu;
/** Longer ones tell of something else as well. */
const MOST_OF_ANSWER = 12;

/** Whether what is passed on asks for it, or says that it was done. */
const asksToSwitchOff = ({ clauses }: Message): boolean =>
  clauses.some(({ words }) => words.some((word) => is(word, "off", "stop")));

const isDecided = ({ intent, certainty }: Judgement): boolean =>
  certainty === "sure" && (intent === "switch-off" || intent === "switch-on" || intent === "undo");

/** What only stands beside other matters is switched off all the same; nothing is switched on. */
function judgeOwnMatter(
  own: string,
  context: ReadingContext,
  rules: MessageRules,
  whole: Judgement,
): Judgement | undefined {
  if (whole.evidence.some(({ rule }) => /^(?:doubt|for-another|words)-/u.test(rule) && !OF_OTHER_MATTERS.has(rule)))
    return undefined;
  const { read } = context;
  const part = findOwnMatter(own, read);
  if (part === undefined) return undefined;
  const message = read(part);
  const judged = judgePart(part, part, message, context, rules);
  const isOff = judged.intent === "switch-off" && judged.certainty === "sure" && NAMED_OFF.has(judged.scope?.kind);
  const isOnlyOff = judged.also?.every(({ intent }) => intent === "switch-off") ?? true;
  const isAnswered =
    (GIVES_ANSWERS.has(whole.intent) || whole.evidence.some(({ rule }) => rule === "asks-why")) &&
    !judged.evidence.some(({ rule }) => ORDERS.has(rule));
  return isOff && !isAnswered && isOnlyOff && findOtherPerson(own, message) === undefined
    ? { ...judged, evidence: [{ rule: "apart-from-other-matters", words: [] }, ...judged.evidence] }
    : undefined;
}

/** What is plainly ordered off in a sentence of its own is done, whatever reasons stand in the others. */
function judgeOrders(
  { text, cut }: ReturnType<typeof findOwnWords>,
  context: ReadingContext,
  rules: MessageRules,
  whole: Judgement,
): Judgement | undefined {
  if (cut !== undefined || whole.evidence.some(({ rule }) => /^(?:doubt|words)-/u.test(rule) && !OF_REASONS.has(rule)))
    return undefined;
  const { read } = context;
  const orders = findOrders(text, read);
  const [order] = orders;
  if (order === undefined || orders.length > 1) return undefined;
  const message = read(order);
  const judged = judgePart(order, order, message, context, rules);
  const isOff = judged.intent === "switch-off" && judged.certainty === "sure" && judged.scope?.kind === "theme";
  const isOrdered = judged.evidence.some(({ rule }) => ORDERS.has(rule));
  return isOff && isOrdered && judged.also === undefined && findOtherPerson(text, message) === undefined
    ? { ...judged, evidence: [{ rule: "apart-from-other-matters", words: [] }, ...judged.evidence] }
    : undefined;
}

/** A question, beside which only an order is one. */
const GIVES_ANSWERS: ReadonlySet<Intent> = new Set(["why", "when"]);
const ORDERS: ReadonlySet<string> = new Set(["do", "bare-infinitive", "wants"]);
const OF_REASONS: ReadonlySet<string> = new Set(["doubt-about-something-else", "doubt-out-of-a-list"]);

const OF_OTHER_MATTERS: ReadonlySet<string> = new Set(["doubt-about-something-else", "doubt-told-of-elsewhere"]);
const NAMED_OFF: ReadonlySet<MessageScope["kind"] | undefined> = new Set(["theme", "category", "all", "shown"]);

/** A word of command or an answer, alone, is sent in any language: it is answered in that of the phone. */
const isBareWord = ({ evidence: [first] }: Judgement, { clauses }: Message): boolean =>
  first !== undefined && BARE.has(first.rule) && clauses.reduce((count, { words }) => count + words.length, 0) === 1;

const BARE: ReadonlySet<string> = new Set(["a-stop-word-alone", "answers-no", "answers-yes"]);

const isToUs = ({ isOurs = false, asked }: MessageContext): boolean => isOurs || asked !== undefined;

/** Somebody's words, and nothing of the writer's own beside them, ask for nothing. */
const withCut = (judged: Judgement, { clauses }: Message, reason: Evidence): Judgement =>
  clauses.length === 0
    ? { intent: "other", certainty: "unsure", evidence: [reason] }
    : { ...judged, evidence: [reason, ...judged.evidence] };

const asksForSomething = ({ clauses }: Message): boolean =>
  clauses.some(({ words }) =>
    words.some((word) => isSwitching(word) || is(word, "want", "permit", "undo", "stop", "cease")),
  );

/** More verbs than this in one message are a flood of words, not a wish; it also bounds the work of weighing them. */
const MOST_VERBS = 40;

const isTooMuch = ({ clauses }: Message): boolean =>
  clauses.reduce((count, { words }) => count + words.filter(isSwitching).length, 0) > MOST_VERBS;

const TOO_MUCH = {
  intent: "other",
  certainty: "unsure",
  evidence: [{ rule: "too-many-verbs", words: [] }],
} as const satisfies Judgement;

/** What would show more is sure only if nothing casts a doubt on it. */
function judgeWarily(
  own: string,
  text: string,
  message: Message,
  context: ReadingContext,
  rules: MessageRules,
): Judgement {
  const { read, shownTheme, undoes } = context;
  const signals = readSignals(message, rules);
  const short = judgeShort(own, text, message, context, rules.wholes);
  if (short !== undefined) return short;
  const allBut = own === cleanText(text) ? readAllBut(message, context) : undefined;
  if (allBut !== undefined) return allBut;
  const replaced = own === cleanText(text) ? readReplacement(message, context) : undefined;
  if (replaced !== undefined) return replaced;
  const judged = withRest(own, judge(message, signals, shownTheme), signals);
  const { intent, certainty, evidence } = judged;
  const isBothWays = judged.also?.some((one) => one.intent === "switch-on") ?? false;
  if (isBothWays && !mayAlsoShow(judged, { text, message, signals, context, rules })) {
    return { intent: "other", scope: { kind: "unknown" }, certainty: "unsure", evidence };
  }
  if (certainty === "sure" && intent === "switch-off") {
    const offs = signals.filter(({ kind }) => kind === "off");
    const reason = findOffDoubt({ text: own, message, wishes: offs }, rules.offDoubts);
    return reason === undefined ? judged : { ...judged, certainty: "unsure", evidence: [reason, ...evidence] };
  }
  if (certainty !== "sure" || (intent !== "switch-on" && intent !== "undo")) return judged;
  const wishes = signals.filter(({ kind }) => kind === "on" || kind === "return" || kind === "undo");
  // What somebody says of their slip is no wish beside the wish to take it back.
  const spoken = wishes.filter(({ rule }) => rule !== "did-not-mean-it");
  const showing = {
    intent,
    text: cleanText(text),
    message,
    wishes: spoken.length > 0 ? spoken : wishes,
    read,
    undoes,
  };
  const doubt = findDoubt(showing, rules.doubts);
  const reason = doubt ?? findUnaccounted(text, judged, message, context);
  return reason === undefined ? judged : { ...judged, certainty: "unsure", evidence: [reason, ...evidence] };
}

/** Whether nothing casts a doubt on what is to be switched on beside what is to be switched off. */
function mayAlsoShow(
  { also = [] }: Judgement,
  {
    text,
    message,
    signals,
    context,
    rules,
  }: { text: string; message: Message; signals: readonly Signal[]; context: ReadingContext; rules: MessageRules },
): boolean {
  const wishes = signals.filter(({ kind }) => kind === "on" || kind === "return");
  const wished = new Set(wishes.map(({ clause }) => clause));
  const refused = new Set(
    signals.flatMap(({ kind, clause }) => (kind === "off" && !wished.has(clause) ? [clause] : [])),
  );
  // "ёлочку включите, сердечек не надо": that denies something else.
  const clauses = message.clauses.map((clause, at) => (refused.has(at) ? { ...clause, words: [] } : clause));
  const doubtful = findDoubt(
    {
      intent: "switch-on",
      text: cleanText(text),
      message: { ...message, clauses },
      wishes,
      read: context.read,
      undoes: context.undoes,
    },
    rules.doubts,
  );
  return (
    doubtful === undefined &&
    also
      .filter(({ intent }) => intent === "switch-on")
      .every(({ scope }) => {
        const wish: Judgement = { intent: "switch-on", scope, certainty: "sure", evidence: [] };
        return findUnaccounted(text, wish, message, context) === undefined;
      })
  );
}

/** "уберите ёлку и всё остальное" is about everything. */
function withRest(text: string, judged: Judgement, signals: readonly Signal[]): Judgement {
  const isBothWays = judged.also?.some(({ intent }) => intent === "switch-on") ?? false;
  if (judged.intent !== "switch-off" || judged.scope?.kind === "all" || isBothWays || !namesTheRest(text))
    return judged;
  const evidence = [{ rule: "and-all-the-rest", words: [] }, ...judged.evidence];
  // All but what is named may be certain.
  const isOpen = judged.scope?.kind === "unknown" || judged.evidence[0]?.rule === "names-more";
  const isOrdered = isOpen && signals.some(({ kind, sure }) => kind === "off" && sure);
  const certainty = isOrdered ? "sure" : judged.certainty;
  const { also: _named, ...whole } = judged;
  return { ...whole, scope: { kind: "all" }, certainty, evidence };
}

/** A name that isn't there letter by letter, or, where it matters most, any word that is not accounted for. */
function findUnaccounted(
  text: string,
  { intent, scope = { kind: "unknown" } }: Judgement,
  message: Message,
  { lexicon, undoes, asked, isOurs = false, mustBePlain = () => false, isSensitive = () => false }: MessageContext,
): Evidence | undefined {
  if (intent === "undo") {
    const isPlain = isPlainUndo(text) && (isOurs || asked !== undefined || !isVagueReturn(text));
    return undoes?.value === "in" || isPlain ? undefined : NOT_EVERY_WORD;
  }
  if (!isNamed(message, scope, mustBePlain(scope) || isSensitive(scope))) return { rule: "not-its-name", words: [] };
  const isMatter = isSensitive(scope);
  if (mustBePlain(scope)) return isPlainWish(text, scope, lexicon, isMatter) ? undefined : NOT_EVERY_WORD;
  const isBare =
    !isMatter ||
    isPlainWish(text, scope, lexicon, true) ||
    isBareWish(text, scope, lexicon) ||
    isOpenWish(text, scope, lexicon);
  return isBare ? undefined : { rule: "not-certain", words: [] };
}

const NOT_EVERY_WORD: Evidence = { rule: "not-every-word", words: [] };

/** Whether what is to be switched on is called by a name of its own; letter by letter where that matters, or if it is near another's. */
const isNamed = ({ clauses }: Message, scope: MessageScope, isMatter: boolean): boolean =>
  !("key" in scope) ||
  clauses.some(({ words }) =>
    words.some(
      ({ isNear = false, meanings }) =>
        (!isNear || (!isMatter && meanings.every(({ kind, key }) => kind === "theme" && key === scope.key))) &&
        meanings.some(({ kind, key, isHint = false }) => kind === scope.kind && key === scope.key && !isHint),
    ),
  );

const GIVES_REASONS: ReadonlySet<Intent> = new Set(["switch-off", "complaint", "why"]);

function readSignals(message: Message, rules: MessageRules): readonly Signal[] {
  const verbs = message.clauses.flatMap((clause, at) => readVerbs(clause, at, rules.verbs));
  return [...verbs, ...readRemarks(message, rules.remarks)].map((signal) => weighConcern(message, signal));
}
