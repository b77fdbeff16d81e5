import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { giftIdSchema } from "../../contract/gift.ts";
import { type Failure, inBoth, NOT_READY } from "../../contract/problem.ts";
import type { Overview } from "../../contract/rpc/rpc-care.ts";
import type { TrayRequest } from "../../contract/rpc/rpc-tray.ts";
import { isScope, type ChoiceValue, type Scope } from "../../domain/decision/choice.ts";
import { describeOutlook, nameScope } from "../../domain/decision/describe-person.ts";
import type { GiftAnswer } from "../../domain/decision/gift.ts";
import type { Label, Language } from "../../domain/label.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { EntrancePage } from "../../pages/entrance-page.tsx";
import { PersonPage, type PageChange } from "../../pages/person-page.tsx";
import { PERSON_PAGE_TEXTS } from "../../pages/person-page-texts.ts";
import { describeChoices, describeShown, describeStillOff, wordsFor } from "../answer-me.ts";
import { answerPage } from "../answer-page.tsx";
import { createRoutes, defineRoute, pageProblemResponse } from "../define-route.ts";
import { enterWord } from "../enter-word.ts";
import { whyNoRoom } from "../keep-room.ts";
import { actorOfGrant, noteRefusal } from "../link-to-page.ts";
import {
  drawPressId,
  formMember,
  isInForce,
  openUndo,
  PRESS_MEMBER,
  readPressId,
  refuseGarbled,
  sayOnce,
  sealUndo,
  textsOf,
} from "../page-press.ts";
import { answerProblem } from "../problem.ts";
import { answerInLanguage } from "../request-language.ts";
import { AT_QUERY, chooseWordInstant, LANGUAGE_QUERY, originOf, readLanguage } from "../request-parts.ts";
import type { AppEnv } from "../services.ts";
import { MAXIMUM_TOKEN_CHARACTERS, type LinkGrant } from "../../tokens/link-token.ts";

/** A person's own page, opened by a link that the app has got for them. */
export const mePageRoutes = createRoutes();

const MAXIMUM_HISTORY_SHOWN = 12;

const querySchema = z.object({ ...LANGUAGE_QUERY, ...AT_QUERY });
const parametersSchema = z.object({ token: z.string().max(MAXIMUM_TOKEN_CHARACTERS) });

const BUTTONS = ["on", "off", "undo", "show", "decline", "never"] as const;

/** A press of one of the page's buttons. Whatever else it says is not looked at. */
const pressSchema = z.object({
  on: formMember("A scope"),
  off: formMember("A scope"),
  undo: formMember("What the button that follows a press sends"),
  show: formMember("A gift's id"),
  decline: formMember("A gift's id"),
  never: formMember("A gift's id"),
  ...PRESS_MEMBER,
});

const page = { content: { "text/html": { schema: z.string() } } };

const getEntrance = defineRoute("anyone", {
  method: "get",
  path: "/me",
  summary: "How to get to one's own page",
  request: { query: z.object(LANGUAGE_QUERY) },
  responses: { 200: { description: "The page", ...page } },
});

mePageRoutes.openapi(getEntrance, (c) =>
  answerPage(
    c,
    <EntrancePage
      language={answerInLanguage(c, readLanguage(c.req.valid("query").lang))}
      address={c.req.path}
      smsNumber={c.get("services").settings.offSms?.number}
    />,
  ),
);

const getPage = defineRoute("anyone", {
  method: "get",
  path: "/me/{token}",
  summary: "A person's own page; opening it changes nothing",
  request: { params: parametersSchema, query: querySchema },
  responses: {
    200: { description: "The page", ...page },
    404: pageProblemResponse("The link is too old, or not whole"),
    503: pageProblemResponse("Not just now"),
  },
});

mePageRoutes.openapi(getPage, async (c) => {
  const { lang, at } = c.req.valid("query");
  const language = answerInLanguage(c, readLanguage(lang));
  const opened = await openPage(c, c.req.valid("param").token, at);
  if (!opened.ok) return answerProblem(c, opened.error);
  return answerPerson(c, opened.value.request, language, () => undefined);
});

const postPage = defineRoute("anyone", {
  method: "post",
  path: "/me/{token}",
  "x-room": "heeds-outs",
  summary: "Switches something on or off on a person's own page, or takes that back; never redirects",
  request: {
    params: parametersSchema,
    query: querySchema,
    body: { required: true, content: { "application/x-www-form-urlencoded": { schema: pressSchema } } },
  },
  responses: {
    200: { description: "The page as it is now, with what was changed", ...page },
    404: pageProblemResponse("The link is too old, or not whole"),
    503: pageProblemResponse("Not just now"),
    422: pageProblemResponse("There is no such theme or category, or the undo is not of this page"),
    429: pageProblemResponse("Things were switched on very often within an hour; switching off works at any time"),
  },
});

