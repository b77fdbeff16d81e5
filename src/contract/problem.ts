import { z } from "zod";
import type { Label } from "../domain/label.ts";
import { replySchema, type MessageReply } from "./reply.ts";

/**
 * Every way in which a request can fail, as RFC 9457 problem types. The `type` member is stable: programs may depend
 * on it; titles and details are for people.
 */
export const PROBLEMS = {
  "malformed-json": { status: 400, title: "The body is not JSON" },
  "invalid-request": { status: 400, title: "The request is not as documented" },
  "instant-not-allowed": { status: 400, title: "An instant other than now is not accepted here" },
  unauthenticated: { status: 401, title: "A valid credential is needed" },
  forbidden: { status: 403, title: "Your role may not do this" },
  "another-person": { status: 403, title: "It takes another person" },
  "not-found": { status: 404, title: "There is nothing here" },
  "method-not-allowed": { status: 405, title: "This address does not take that method" },
  conflict: { status: 409, title: "The present state does not allow this" },
  "precondition-failed": { status: 412, title: "It was changed by somebody else" },
  "too-large": { status: 413, title: "The body is too large" },
  "unsupported-media-type": { status: 415, title: "The body has a type that is not taken here" },
  refused: { status: 422, title: "The content breaks a rule" },
  "precondition-required": { status: 428, title: "Say which revision you are changing" },
  "too-many-requests": { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something broke on our side" },
  "not-ready": { status: 503, title: "Not ready yet" },
  unavailable: { status: 503, title: "It can't be reached just now" },
  unsure: { status: 503, title: "What the person chose can't be looked up" },
  "not-kept": { status: 507, title: "It could not be kept" },
  "no-room": { status: 507, title: "There is room only for what switches off or stops" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemType = keyof typeof PROBLEMS;

/** One thing that is wrong with a request: where, what, and what to do. */
export const problemIssueSchema = z.strictObject({
  path: z.string(),
  message: z.string(),
  code: z.string().optional(),
});

export type ProblemIssue = z.infer<typeof problemIssueSchema>;

/** An issue with its message in both languages, where it has them: whoever answers chooses. */
export interface FailureIssue extends ProblemIssue {
  readonly words?: Label;
}

/** The body of every error, `application/problem+json`. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  requestId: z.string(),
  issues: z.array(problemIssueSchema).optional(),
  reply: replySchema.optional().describe("Where a person wrote a message: what to send them, in their language"),
});

export type Problem = z.infer<typeof problemSchema>;

/** What the HTTP layer needs to answer with a problem document. */
export interface Failure {
  readonly type: ProblemType;
  /** In English, for programs and logs. */
  readonly detail: string;
  /** What is wrong, and what to do, in every language. */
  readonly words: Label;
  readonly issues?: readonly FailureIssue[];
  /** What to send to a person whose message it was, in their language. */
  readonly reply?: Pick<MessageReply, "text">;
  /** From when on it may be tried again: epoch milliseconds. */
  readonly retryAt?: number;
  /** It shows a person more, so whoever enters it must be asked first whether they may. */
  readonly mayBeEntered?: true;
  /** Nothing was ever started here, or not yet brought to that shard: whoever is answered so has the service start. */
  readonly isStarting?: true;
}

/** The line's operator has said that tokens of that age are void (`POST /v1/subscribers/{id}:refuse-tokens`). */
const TOO_OLD: Label = {
  ru: "Токены этой линии, выданные так давно, больше не принимаются. Войдите заново.",
  en: "Tokens of this line that are as old as this one are no longer taken; log in again for a new one.",
};

/** What a failure says in both languages. */
export function inBoth(words: Label): Pick<Failure, "detail" | "words"> {
  return { detail: words.en, words };
}

/** One issue in both languages. */
export function issueInBoth(path: string, words: Label, code?: string): FailureIssue {
  return { path, message: words.en, words, ...(code === undefined ? {} : { code }) };
}

export const NOTHING_HERE: Failure = {
  type: "not-found",
  ...inBoth({
    ru: "По этому адресу ничего нет. Проверьте его; все адреса описаны в /docs.",
    en: "There is nothing at this address. Check it; /docs describes all of them.",
  }),
};

/** What was read in the same breath is not there any more. */
export const GONE_MEANWHILE: Failure = { type: "internal", ...inBoth({ ru: "Этого больше нет.", en: "It is gone." }) };

export const TOKEN_REFUSED: Failure = { type: "unauthenticated", ...inBoth(TOO_OLD) };

export const NOT_READY: Failure = {
  type: "not-ready",
  ...inBoth({
    ru: "Сервис запускается: устанавливается первый набор правил. Повторите запрос через секунду.",
    en: "The service is starting: the first ruleset is being installed. Ask again in a second.",
  }),
  isStarting: true,
};

/** Too much within an hour. Switching off needs no budget. */
export function refuseForNow(retryAt: number): Failure {
  return { type: "too-many-requests", ...inBoth(TOO_OFTEN), retryAt };
}

const TOO_OFTEN: Label = {
  ru: "За последний час таких запросов было слишком много. Попробуйте позже. Отключить украшение можно в любой момент.",
  en: "There were too many requests like this within an hour; try again later. Switching off works at any time.",
};

/** There may be room again by then. */
const ROOM_AFTER_MS = 60_000;

const NO_ROOM: Label = {
  ru: "Это не сохранено: у сервиса заканчивается место на диске, и он принимает только отключения и остановки. Повторите через несколько минут; отключить украшение можно и сейчас.",
  en: "This was not kept: the service is running out of disk space, and takes only what switches off or stops. Send it again in some minutes; switching off works even now.",
};

/** For whatever would write, and is neither an out nor a stop. */
export function refuseForRoom(now: number): Failure {
  return { type: "no-room", ...inBoth(NO_ROOM), retryAt: now + ROOM_AFTER_MS };
}
