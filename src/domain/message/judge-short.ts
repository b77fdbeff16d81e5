/** Judges messages that are read as a whole: words to stop, gifts, plain refusals, bare answers. */
import { isPlainUndo } from "./account-for-words.ts";
import { closed } from "./gate.ts";
import { cleanText } from "./letters.ts";
import type { MessageContext } from "./message-context.ts";
import type { WholeRule } from "./rule-row.ts";
import type { Message } from "./read-message.ts";
import { readNamedAnswer } from "./read-named-answer.ts";
import { isToldSlip } from "./read-told-slip.ts";
import { isStopAlone } from "./stop-alone.ts";
import { readAnswer, readStop } from "./stop-words.ts";
import type { MessageScope, Understanding } from "./understanding.ts";
import { readWhole, type WholeWish } from "./whole-messages.ts";

type Judgement = Pick<Understanding, "intent" | "scope" | "also" | "certainty" | "evidence">;

/** `own`: the writer's own words; `text`: all of them, as what lifts an `out` has to be plain with all that stands beside it. */
export function judgeShort(
  own: string,
  text: string,
  message: Message,
  context: MessageContext,
  rules: readonly { readonly rule: WholeRule }[],
): Judgement | undefined {
  const { shownTheme, meantByStop = { kind: "all" } } = context;
  const obeys = (rule: WholeRule): boolean => rules.some((one) => one.rule === rule);
  const wish = readWish(own, message, obeys);
  if (wish !== undefined) return judgeWhole(wish, shownTheme, meantByStop);
  // While something is shown, "верните как было" may as well mean: without it.
  if (shownTheme === undefined && obeys("put-back") && isPlainUndo(text))
    return { intent: "undo", certainty: "sure", evidence: [PUT_BACK] };
  if (obeys("told-slip") && own === cleanText(text) && isToldSlip(own, message, context))
    return { intent: "undo", certainty: "sure", evidence: [TOLD_SLIP] };
  const answer = readAnswer(own);
  if (answer !== undefined && obeys(`answers-${answer}`)) return judgeAnswer(answer, context);
  // Asked what to switch on, whoever denies denies just that.
  if (context.asked === "on" && NOTHING_ON.test(own.trim()))
    return { intent: "praise", certainty: "sure", evidence: [{ rule: "answers-no", words: [] }] };
  const { asked, mustBePlain = isNothing, isSensitive = isNothing } = context;
  return asked === undefined || own !== cleanText(text) || !obeys("answers-by-name")
    ? undefined
    : readNamedAnswer(message, asked, (scope) => mustBePlain(scope) || isSensitive(scope));
}

function readWish(own: string, message: Message, obeys: (rule: WholeRule) => boolean): WholeWish | undefined {
  const stop = readStop(own);
  if (stop !== undefined && obeys(stop)) return { ...STOP, ...(stop === "stop-all" && ALL) };
  if (obeys("stop-alone") && isStopAlone(message)) return STOP;
  return readWhole(own, message, obeys);
}

const NOTHING_ON = /^(?:ничего|не|don['’]?t|nothing)(?!\p{L})[^.!?]*(?:включай|включать|ставь|turn|надо|нужно)/iu;

const isNothing = (): boolean => false;

const PUT_BACK = { rule: "asks-to-undo", words: [] } as const;
const TOLD_SLIP = { rule: "told-slip", words: [] } as const;
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
  { intent, scope, evidence }: WholeWish,
  shownTheme: string | undefined,
  meantByStop: MessageScope,
): Judgement {
  const pointed: MessageScope = shownTheme === undefined ? meantByStop : { kind: "shown", key: shownTheme };
  const meant = scope ?? pointed;
  return { intent, scope: meant, certainty: meant.kind === "unknown" ? "unsure" : "sure", evidence: [evidence] };
}
