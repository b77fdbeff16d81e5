import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { inBoth, PROBLEMS, type ProblemType } from "../../src/contract/problem.ts";
import { parseSettings } from "../../src/contract/settings.ts";
import { openEnvironment } from "../../src/env.ts";
import { createStaffVerifier } from "../../src/http/access/authenticate-staff.ts";
import { createSubscriberVerifier } from "../../src/http/access/authenticate.ts";
import { createApp } from "../../src/http/app.ts";
import { answerProblem } from "../../src/http/problem.ts";
import type { AppEnv } from "../../src/http/services.ts";
import { speakPages } from "../../src/http/speak-pages.tsx";
import { createLinkTokens } from "../../src/tokens/link-token.ts";
import { call, expectProblem, shardFor, useGarland } from "./client.ts";
import { openAppWith } from "./open-app.ts";

useGarland("2024-12-01T00:00:00Z");

/** What Chrome on Android and Safari on iOS send when a link is opened, or a form is sent. */
const ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
const FORM = "application/x-www-form-urlencoded";

const tokens = createLinkTokens(parseSettings(env).linkKeys);
const LINK = `/o/${tokens.seal({ kind: "off", subscriberId: "anna", scope: "theme:tree" })}`;
const PAGE = `/me/${tokens.seal({ kind: "page", subscriberId: "anna", expiresAt: Date.parse("2100-01-01"), issuedAt: 0 })}`;
const OLD_PAGE = `/me/${tokens.seal({ kind: "page", subscriberId: "anna", expiresAt: 0, issuedAt: 0 })}`;

interface Opening {
  readonly path: string;
  readonly method?: string;
  readonly body?: string;
  readonly type?: string;
}

function toInit({ method = "GET", body, type }: Opening, language: string): RequestInit {
  const headers = {
    Accept: ACCEPT,
    "Accept-Language": language,
    ...(type === undefined ? {} : { "Content-Type": type }),
  };
  return { method, headers, ...(body === undefined ? {} : { body }) };
}

