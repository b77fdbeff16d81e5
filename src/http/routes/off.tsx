import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { scopeSchema } from "../../contract/identifiers.ts";
import { MAXIMUM_TOKEN_CHARACTERS, type LinkGrant } from "../../tokens/link-token.ts";
import type { Failure } from "../../contract/problem.ts";
import type { TrayRequest } from "../../contract/rpc/rpc-tray.ts";
import type { Overview } from "../../contract/rpc/rpc-care.ts";
import { traySchema } from "../../contract/tray.ts";
import type { Scope } from "../../domain/decision/choice.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { chooseLanguage } from "../../pages/language.ts";
import { DonePage, OffPage, TooLatePage, UndonePage } from "../../pages/off-pages.tsx";
import { describeStillOff } from "../answer-me.ts";
import { answerPage } from "../answer-page.tsx";
import { createRoutes, defineRoute, pageProblemResponse } from "../define-route.ts";
import { actorOfGrant, noteRefusal } from "../link-to-page.ts";
import { wantsPage } from "../page-paths.ts";
import { answerProblem } from "../problem.ts";
import { AT_QUERY, chooseWordInstant, LANGUAGE_QUERY, originOf, readLanguage } from "../request-parts.ts";
import type { AppEnv } from "../services.ts";
import { answerNotReady, answerTray } from "../answer-tagged.ts";

export const offRoutes = createRoutes();

const UNDO_MS = 24 * 3_600_000;
const BROKEN: Failure = { type: "not-found", detail: "This link is not whole. Copy it again from the message." };

const parametersSchema = z.object({ token: z.string().max(MAXIMUM_TOKEN_CHARACTERS) });
const querySchema = z.object({ ...LANGUAGE_QUERY, ...AT_QUERY });

/** A press of one of the page's buttons, or the one-click body of RFC 8058. */
const bodySchema = z.strictObject({
  scope: scopeSchema.optional(),
  undo: z.string().max(MAXIMUM_TOKEN_CHARACTERS).optional(),
  "List-Unsubscribe": z.literal("One-Click").optional(),
});

const page = { content: { "text/html": { schema: z.string() } } };

const getOff = defineRoute("anyone", {
  method: "get",
  path: "/o/{token}",
  summary: "The page of an off link; opening it changes nothing",
  request: { params: parametersSchema, query: querySchema },
  responses: {
    200: { description: "The page with the button", ...page },
    404: pageProblemResponse("The link is not whole"),
    503: pageProblemResponse("Not just now"),
  },
});

offRoutes.openapi(getOff, async (c) => {
  const { lang, at } = c.req.valid("query");
  const opened = await openLink(c, c.req.valid("param").token, at);
  if (!opened.ok) return answerProblem(c, opened.error);
  const { grant, request } = opened.value;
  const overview = await c.get("services").shardOf(grant.subscriberId).overview(request);
  if (overview === null) return answerNotReady(c);
  const language = languageOf(c, lang);
  return answerPage(c, <OffPage language={language} address={addressOf(c)} overview={overview} scope={grant.scope} />);
});

const postOff = defineRoute("anyone", {
  method: "post",
  path: "/o/{token}",
  summary: "Switches off what the link is for; needs no login, never redirects, may be repeated",
  request: {
    params: parametersSchema,
    query: querySchema,
    body: { content: { "application/x-www-form-urlencoded": { schema: bodySchema } } },
  },
  responses: {
    200: {
      description: "It is off; the page offers undo",
      content: { ...page.content, "application/json": { schema: traySchema } },
    },
    404: pageProblemResponse("The link is not whole"),
    429: pageProblemResponse("Too much was taken back within an hour"),
    503: pageProblemResponse("Not just now"),
    422: pageProblemResponse("The link is not for that"),
  },
});

offRoutes.openapi(postOff, async (c) => {
  const { lang, at } = c.req.valid("query");
  const opened = await openLink(c, c.req.valid("param").token, at);
  if (!opened.ok) return answerProblem(c, opened.error);
  const { grant, request } = opened.value;
  const { scope: asked, undo } = c.req.valid("form");
  const { linkTokens, shardOf, now } = c.get("services");
  const shard = shardOf(grant.subscriberId);
  const language = languageOf(c, lang);
  const actor = actorOfGrant(grant);

  if (undo !== undefined) {
    const grantToUndo = linkTokens.open(undo);
    const isGood =
      grantToUndo?.kind === "undo" && grantToUndo.subscriberId === grant.subscriberId && now() < grantToUndo.expiresAt;
    if (!isGood) return answerProblem(c, BROKEN);
    const word = { ...request, choiceId: grantToUndo.choiceId, actor, channel: "web", givenOn: "web" } as const;
    const reply = await shard.retract(word);
    if (!reply.ok) {
      await noteRefusal(c, grant, reply.error);
      const isTooLate = reply.error.type === "conflict" && wantsPage(c);
      return isTooLate ? answerPage(c, <TooLatePage language={language} />) : answerProblem(c, reply.error);
    }
    if (!wantsPage(c)) return answerTray(c, reply.value.tray);
    const overview = await shard.overview(request);
    if (overview === null) return answerNotReady(c);
    return answerPage(
      c,
      <UndonePage language={language} stillOff={describeStillOff(overview, grant.scope, language)} />,
    );
  }

  const overview = await shard.overview(request);
  if (overview === null) return answerNotReady(c);
  const scope = asked ?? grant.scope;
  if (!coveredScopes(overview, grant.scope).includes(scope)) {
    return answerProblem(c, { type: "refused", detail: "This link switches off something else; use its own buttons." });
  }
  const notice = `off-page/1/${language}`;
  const reply = await shard.choose({ ...request, scope, value: "out", channel: "web", actor, notice });
  if (!reply.ok) return answerProblem(c, reply.error);
  if (!wantsPage(c)) return answerTray(c, reply.value.tray);
  const { choiceId, isNew } = reply.value;
  const undoes = { subscriberId: grant.subscriberId, choiceId, expiresAt: now() + UNDO_MS };
  const undoToken = isNew ? linkTokens.seal({ kind: "undo", ...undoes }) : undefined;
  const props = { language, overview, scope, action: addressOf(c), undoToken };
  return answerPage(c, <DonePage {...props} />);
});

type OffGrant = Extract<LinkGrant, { kind: "off" }>;

async function openLink(
  c: Context<AppEnv>,
  token: string,
  at: unknown,
): Promise<Result<{ grant: OffGrant; request: TrayRequest }, Failure>> {
  const instant = chooseWordInstant(c, at);
  if (!instant.ok) return instant;
  const grant = c.get("services").linkTokens.open(token);
  if (grant?.kind !== "off") return fail(BROKEN);
  const request = { subscriberId: grant.subscriberId, device: {}, at: instant.value, origin: originOf(c) };
  return succeed({ grant, request });
}

/** What a link may switch off: its own scope, and anything wider. */
function coveredScopes(overview: Overview, scope: Scope): readonly Scope[] {
  const theme = overview.themes.find((entry) => `theme:${entry.key}` === scope);
  return theme === undefined ? [scope, "all"] : [scope, `category:${theme.category}`, "all"];
}

/** This page's address for its own buttons. In development its instant stays in force; nothing else goes along. */
function addressOf(c: Context<AppEnv>): string {
  const at = c.req.query("at");
  return at === undefined ? c.req.path : `${c.req.path}?${new URLSearchParams({ at })}`;
}

function languageOf(c: Context<AppEnv>, asked: unknown) {
  return chooseLanguage(readLanguage(asked), c.req.header("Accept-Language"));
}
