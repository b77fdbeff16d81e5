/** Judges messages that are read as a whole: words to stop, gifts, plain refusals, bare answers. */
import { isPlainUndo, isVagueReturn } from "./account-for-words.ts";
import { compileLexicon } from "./compile-lexicon.ts";
import { closed } from "./gate.ts";
import { cleanText, plainText } from "./letters.ts";
import type { Asked } from "./asked.ts";
import type { MessageContext } from "./message-context.ts";
import type { WholeRule } from "./rule-row.ts";
import { readYesOrNo } from "./read-answer.ts";
import { readChoice, type Choice } from "./read-choice.ts";
import type { Message } from "./read-message.ts";
import type { ReadingContext } from "./open-reading.ts";
import { isStopAlone } from "./stop-alone.ts";
import { readUndo } from "./read-undo.ts";
import { readAnswer, readStop } from "./stop-words.ts";
import type { MessageScope, Understanding } from "./understanding.ts";
import { is, plain } from "./word.ts";
import { CALLS_OFF } from "./words/answer-words.ts";
import { readWhole, type WholeWish } from "./whole-messages.ts";

type Judgement = Pick<Understanding, "intent" | "scope" | "also" | "certainty" | "evidence">;

/** `own`: the writer's own words; `text`: all of them, as what lifts an `out` has to be plain with all that stands beside it. */
export function judgeShort(
  own: string,
  text: string,
  message: Message,
  context: ReadingContext,
  rules: readonly { readonly rule: WholeRule }[],
): Judgement | undefined {
  const { shownTheme, meantByStop = { kind: "all" } } = context;
  const obeys = (rule: WholeRule): boolean => rules.some((one) => one.rule === rule);
  const wish = readWish(own, message, obeys);
  if (wish !== undefined) return judgeWhole(wish, shownTheme, meantByStop);
  if (context.asked === "on" && obeys("answers-no") && wantsNone(message)) return judgeAnswer("no", context);
  // While something is shown, "верните как было" may as well mean: without it.
  // "Верните", alone, may be about anything.
  const isVague = isVagueReturn(own) && context.asked === undefined && context.isOurs !== true;
  if (shownTheme === undefined && !isVague && obeys("put-back") && isPlainUndo(text))
    return { intent: "undo", certainty: "sure", evidence: [PUT_BACK] };
  if (obeys("puts-back-its-own") && own === cleanText(text)) {
    const undo = readUndo(own, compileLexicon(context.lexicon), context.undoes);
    if (undo !== undefined && (shownTheme === undefined || undo.tellsOff))
      return { intent: "undo", certainty: "sure", evidence: [{ rule: "takes-it-back", words: [] }] };
  }
  const answer = readAnswer(own) ?? (context.asked === undefined ? undefined : readReply(own, context.asked, message));
  if (answer !== undefined && obeys(`answers-${answer}`)) return judgeAnswer(answer, context);
  return obeys("answers-which") ? judgeChoice(own, text, context) : undefined;
}

/** What agrees at length may agree to keep as well as to switch. */
const readReply = (own: string, asked: Asked, message: Message): "yes" | "no" | undefined => {
  if (asked === "keep" && (TAKES_IT_OFF.test(plainText(own)) || refusesWithReason(own, message))) return "no";
  const answer = readYesOrNo(own);
  return answer === "yes" && asked !== "keep" ? undefined : answer;
};

/** "Нет, снимайте". */
const TAKES_IT_OFF =
  /^(?:нет|неа|no|nope)[,.!\s]+(?:снима|снимит|убира|убер|отключа|отключи|выключа|выключи|удал|remove|take it off)\p{L}*(?:\s+(?:ее|его|их|это|it|пожалуйста|please|спасибо))*[\s.!)]*$/u;

/** "Нет, праздник прошёл", "нет, насмотрелась": why not. */
function refusesWithReason(own: string, { clauses, asks }: Message): boolean {
  if (asks || !BEGINS_WITH_NO.test(plainText(own))) return false;
  const [, ...words] = clauses.flatMap((clause) => clause.words);
  return (
    words.length > 0 &&
    words.length <= MOST_OF_A_REASON &&
    words.some((word) => is(word, "bad", "reason", "cease", "stop") || WEARY.test(plain(word))) &&
    !words.some((word) => is(word, "negator", "no", "good", "keep", "foreign", "person", "but", "if", "purpose"))
  );
}