/** Expects a whole page with a status, in a language, which says something, and nothing about how it is made. */
async function expectPage(response: Response, status: number, language: string, title: string): Promise<string> {
  expect([response.status, response.headers.get("Content-Type")]).toEqual([status, "text/html; charset=UTF-8"]);
  expect(response.headers.get("Content-Language")).toBe(language);
  expect(response.headers.get("Cache-Control")).toContain("no-store");
  expect(response.headers.get("Referrer-Policy")).toBe("no-referrer");
  const page = await response.text();
  expect(page).toMatch(/^<!doctype html><html lang="(?:ru|en)">/);
  expect(page).toContain(`<html lang="${language}">`);
  expect(page).toContain(`<h1>${title}</h1>`);
  expect(page).toMatch(/<p role="alert">[^<]{30,}<\/p>/);
  expect(page).not.toMatch(/\/problems\/|undefined|\[object|null/);
  return page;
}

const press = (path: string, body: string, type = FORM): Opening => ({ path, method: "POST", body, type });

const FAILURES: readonly (readonly [what: string, opening: Opening, status: number, ru: string, en: string])[] = [
  ["a link with a piece missing", { path: LINK.slice(0, -3) }, 404, "Ссылка не сработала", "This link did not work"],
  ["a link without its token", { path: "/o/" }, 404, "Ссылка не сработала", "This link did not work"],
  [
    "a link that is far too long",
    { path: `/o/${"A".repeat(1_100)}` },
    400,
    "Ссылка не сработала",
    "This link did not work",
  ],
  ["a page that has closed", { path: OLD_PAGE }, 404, "Страница закрылась", "This page has closed"],
  ["a press on a page that has closed", press(OLD_PAGE, "off=all"), 404, "Страница закрылась", "This page has closed"],
  ["a page that never was", { path: "/mee" }, 404, "Такой страницы нет", "There is no such page"],
  ["a method that a link does not take", { path: LINK, method: "PUT" }, 405, "Не получилось", "That did not work"],
  ["a method that a page does not take", { path: PAGE, method: "DELETE" }, 405, "Не получилось", "That did not work"],
  ["a press that is garbled", press(LINK, "scope=nothing"), 400, "Не получилось", "That did not work"],
  ["a press that says two things", press(PAGE, "on=all&off=all"), 400, "Не получилось", "That did not work"],
  ["a press of another type", press(PAGE, "{}", "application/json"), 415, "Не получилось", "That did not work"],
  ["a press with far too much", press(LINK, `scope=${"x".repeat(70_000)}`), 413, "Не получилось", "That did not work"],
  [
    "a theme that a link is not for",
    press(LINK, "scope=theme%3Ahearts"),
    422,
    "Здесь этого нет",
    "That is not on offer here",
  ],
  [
    "a theme that does not exist",
    press(PAGE, "off=theme%3Aghost"),
    422,
    "Здесь этого нет",
    "That is not on offer here",
  ],
];

describe("a browser gets a page in its language, and never data, for", () => {
  it.each(FAILURES)("%s", async (_what, opening, status, russian, english) => {
    await expectPage(await call(opening.path, toInit(opening, "ru-RU,ru;q=0.9")), status, "ru", russian);
    await expectPage(await call(opening.path, toInit(opening, "en-GB,en;q=0.9")), status, "en", english);
    const asked = await call(`${opening.path}?lang=en&fbclid=x`, toInit(opening, "ru"));
    await expectPage(asked, status, "en", english);
    expect(await shardFor("anna").history("anna")).toEqual([]);
  });

  it("what breaks on our side, with a number to quote, and nothing of what broke", async () => {
    const environment = openEnvironment(env);
    const app = createApp({
      ...environment,
      shardOf: () => {
        throw new Error("a secret that must not get out");
      },
      verifySubscriber: createSubscriberVerifier(environment.settings, environment.catalog),
      verifyStaff: createStaffVerifier(environment.settings, environment.catalog),
      linkTokens: tokens,
      now: () => Date.parse("2024-12-31T12:00:00Z"),
    });
    for (const opening of [{ path: LINK }, press(LINK, "scope=all"), { path: PAGE }, press(PAGE, "off=all")]) {
      const init = toInit(opening, "ru");
      const response = await app.request(opening.path, {
        ...init,
        headers: { ...init.headers, "X-Request-Id": "call-7" },
      });
      const page = await expectPage(response, 500, "ru", "Что-то сломалось у нас");
      expect(page).toContain("назовите номер: call-7");
      expect(page).toContain(`<a href="${opening.path}?lang=ru">Открыть страницу заново</a>`);
      expect(page).not.toContain("secret");
    }
  });

  it("what is not ready yet, in a moment", async () => {
    // Another count of shards: new objects, without a ruleset.
    const { app } = openAppWith({ SHARDS: "3" });
    for (const path of [LINK, PAGE]) {
      const context = createExecutionContext();
      const response = await app.request(path, toInit({ path }, "ru"), {}, context);
      await waitOnExecutionContext(context);
      expect(response.headers.get("Retry-After")).toBe("1");
      await expectPage(response, 503, "ru", "Сейчас не получается");
    }
  });
});

describe("every problem that there is", () => {
  const app = new Hono<AppEnv>();
  app.use(async (c, next) => {
    c.set("requestId", "call-7");
    await next();
  });
  app.use("/o/*", speakPages);
  app.get("/o/:type", (c) => {
    const type = Object.keys(PROBLEMS).find((known): known is ProblemType => known === c.req.param("type"));
    if (type === undefined) throw new Error("no such problem");
    return answerProblem(
      c,
      { type, ...inBoth({ ru: "Для программ.", en: "For programs." }) },
      type === "too-many-requests" ? { "Retry-After": "890" } : {},
    );
  });

  it.each(Object.entries(PROBLEMS))("has a page, and stays a document for programs: %s", async (type, { status }) => {
    for (const language of ["ru", "en"]) {
      const response = await app.request(`/o/${type}`, toInit({ path: "" }, language));
      expect(response.status).toBe(status);
      const page = await response.text();
      expect(page).toMatch(new RegExp(`^<!doctype html><html lang="${language}">.*<p role="alert">[^<]{30,}</p>`, "s"));
      expect(page).not.toMatch(/For programs|Для программ/);
    }
    const document = await app.request(`/o/${type}`, {
      headers: { Accept: "application/json", "X-Request-Id": "call-7" },
    });
    expect(await document.json()).toMatchObject({ type: `/problems/${type}`, status, detail: "Для программ." });
  });

  it("says how long to wait where that is known, rounded up to minutes", async () => {
    const russian = await app.request("/o/too-many-requests", toInit({ path: "" }, "ru"));
    expect(russian.headers.get("Retry-After")).toBe("890");
    expect(await russian.text()).toContain("Попробуйте через 15 мин.");
    expect(await (await app.request("/o/too-many-requests", toInit({ path: "" }, "en"))).text()).toContain(
      "in 15 min.",
    );
  });
});

describe("programs get problem documents from pages", () => {
  it("where they ask for JSON, and elsewhere where they don't say that they read pages", async () => {
    const json = { Accept: "application/json" };
    await expectProblem(await call(LINK.slice(0, -3), { headers: json }), "not-found", 404);
    const posted = { method: "POST", headers: { "Content-Type": FORM, ...json }, body: "scope=nothing" };
    await expectProblem(await call(LINK, posted), "invalid-request", 400);
    await expectProblem(await call("/nowhere", { headers: { Accept: "*/*" } }), "not-found", 404);
    await expectProblem(await call("/v1/nowhere", { headers: { Accept: ACCEPT } }), "not-found", 404);
  });
});

describe("whoever does not say what they read gets a page as well", () => {
  it.each(FAILURES.filter(([, { path }]) => path.startsWith("/o") || path.startsWith("/me/")))(
    "for %s",
    async (_what, opening, status, russian, english) => {
      for (const accept of [{}, { Accept: "*/*" }]) {
        const headers = { ...accept, ...(opening.type === undefined ? {} : { "Content-Type": opening.type }) };
        const init = { ...toInit(opening, "ru"), headers };
        await expectPage(await call(opening.path, init), status, "ru", russian);
        await expectPage(await call(`${opening.path}?lang=en`, init), status, "en", english);
      }
    },
  );
});
