import { type Failure, inBoth } from "../contract/problem.ts";
import { TROUBLE_MESSAGES } from "../domain/identity.ts";
import type { Label } from "../domain/label.ts";

/**
 * What SQLite says when it could not write: no room, no right, or a disk that fails. The object starts anew from what is on
 * the disk, so nothing of the request was kept.
 */
const NOT_WRITTEN = /\bSQLITE_(?:FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|BUSY|LOCKED|PROTOCOL)\b/u;

/** What workerd says of an object that was restarted, moved, overloaded or lost while it was asked. */
const NOT_REACHED = /^(?:internal error; reference|Network connection lost|Durable Object|Cannot resolve|The Durable)/u;

const RETRY_AFTER_MS = 5_000;
/** Somebody has to put something back first. */
const RETRY_LOST_AFTER_MS = 300_000;

/** Whether what was asked failed because something could not be written. */
export function wasNotWritten(error: unknown): boolean {
  return error instanceof Error && NOT_WRITTEN.test(error.message);
}

interface Circumstances {
  readonly isWord: boolean;
  /** Whether a member of staff, or a machine, asks for many; what is wrong is then no secret. */
  readonly isStaff: boolean;
  readonly now: number;
  /** Where the error is from, if it is from a shard. */
  readonly shard?: string | undefined;
}

function describeMissing(shard: string | undefined): Label {
  return {
    ru: `Часть данных недоступна${shard === undefined ? "" : ` (${shard})`}, поэтому полного ответа нет. Что случилось и что делать, говорят /healthz и npm run garland -- doctor.`,
    en: `A part of the data can't be read${shard === undefined ? "" : ` (${shard})`}, so there is no whole answer. What is wrong, and what to do, is in /healthz and npm run garland -- doctor.`,
  };
}

/**
 * What a person or a program is told of an error that nobody expected. `isWord`: something was to be kept; if it may be
 * lost it is said to be so, aloud.
 */
export function describeUnexpected(error: unknown, { isWord, isStaff, now, shard }: Circumstances): Failure {
  const message = error instanceof Error ? error.message : "";
  const retryAt = now + RETRY_AFTER_MS;
  if (isStaff && Object.values(TROUBLE_MESSAGES).includes(message)) {
    return { type: "unavailable", ...inBoth(describeMissing(shard)), retryAt: now + RETRY_LOST_AFTER_MS };
  }
  if (Object.values(TROUBLE_MESSAGES).includes(message)) {
    return {
      type: "unsure",
      ...inBoth(isWord ? WORD_REFUSED : CHOICES_MISSED),
      retryAt: now + RETRY_LOST_AFTER_MS,
    };
  }
  if (wasNotWritten(error) && isWord) return refuseUnkept(now);
  if (wasNotWritten(error) || NOT_REACHED.test(message) || wasReset(error)) {
    return { type: "unavailable", ...inBoth(isWord ? NOT_CERTAIN : NO_ANSWER), retryAt };
  }
  return {
    type: "internal",
    ...inBoth({
      ru: "Повторите. Если не поможет, сообщите нам requestId.",
      en: "Try again; if it stays, tell us the requestId.",
    }),
  };
}

/** For a word that can't be written. */
export function refuseUnkept(now: number): Failure {
  return { type: "not-kept", ...inBoth(NOT_KEPT), retryAt: now + RETRY_AFTER_MS };
}

/** Members that workerd sets on what it throws. */
function wasReset(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  return ["durableObjectReset", "overloaded", "retryable"].some((member) => Reflect.get(error, member) === true);
}

const NOT_KEPT: Label = {
  ru: "Это не сохранилось: сервис сейчас не может записывать. Повторите через несколько минут — пока действует то, что было раньше.",
  en: "This was not kept: the service can't write just now. Send it again in some minutes; until then what was before holds.",
};

const WORD_REFUSED: Label = {
  ru: "Мы не сохранили это: ваш прежний выбор сейчас недоступен, и, пока его не восстановят, нового мы не принимаем. Украшение вам не показываем. Повторите позже.",
  en: "We did not keep this: what you chose before can’t be looked up, and until it is back we take no new word. You are shown no decoration. Send it again later.",
};

const CHOICES_MISSED: Label = {
  ru: "Ваш выбор сейчас недоступен, и мы его восстанавливаем. До тех пор украшение вам не показываем. Зайдите позже.",
  en: "What you chose can’t be looked up just now; we are bringing it back. Until then you are shown no decoration. Ask again later.",
};

const NOT_CERTAIN: Label = {
  ru: "Связь внутри сервиса прервалась, и мы не знаем, сохранилось ли это. Повторите: дважды одно и то же не навредит.",
  en: "A connection within the service was lost, so this may not have been kept. Send it again: saying it twice does no harm.",
};

const NO_ANSWER: Label = {
  ru: "Сервис сейчас не может ответить. Повторите через несколько секунд.",
  en: "The service can't answer just now. Ask again in a few seconds.",
};