mePageRoutes.openapi(postPage, async (c) => {
  const { lang, at } = c.req.valid("query");
  const language = answerInLanguage(c, readLanguage(lang));
  const opened = await openPage(c, c.req.valid("param").token, at);
  if (!opened.ok) return answerProblem(c, opened.error);
  const form = c.req.valid("form");
  const pressed = readPress(form);
  if (!pressed.ok) return answerProblem(c, pressed.error);
  const refusal = await whyNoRoom(c, isOut(pressed.value));
  if (refusal !== undefined) return answerProblem(c, refusal);
  const { by } = opened.value.grant;
  // Whoever made the link may have pressed it themselves. What an undo lifts was pressed on this page.
  if (by !== undefined && pressed.value.button !== "undo" && !isOut(pressed.value)) {
    const admitted = await enterWord(c, by);
    if (!admitted.ok) return answerProblem(c, { ...admitted.error, ...inBoth(NOT_BY_THIS_LINK) });
  }
  switch (pressed.value.button) {
    case "undo":
      return takeBack(c, opened.value, pressed.value.undo, language);
    case "gift":
      return answerGift(c, opened.value, pressed.value, language);
    case "switch":
      return say(c, opened.value, { ...pressed.value, press: readPressId(form.press) }, language);
  }
});

const NOT_BY_THIS_LINK: Label = {
  ru: "По ссылке от поддержки сейчас больше ничего не включить. Включите это в приложении или попробуйте позже. Отключить можно в любой момент.",
  en: "Just now no more can be switched on by a link from support; do so in the app, or try again later. Switching off works at any time.",
};

type Press =
  | { readonly button: "switch"; readonly scope: Scope; readonly value: ChoiceValue }
  | { readonly button: "gift"; readonly giftId: string; readonly answer: GiftAnswer }
  | { readonly button: "undo"; readonly undo: string };

function readPress(form: z.output<typeof pressSchema>): Result<Press, Failure> {
  const [pressed, ...others] = BUTTONS.flatMap((name) => textsOf(form[name]).map((text) => ({ name, text })));
  if (pressed === undefined || others.length > 0) {
    return fail(refuseGarbled("", `must have exactly one of ${BUTTONS.join(", ")}, once`));
  }
  const { name, text } = pressed;
  if (name === "undo") return succeed({ button: "undo", undo: text });
  if (name === "on" || name === "off") {
    const value = name === "on" ? "in" : "out";
    if (isScope(text)) return succeed({ button: "switch", scope: text, value });
    return fail(refuseGarbled(name, "must be all, gifts, category:<key> or theme:<key>"));
  }
  const gift = giftIdSchema.safeParse(text);
  if (gift.success) return succeed({ button: "gift", giftId: gift.data, answer: name });
  return fail(refuseGarbled(name, "must be the id of a gift that waits"));
}

/** Whether a press shows its person less, and nothing more. */
function isOut(press: Press): boolean {
  if (press.button === "switch") return press.value === "out";
  return press.button === "gift" && press.answer !== "show";
}

/** Switches something on or off. */
async function say(
  c: Context<AppEnv>,
  { request, grant }: OpenedPage,
  {
    scope,
    value,
    press,
  }: Pick<Extract<Press, { button: "switch" }>, "scope" | "value"> & { press: string | undefined },
  language: Language,
): Promise<Response> {
  const said = { channel: "web", actor: actorOfGrant(grant), notice: `me-page/1/${language}` } as const;
  const reply = await sayOnce(c.get("services"), { ...request, ...said, scope, value }, press);
  if (!reply.ok) return answerProblem(c, reply.error);
  const { choiceId, isNew } = reply.value;
  return answerPerson(c, request, language, (overview) =>
    isNew || value === "out" || press === undefined || isInForce(overview, choiceId, value)
      ? {
          sentence: describeChange(overview, scope, value, language),
          ...(isNew ? { undoes: sealUndo(c, request.subscriberId, choiceId) } : {}),
        }
      : { sentence: PERSON_PAGE_TEXTS[language].changed.overtaken },
  );
}

async function takeBack(
  c: Context<AppEnv>,
  { request, grant }: OpenedPage,
  undo: string,
  language: Language,
): Promise<Response> {
  const entry = openUndo(c, undo, grant);
  if (!entry.ok) {
    await noteRefusal(c, grant, entry.error);
    return answerProblem(c, entry.error);
  }
  const choiceId = entry.value;
  const word = { ...request, choiceId, actor: actorOfGrant(grant), channel: "web", givenOn: "web" } as const;
  const reply = await c.get("services").shardOf(request.subscriberId).retract(word);
  if (!reply.ok) await noteRefusal(c, grant, reply.error);
  if (!reply.ok && reply.error.type !== "conflict") return answerProblem(c, reply.error);
  return answerPerson(c, request, language, (overview) => ({
    sentence: reply.ok ? describeUndone(overview, choiceId, language) : PERSON_PAGE_TEXTS[language].changed.tooLate,
  }));
}

