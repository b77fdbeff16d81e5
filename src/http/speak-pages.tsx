import type { Context } from "hono";
import { raw } from "hono/html";
import { createMiddleware } from "hono/factory";
import { problemSchema, PROBLEMS, type ProblemType } from "../contract/problem.ts";
import { FailurePage } from "../pages/failure-page.tsx";
import type { FailureKind } from "../pages/failure-texts.ts";
import { chooseLanguage } from "../pages/language.ts";
import { isBrowser, wantsPage } from "./page-paths.ts";
import { readLanguage } from "./request-parts.ts";
import type { AppEnv } from "./services.ts";

/** What programs ask for; an address elsewhere that is not there may have been typed by a person. */
const PROGRAMS_PATHS = /^\/(?:v1|ofrep|dev|i|static|schemas)(?:\/|$)/;

const KINDS: Partial<Record<ProblemType, FailureKind>> = {
  "malformed-json": "unreadable",
  "invalid-request": "unreadable",
  "method-not-allowed": "wrong-way",
  conflict: "overtaken",
  "too-large": "too-much",
  "unsupported-media-type": "wrong-way",
  refused: "not-offered",
  "too-many-requests": "too-often",
  "not-ready": "not-ready",
  unavailable: "not-ready",
  unsure: "unsure",
  "not-kept": "not-kept",
  "no-room": "no-room",
};

/** Turns the problem documents of everything that goes wrong with a page into a page, for people. */
export const speakPages = createMiddleware<AppEnv>(async function speakPages(c, next) {
  await next();
  if (c.res.headers.get("Content-Type") !== "application/problem+json" || !wantsPage(c)) return;
  const page = await turnIntoPage(c, c.res);
  c.res = undefined;
  c.res = page;
});

/** The same for an address that is not there. */
export async function answerNobody(c: Context<AppEnv>, problem: Response): Promise<Response> {
  const isPage = isBrowser(c) && !PROGRAMS_PATHS.test(c.req.path);
  return isPage ? turnIntoPage(c, problem) : problem;
}

async function turnIntoPage(c: Context<AppEnv>, response: Response): Promise<Response> {
  const { type, status } = problemSchema.parse(await response.json());
  const language = chooseLanguage(readLanguage(c.req.query("lang")), c.req.header("Accept-Language"));
  const headers = new Headers(response.headers);
  headers.set("Content-Type", "text/html; charset=UTF-8");
  headers.set("Content-Language", language);
  headers.set("Vary", "Accept, Accept-Language");
  headers.set("Cache-Control", "private, no-store");
  const kind = kindOf(c, type, status);
  const waitMinutes = Math.max(1, Math.ceil(Number(headers.get("Retry-After") ?? 0) / 60));
  const page = (
    <>
      {raw("<!doctype html>")}
      <FailurePage
        language={language}
        kind={kind}
        address={c.req.path}
        requestId={c.get("requestId")}
        waitMinutes={kind === "too-often" ? waitMinutes : undefined}
      />
    </>
  );
  return new Response(String(await page.toString()), { status, headers });
}

function kindOf(c: Context<AppEnv>, type: string, status: number): FailureKind {
  if (status === 404) {
    if (/^\/o(?:\/|$)/.test(c.req.path)) return "broken-link";
    return c.req.path.startsWith("/me/") ? "closed" : "nothing-here";
  }
  // Nothing was pressed: it is the address that can't be read.
  if (status === 400 && c.req.method === "GET") return "broken-link";
  const known = Object.keys(PROBLEMS).find((candidate): candidate is ProblemType => type === `/problems/${candidate}`);
  return (known && KINDS[known]) ?? (status >= 500 ? "our-fault" : "unreadable");
}