const BEGINS_WITH_NO = /^(?:(?:нет|неа|нет уж|no|nope)[,.!\s]|не[,.!])/u;
const MOST_OF_A_REASON = 7;
const WEARY =
  /(?:^|\s)(?:насмотрел|налюбовал|нагляделс|надоел|устал|наел|прош|законч|конч|январ|феврал|март|апрел|лето|весн|хватит|over)/u;

/** "Ничего не включайте" to what to switch on: that is to show no more, and not to show less. */
function wantsNone({ clauses }: Message): boolean {
  const words = clauses.flatMap((clause) => clause.words);
  if (words.length === 1 && CALLS_OFF.test(plain(words[0]))) return true;
  return (
    words.some((word) => is(word, "negator", "nothing", "without")) &&
    !words.some((word) => is(word, "theme", "category", "off", "stop", "cease", "keep"))
  );
}

/** "Сердечки" to what to switch: what is named, and nothing else. */
function judgeChoice(own: string, text: string, context: ReadingContext): Judgement | undefined {
  const { asked, shownTheme, read } = context;
  if (asked === undefined || asked === "keep") return undefined;
  const choice = readChoice(own, { direction: asked, shownTheme, read });
  if (choice === undefined) return undefined;
  const [scope, ...others] = choice.scopes;
  const intent = asked === "off" ? "switch-off" : "switch-on";
  const isSure = asked === "off" || (own === cleanText(text) && mayShow(choice, context));
  const evidence = [{ rule: "answers-which", words: choice.words.slice(0, 6) }];
  if (!isSure) return { intent, scope, certainty: "unsure", evidence: [NOT_ITS_NAME, ...evidence] };
  const also = others.map((one) => ({ intent, scope: one }) as const);
  return { intent, scope, ...(also.length > 0 && { also }), certainty: "sure", evidence };
}

const NOT_ITS_NAME = { rule: "not-its-name", words: [] } as const;

/** What is festive may be misspelt; what is sensitive, or was switched off, may not. */
const mayShow = (
  { scopes, isExact }: Choice,
  { isSensitive = () => false, mustBePlain = () => false }: MessageContext,
): boolean => isExact || scopes.every((scope) => !isSensitive(scope) && !mustBePlain(scope));

function readWish(own: string, message: Message, obeys: (rule: WholeRule) => boolean): WholeWish | undefined {
  const stop = readStop(own);
  if (stop !== undefined && obeys(stop)) return { ...STOP, ...(stop === "stop-all" && ALL) };
  if (obeys("stop-alone") && isStopAlone(message)) return STOP;
  return readWhole(own, message, obeys);
}

const PUT_BACK = { rule: "asks-to-undo", words: [] } as const;
const STOP = { intent: "switch-off", evidence: { rule: "a-stop-word-alone", words: [] } } as const satisfies WholeWish;
const ALL = { scope: { kind: "all" } } as const;

/** A bare yes or no is about what was asked last; on a channel of our own, about what is shown. */
function judgeAnswer(
  answer: "yes" | "no",
  { asked, isOurs = false, shownTheme, meantByStop }: MessageContext,
): Judgement {
  const evidence = [{ rule: `answers-${answer}`, words: [] }];
  const isOff = answer === "no" ? asked === "keep" || (asked === undefined && isOurs) : asked === "off";
  if (isOff) {
    const scope = shownTheme === undefined ? meantByStop : ({ kind: "shown", key: shownTheme } as const);
    const meant = scope ?? { kind: "unknown" };
    return { intent: "switch-off", scope: meant, certainty: meant.kind === "unknown" ? "unsure" : "sure", evidence };
  }
  if (asked === "on" && answer === "yes")
    return { intent: "switch-on", scope: { kind: "unknown" }, certainty: "unsure", evidence };
  if (asked !== undefined) return { intent: "praise", certainty: "sure", evidence };
  return { intent: "other", certainty: "unsure", evidence: [closed("about-nothing-of-ours"), ...evidence] };
}

/** What names nothing is about what is shown, and if nothing is, about what a bare STOP means. */
function judgeWhole(
  { intent, scope, also, evidence }: WholeWish,
  shownTheme: string | undefined,
  meantByStop: MessageScope,
): Judgement {
  const pointed: MessageScope = shownTheme === undefined ? meantByStop : { kind: "shown", key: shownTheme };
  const meant = scope ?? pointed;
  const certainty = meant.kind === "unknown" ? "unsure" : "sure";
  return { intent, scope: meant, ...(also !== undefined && { also }), certainty, evidence: [evidence] };
}
