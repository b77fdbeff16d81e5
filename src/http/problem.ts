import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { PROBLEMS, type Failure, type FailureIssue, type Problem, type ProblemIssue } from "../contract/problem.ts";
import { sayIssueInRussian } from "../contract/issue-texts.ts";
import type { Language } from "../domain/label.ts";
import { chooseLanguage } from "../pages/language.ts";
import { doAfterwards } from "./do-afterwards.ts";
import { readLanguage } from "./request-parts.ts";
import { titleOf } from "./problem-titles.ts";
import type { AppEnv } from "./services.ts";

/** A failure as an RFC 9457 problem document. */
export function composeProblem(c: Context<AppEnv>, failure: Failure): Problem {
  const { status } = PROBLEMS[failure.type];
  const language = languageOf(c);
  return {
    type: `/problems/${failure.type}`,
    title: titleOf(failure.type, language),
    status,
    detail: failure.words[language],
    requestId: c.get("requestId"),
    ...(failure.issues === undefined ? {} : { issues: failure.issues.map((issue) => sayIssue(issue, language)) }),
    ...(failure.reply === undefined ? {} : { reply: { text: failure.reply.text, actions: [] } }),
  };
}

/** One issue in the reader's language, where there are words for it. */
export function sayIssue({ words, ...issue }: FailureIssue, language: Language): ProblemIssue {
  const own = words?.[language] ?? (language === "ru" ? sayIssueInRussian(issue) : undefined);
  return own === undefined ? issue : { ...issue, message: own };
}

/** Answers a failure as a problem document; and if the service was never started, sees to it that it starts. */
export function answerProblem(c: Context<AppEnv>, failure: Failure, headers: Record<string, string> = {}): Response {
  if (failure.isStarting === true) startService(c);
  const { status } = PROBLEMS[failure.type];
  return c.body(JSON.stringify(composeProblem(c, failure)), status satisfies ContentfulStatusCode, {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    ...describeRetry(c, failure),
    ...headers,
  });
}

/** Has the catalog publish the first ruleset, unless it has. Nobody who asks for an answer waits for it. */
export function startService(c: Context<AppEnv>): void {
  const { catalog, now } = c.get("services");
  // One that can't be reached is asked again by whoever comes next.
  doAfterwards(
    c,
    catalog.start(now()).catch(() => undefined),
  );
}

/** What a person's app asks on their behalf, and what they open themselves. */
const PERSONS_PATHS = /^\/(?:v1\/(?:me|tray|gifts)|o|me)(?:[/:]|$)/;

/** As everywhere: `?lang`, else Accept-Language, else Russian. Programs of staff that name no language get English. */
export function languageOf(c: Context<AppEnv>): Language {
  const header = c.req.header("Accept-Language");
  const asked = readLanguage(c.req.queries("lang"));
  return asked === undefined && header === undefined && !PERSONS_PATHS.test(c.req.path)
    ? "en"
    : chooseLanguage(asked, header);
}

function describeRetry(c: Context<AppEnv>, { type, retryAt }: Failure): Record<string, string> {
  if (retryAt === undefined) return type === "not-ready" ? { "Retry-After": "1" } : {};
  const seconds = Math.ceil((retryAt - c.get("services").now()) / 1_000);
  return { "Retry-After": String(Math.max(1, seconds)) };
}
