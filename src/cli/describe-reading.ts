/** A message as it is read, for whoever adds a phrase: its words, the gates, the rules that spoke, what would be done, and the reply. */
import type { Category, Theme } from "../domain/campaign/theme.ts";
import type { Language } from "../domain/label.ts";
import type { Asked } from "../domain/message/asked.ts";
import { compileLexicon } from "../domain/message/compile-lexicon.ts";
import { composeReply } from "../domain/message/compose-reply.ts";
import { joinReplies } from "../domain/message/join-replies.ts";
import { lexiconOf } from "../domain/message/lexicon.ts";
import type { MessageContext } from "../domain/message/message-context.ts";
import { planMessage, type MessageFacts, type MessagePlan } from "../domain/message/plan-message.ts";
import { readMessage } from "../domain/message/read-message.ts";
import { understandMessage } from "../domain/message/understand-message.ts";
import type { MessageScope, Understanding } from "../domain/message/understanding.ts";
import type { Word } from "../domain/message/word.ts";

interface Read {
  readonly text: string;
  readonly themes: readonly Theme[];
  readonly categories: readonly Category[];
  /** The theme that is shown meanwhile. */
  readonly shown?: string | undefined;
  readonly asked?: Asked | undefined;
  /** Of the description; that of the message by default. */
  readonly language?: Language | undefined;
}

const HEADINGS = {
  en: {
    words: "Words",
    gates: "Gates",
    rules: "Rules",
    verdict: "Verdict",
    done: "Done",
    reply: "Reply",
    open: "open",
    nothing: "nothing",
    strange: "unknown",
    gate: { words: "whose words", about: "about what", for: "for whom" },
  },
  ru: {
    words: "Слова",
    gates: "Ворота",
    rules: "Правила",
    verdict: "Понято",
    done: "Сделано",
    reply: "Ответ",
    open: "открыто",
    nothing: "ничего",
    strange: "неизвестно",
    gate: { words: "чьи слова", about: "о чём", for: "для кого" },
  },
} as const;

/** As somebody's message who has said nothing before. */
export function describeReading({ text, themes, categories, shown, asked, language }: Read): string {
  const lexicon = lexiconOf(themes, categories);
  const isSensitive = sensitiveIn(themes, categories);
  const context: MessageContext = { lexicon, isSensitive, shownTheme: shown, asked };
  const heard = understandMessage(text, context);
  const message = readMessage(text, compileLexicon(lexicon));
  const plan = planMessage(heard, factsOf(themes, shown));
  const texts = HEADINGS[language ?? heard.language];
  const clauses = message.clauses.map(
    ({ words, isQuestion }) =>
      words.map((word) => describeWord(word, texts.strange)).join(" · ") + (isQuestion ? " · ?" : ""),
  );
  const lines: readonly (readonly [string, readonly string[]])[] = [
    [texts.words, clauses],
    [texts.gates, describeGates(heard, texts)],
    [texts.rules, heard.evidence.filter(({ rule }) => !GATE.test(rule)).map(describeStep)],
    [texts.verdict, [describeVerdict(heard)]],
    [texts.done, describeActs(plan, texts.nothing)],
    [texts.reply, replyLines(heard, plan, themes, categories)],
  ];
  const width = Math.max(...lines.map(([heading]) => heading.length)) + 2;
  return lines
    .flatMap(([heading, parts]) =>
      (parts.length === 0 ? [texts.nothing] : parts).map((part, at) => (at === 0 ? heading : "").padEnd(width) + part),
    )
    .join("\n");
}

function sensitiveIn(themes: readonly Theme[], categories: readonly Category[]) {
  const sensitive = new Set(categories.filter((category) => category.sensitive).map(({ key }) => key));
  return (scope: MessageScope): boolean =>
    "key" in scope &&
    (scope.kind === "category"
      ? sensitive.has(scope.key)
      : themes.some(({ key, category }) => key === scope.key && sensitive.has(category)));
}

function describeWord({ written, meanings, form, isNear = false }: Word, strange: string): string {
  const kinds = meanings.map(({ kind, key, reason }) => [kind, key ?? reason].filter(Boolean).join(":"));
  const said = [...new Set(kinds)].join("/") || strange;
  return `${written} (${isNear ? "≈" : ""}${said}${form === undefined ? "" : `, ${form}`})`;
}

const GATE =
  /^(words|about|for)-(?:quoted|forwarded|logged|echoed|nothing-of-ours|other-business|another-person|another-line)$/u;

type Texts = (typeof HEADINGS)[Language];

function describeGates({ evidence }: Understanding, { gate, open }: Texts): readonly string[] {
  return (["words", "about", "for"] as const).map((kind) => {
    const closed = evidence.find(({ rule }) => GATE.exec(rule)?.[1] === kind);
    return `${gate[kind]}: ${closed === undefined ? open : describeStep(closed)}`;
  });
}

const describeStep = ({ rule, words }: Understanding["evidence"][number]): string =>
  words.length === 0 ? rule : `${rule} (${words.join(" ")})`;

function describeVerdict({ intent, certainty, scope, also = [], reasons }: Understanding): string {
  const nameOf = (one: MessageScope): string => ("key" in one ? `${one.kind}:${one.key}` : one.kind);
  const more = also.map((one) => `${one.intent} ${nameOf(one.scope)}`);
  return [intent, certainty, scope === undefined ? "" : nameOf(scope), ...more, ...reasons].filter(Boolean).join(", ");
}

function describeActs({ act, also = [], complaint }: MessagePlan, nothing: string): readonly string[] {
  const acts = [...(act === undefined ? [] : [act]), ...also.map((one) => one.act)].map((one) =>
    one.kind === "undo" ? "undo" : `${one.value} ${one.scope}`,
  );
  const counted = complaint === undefined ? [] : [`complaint ${complaint}`];
  return acts.length + counted.length === 0 ? [nothing] : [...acts, ...counted];
}

function replyLines(
  heard: Understanding,
  { outcome, also = [] }: MessagePlan,
  themes: readonly Theme[],
  categories: readonly Category[],
): readonly string[] {
  const labels = {
    themes: Object.fromEntries(themes.map(({ key, label }) => [key, label])),
    categories: Object.fromEntries(categories.map(({ key, label }) => [key, label])),
  };
  const outcomes = [outcome, ...also.map((one) => one.outcome)];
  const { text, actions } = joinReplies(outcomes.map((one) => composeReply(heard, one, labels)));
  return [text, ...actions.map(({ label }) => `[${label}]`)];
}

/** Of somebody of whom nothing is known, in a season of which nothing is known. */
function factsOf(themes: readonly Theme[], shown: string | undefined): MessageFacts {
  return {
    shown,
    themes,
    isOff: () => false,
    outlookOn: (theme) =>
      theme === shown ? { status: "showing", from: 0, until: 0, decoration: theme } : { status: "not-planned" },
    outlookIfAsked: () => ({ status: "noted" }),
    afterOn: () => ({ isSeen: false, keepsOff: false }),
    canUndo: false,
    why: "…",
    whyNot: () => "…",
    formatSpan: () => "…",
  };
}