async function answerGift(
  c: Context<AppEnv>,
  { request, grant }: OpenedPage,
  { giftId, answer }: Extract<Press, { button: "gift" }>,
  language: Language,
): Promise<Response> {
  const said = { channel: "web", actor: actorOfGrant(grant), notice: `me-page/1/${language}` } as const;
  const { shardOf } = c.get("services");
  const reply = await shardOf(request.subscriberId).answerGift({ ...request, ...said, giftId, answer });
  if (!reply.ok) return answerProblem(c, reply.error);
  const sentence = PERSON_PAGE_TEXTS[language].changed.gift[answer];
  return answerPerson(c, request, language, () => ({ sentence }));
}

interface OpenedPage {
  readonly request: TrayRequest;
  readonly grant: Extract<LinkGrant, { kind: "page" }>;
}

/** Whose page it is, if the link is whole and still good, and their line takes what is as old as it. */
async function openPage(c: Context<AppEnv>, token: string, at: unknown): Promise<Result<OpenedPage, Failure>> {
  const instant = chooseWordInstant(c, at);
  if (!instant.ok) return instant;
  const { linkTokens, shardOf, now } = c.get("services");
  const grant = linkTokens.open(token);
  const isGood =
    grant?.kind === "page" &&
    now() < grant.expiresAt &&
    (await shardOf(grant.subscriberId).admits(grant.subscriberId, grant.issuedAt));
  if (!isGood) {
    return fail({
      type: "not-found",
      ...inBoth({
        ru: "Ссылка устарела или неполная. Откройте страницу из приложения ещё раз.",
        en: "This link is too old, or not whole. Open the page from the app again.",
      }),
    });
  }
  const { subscriberId, by } = grant;
  // Whoever made the link for the person may have opened it themselves.
  if (by !== undefined) {
    await shardOf(subscriberId).noteStaffAct(subscriberId, { actor: by, action: "page-opened", at: now() });
  }
  const request = { subscriberId, device: {}, at: instant.value, origin: originOf(c) };
  return succeed({ request, grant });
}

async function answerPerson(
  c: Context<AppEnv>,
  request: TrayRequest,
  language: Language,
  describe: (overview: Overview) => PageChange | undefined,
) {
  const { shardOf, settings } = c.get("services");
  const overview = await shardOf(request.subscriberId).overview(request);
  if (overview === null) return answerProblem(c, NOT_READY);
  const words = wordsFor(overview.zone, language, overview.at);
  const at = c.req.query("at");
  const query = new URLSearchParams({ ...(at === undefined ? {} : { at }), lang: language });
  return answerPage(
    c,
    <PersonPage
      overview={overview}
      words={words}
      operatorName={settings.operatorName}
      address={c.req.path}
      action={`${c.req.path}?${query}`}
      now={describeShown(overview, words)}
      history={describeChoices(overview, words).slice(0, MAXIMUM_HISTORY_SHOWN)}
      press={drawPressId()}
      change={describe(overview)}
    />,
  );
}

/** That an entry was taken back, and what keeps off all the same what it had switched off. */
function describeUndone(overview: Overview, entry: number, language: Language): string {
  const { changed } = PERSON_PAGE_TEXTS[language];
  const taken = overview.choices.find(({ id }) => id === entry);
  const stillOff = taken?.value === "out" ? describeStillOff(overview, taken.scope, language) : undefined;
  return stillOff === undefined ? changed.undone : `${changed.undone} ${stillOff}`;
}

/** What was changed, by name; after a wish, what becomes of it. */
function describeChange(overview: Overview, scope: Scope, value: ChoiceValue, language: Language): string {
  const { changed } = PERSON_PAGE_TEXTS[language];
  if (scope === "all") return value === "in" ? changed.everythingOn : changed.everythingOff;
  if (scope === "gifts") return value === "in" ? changed.giftsOn : changed.giftsOff;
  const theme = overview.themes.find((entry) => `theme:${entry.key}` === scope);
  if (theme !== undefined && value === "in") {
    return describeOutlook(theme.label, theme.outlook, wordsFor(overview.zone, language, overview.at));
  }
  const name = nameScope(scope, overview.themes, overview.categories)[language];
  if (value === "out") return changed.off(name);
  return scope.startsWith("category:") ? changed.categoryOn(name) : changed.on(name);
}
