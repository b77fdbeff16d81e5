import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { giftIdSchema } from "../../contract/gift.ts";
import { scopeSchema } from "../../contract/identifiers.ts";
import type { Failure } from "../../contract/problem.ts";
import type { Overview } from "../../contract/rpc/rpc-care.ts";
import type { TrayRequest } from "../../contract/rpc/rpc-tray.ts";
import type { ChoiceValue, Scope } from "../../domain/decision/choice.ts";
import { describeOutlook, nameScope } from "../../domain/decision/describe-person.ts";
import type { GiftAnswer } from "../../domain/decision/gift.ts";
import type { Language } from "../../domain/label.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { EntrancePage } from "../../pages/entrance-page.tsx";
import { PersonPage, type PageChange } from "../../pages/person-page.tsx";
import { PERSON_PAGE_TEXTS } from "../../pages/person-page-texts.ts";
import { describeShown, describeStillOff, listChoices, wordsFor } from "../answer-me.ts";
import { answerPage } from "../answer-page.tsx";
import { createRoutes, defineRoute, pageProblemResponse } from "../define-route.ts";
import { actorOfGrant, noteRefusal } from "../link-to-page.ts";
import { answerProblem } from "../problem.ts";
import { answerInLanguage } from "../request-language.ts";
import { AT_QUERY, chooseWordInstant, LANGUAGE_QUERY, originOf, readLanguage } from "../request-parts.ts";
import type { AppEnv } from "../services.ts";
import { MAXIMUM_TOKEN_CHARACTERS, type LinkGrant } from "../../tokens/link-token.ts";
import { answerNotReady } from "../answer-tagged.ts";

/** A person's own page, opened by a link that the app has got for them. */
export const mePageRoutes = createRoutes();

const MAXIMUM_HISTORY_SHOWN = 12;

const querySchema = z.object({ ...LANGUAGE_QUERY, ...AT_QUERY });
const parametersSchema = z.object({ token: z.string().max(MAXIMUM_TOKEN_CHARACTERS) });

/** A press of one of the page's buttons. */
const pressSchema = z.union([
  z.strictObject({ on: scopeSchema }),
  z.strictObject({ off: scopeSchema }),
  z.strictObject({ undo: z.coerce.number().int().min(1) }),
  z.strictObject({ show: giftIdSchema }),
  z.strictObject({ decline: giftIdSchema }),
  z.strictObject({ never: giftIdSchema }),
]);

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
    <EntrancePage language={answerInLanguage(c, readLanguage(c.req.valid("query").lang))} address={c.req.path} />,
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
    422: pageProblemResponse("There is no such theme or category"),
  },
});

mePageRoutes.openapi(postPage, async (c) => {
  const { lang, at } = c.req.valid("query");
  const language = answerInLanguage(c, readLanguage(lang));
  const opened = await openPage(c, c.req.valid("param").token, at);
  if (!opened.ok) return answerProblem(c, opened.error);
  const { request, grant } = opened.value;
  const actor = actorOfGrant(grant);
  const press = c.req.valid("form");
  const shard = c.get("services").shardOf(request.subscriberId);
  const texts = PERSON_PAGE_TEXTS[language];

  if ("undo" in press) {
    const word = { ...request, choiceId: press.undo, actor, channel: "web", givenOn: "web" } as const;
    const reply = await shard.retract(word);
    if (!reply.ok) await noteRefusal(c, grant, reply.error);
    if (!reply.ok && reply.error.type !== "conflict") return answerProblem(c, reply.error);
    return answerPerson(c, request, language, (overview) =>
      reply.ok ? { sentence: describeUndone(overview, press.undo, language) } : { sentence: texts.changed.tooLate },
    );
  }

  if ("show" in press || "decline" in press || "never" in press) {
    const [giftId, answer] = readGiftAnswer(press);
    const notice = `me-page/1/${language}`;
    const reply = await shard.answerGift({ ...request, giftId, answer, channel: "web", actor, notice });
    if (!reply.ok) return answerProblem(c, reply.error);
    return answerPerson(c, request, language, () => ({ sentence: texts.changed.gift[answer] }));
  }

  const [scope, value]: [Scope, ChoiceValue] = "on" in press ? [press.on, "in"] : [press.off, "out"];
  const said = { ...request, channel: "web", actor, notice: `me-page/1/${language}` } as const;
  const theme = value === "in" && scope.startsWith("theme:") ? scope.slice("theme:".length) : undefined;
  const reply = await (theme === undefined ? shard.choose({ ...said, scope, value }) : shard.wish({ ...said, theme }));
  if (!reply.ok) return answerProblem(c, reply.error);
  const { choiceId, isNew } = reply.value;
  return answerPerson(c, request, language, (overview) => ({
    sentence: describeChange(overview, scope, value, language),
    ...(isNew ? { undoes: choiceId } : {}),
  }));
});

type GiftPress = Extract<z.output<typeof pressSchema>, { show: string } | { decline: string } | { never: string }>;

function readGiftAnswer(press: GiftPress): [giftId: string, answer: GiftAnswer] {
  if ("show" in press) return [press.show, "show"];
  return "decline" in press ? [press.decline, "decline"] : [press.never, "never"];
}

type PageGrant = Extract<LinkGrant, { kind: "page" }>;

/** Whose page it is, if the link is whole and still good, and their line takes what is as old as it. */
async function openPage(
  c: Context<AppEnv>,
  token: string,
  at: unknown,
): Promise<Result<{ readonly request: TrayRequest; readonly grant: PageGrant }, Failure>> {
  const instant = chooseWordInstant(c, at);
  if (!instant.ok) return instant;
  const { linkTokens, shardOf, now } = c.get("services");
  const grant = linkTokens.open(token);
  const isGood =
    grant?.kind === "page" &&
    now() < grant.expiresAt &&
    (await shardOf(grant.subscriberId).admits(grant.subscriberId, grant.issuedAt));
  if (!isGood) {
    return fail({ type: "not-found", detail: "This link is too old, or not whole. Open the page from the app again." });
  }
  const request = { subscriberId: grant.subscriberId, device: {}, at: instant.value, origin: originOf(c) };
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
  if (overview === null) return answerNotReady(c);
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
      history={listChoices(overview, words)
        .slice(0, MAXIMUM_HISTORY_SHOWN)
        .map(({ sentence }) => sentence)}
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
