import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { MAXIMUM_TOKEN_CHARACTERS, type LinkGrant } from "../../tokens/link-token.ts";
import { type Failure, inBoth, NOT_READY } from "../../contract/problem.ts";
import type { TrayRequest } from "../../contract/rpc/rpc-tray.ts";
import type { Overview } from "../../contract/rpc/rpc-care.ts";
import { traySchema } from "../../contract/tray.ts";
import { isScope, type Scope } from "../../domain/decision/choice.ts";
import type { Language } from "../../domain/label.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { chooseLanguage } from "../../pages/language.ts";
import { DonePage, OffPage, TooLatePage, UndonePage } from "../../pages/off-pages.tsx";
import { describeStillOff } from "../answer-me.ts";
import { answerPage } from "../answer-page.tsx";
import { createRoutes, defineRoute, pageProblemResponse } from "../define-route.ts";
import { whyNoRoom } from "../keep-room.ts";
import { inEvenTime } from "../in-even-time.ts";
import { actorOfGrant, noteRefusal } from "../link-to-page.ts";
import {
  drawPressId,
  formMember,
  openUndo,
  PRESS_MEMBER,
  readPressId,
  refuseGarbled,
  sayOnce,
  sealUndo,
  textsOf,
} from "../page-press.ts";
import { wantsPage } from "../page-paths.ts";
import { answerProblem } from "../problem.ts";
import { AT_QUERY, chooseWordInstant, LANGUAGE_QUERY, originOf, readLanguage } from "../request-parts.ts";
import type { AppEnv } from "../services.ts";
import { answerTray } from "../answer-tagged.ts";
import { PRIVATE } from "../private.ts";

export const offRoutes = createRoutes();

const BROKEN: Failure = {
  type: "not-found",
  ...inBoth({
    ru: "Ссылка неполная. Скопируйте её из сообщения ещё раз.",
    en: "This link is not whole. Copy it again from the message.",
  }),
};

const parametersSchema = z.object({ token: z.string().max(MAXIMUM_TOKEN_CHARACTERS) });
const querySchema = z.object({ ...LANGUAGE_QUERY, ...AT_QUERY });

/** A press of one of the page's buttons, or the one-click body of RFC 8058. Whatever else it says is not looked at. */
const bodySchema = z.object({
  scope: formMember("What to switch off; absent: what the link is for"),
  undo: formMember("What the button of the page that follows sends"),
  "List-Unsubscribe": formMember("`One-Click`: the link's own"),
  ...PRESS_MEMBER,
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
  const { grant, request, isSilent } = opened.value;
  const overview = await c.get("services").shardOf(grant.subscriberId).overview(request);
  if (overview === null) return answerProblem(c, NOT_READY);
  const props = { language: languageOf(c, lang), address: addressOf(c), overview, scope: grant.scope, isSilent };
  return answerPage(c, <OffPage {...props} press={drawPressId()} />);
});

const postOff = defineRoute("anyone", {
  method: "post",
  path: "/o/{token}",
  "x-room": "heeds-outs",
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
    204: { description: "It is off, said to a program that may not be told more: see `GET`" },
    404: pageProblemResponse("The link is not whole"),
    503: pageProblemResponse("Not just now"),
    422: pageProblemResponse("The link is not for that"),
    429: pageProblemResponse("Things were taken back very often within an hour; switching off works at any time"),
  },
});

offRoutes.openapi(postOff, async (c) => {
  const { lang, at } = c.req.valid("query");
  const opened = await openLink(c, c.req.valid("param").token, at);
  if (!opened.ok) return answerProblem(c, opened.error);
  const press = readPress(c.req.valid("form"));
  if (!press.ok) return answerProblem(c, press.error);
  const refusal = await whyNoRoom(c, !("undo" in press.value));
  if (refusal !== undefined) return answerProblem(c, refusal);
  const language = languageOf(c, lang);
  return "undo" in press.value
    ? takeBack(c, opened.value, press.value.undo, language)
    : switchOff(c, opened.value, press.value, language);
});

/** An undo counts only alone: whoever says both wants it off. */
function readPress(form: z.output<typeof bodySchema>): Result<OffPress | { readonly undo: string }, Failure> {
  const [scope, ...otherScopes] = textsOf(form.scope);
  const [undo, ...otherUndos] = textsOf(form.undo);
  const isOff = scope !== undefined || textsOf(form["List-Unsubscribe"]).length > 0;
  if (undo !== undefined && !isOff) {
    return otherUndos.length === 0 ? succeed({ undo }) : fail(refuseGarbled("undo", "must be one token"));
  }
  if (otherScopes.length > 0) return fail(refuseGarbled("scope", "must be one scope"));
  if (scope !== undefined && !isScope(scope)) return fail(refuseGarbled("scope", SCOPE_MESSAGE));
  return succeed({ scope, press: readPressId(form.press) });
}

const SCOPE_MESSAGE = "must be all, category:<key> or theme:<key>, as the page's buttons have it";

interface OffPress {
  readonly scope: Scope | undefined;
  readonly press: string | undefined;
}

async function switchOff(
  c: Context<AppEnv>,
  { grant, request, isDiscreet, isSilent }: OpenedLink,
  { scope = grant.scope, press }: OffPress,
  language: Language,
): Promise<Response> {
  const services = c.get("services");
  const shard = services.shardOf(grant.subscriberId);
  if (scope !== grant.scope && scope !== "all") {
    const overview = await shard.overview(request);
    if (overview === null) return answerProblem(c, NOT_READY);
    if (!covers(overview, scope, grant.scope)) {
      const words = {
        ru: "Эта ссылка выключает другое. Нажмите кнопку на её странице.",
        en: "This link switches off something else; use its own buttons.",
      };
      return answerProblem(c, { type: "refused", ...inBoth(words) });
    }
  }
  const said = { channel: "link", actor: actorOfGrant(grant), notice: `off-page/1/${language}` } as const;
  const saying = sayOnce(services, { ...request, ...said, scope, value: "out" }, press);
  const reply = await (isSilent ? inEvenTime(saying) : saying);
  if (!reply.ok) return answerProblem(c, reply.error);
  if (!wantsPage(c)) return isSilent ? c.body(null, 204, PRIVATE) : answerTray(c, reply.value.tray);
  const overview = await shard.overview(request);
  if (overview === null) return answerProblem(c, NOT_READY);
  const { choiceId, isNew } = reply.value;
  // That it was off already is not told either.
  const undoToken = (isNew || isSilent) && !isDiscreet ? sealUndo(c, grant.subscriberId, choiceId) : undefined;
  const props = { language, overview, scope, action: addressOf(c), press: drawPressId(), isSilent, undoToken };
  return answerPage(c, <DonePage {...props} />);
}

async function takeBack(
  c: Context<AppEnv>,
  { grant, request, isDiscreet, isSilent }: OpenedLink,
  undo: string,
  language: Language,
): Promise<Response> {
  const shard = c.get("services").shardOf(grant.subscriberId);
  const entry = openUndo(c, undo, grant);
  if (!entry.ok) {
    await noteRefusal(c, grant, entry.error);
    return answerProblem(c, entry.error);
  }
  // Whoever has the line now may have relied on it.
  if (isDiscreet)
    return refuseUndo(
      c,
      { type: "conflict", ...inBoth({ ru: "Этого уже не вернуть.", en: "This can't be taken back any more." }) },
      language,
    );
  // The token itself proves that this page's press made the entry.
  const taking = shard.retract({ ...request, choiceId: entry.value, actor: actorOfGrant(grant), channel: "link" });
  const reply = await (isSilent ? inEvenTime(taking) : taking);
  // Whether something was said since is not told.
  if (isSilent && (reply.ok || reply.error.type === "conflict")) {
    return wantsPage(c)
      ? answerPage(c, <UndonePage language={language} isSilent stillOff={undefined} />)
      : c.body(null, 204, PRIVATE);
  }
  if (!reply.ok) {
    await noteRefusal(c, grant, reply.error);
    return refuseUndo(c, reply.error, language);
  }
  if (!wantsPage(c)) return answerTray(c, reply.value.tray);
  const overview = await shard.overview(request);
  if (overview === null) return answerProblem(c, NOT_READY);
  const stillOff = describeStillOff(overview, grant.scope, language);
  return answerPage(c, <UndonePage language={language} stillOff={stillOff} />);
}

function refuseUndo(c: Context<AppEnv>, failure: Failure, language: Language): Response | Promise<Response> {
  const isTooLate = failure.type === "conflict" && wantsPage(c);
  return isTooLate ? answerPage(c, <TooLatePage language={language} />) : answerProblem(c, failure);
}

interface OpenedLink {
  readonly grant: Extract<LinkGrant, { kind: "off" }>;
  readonly request: TrayRequest;
  /** Somebody else may have the line by now. A link bears no date, so it is older than any token that is refused. */
  readonly isDiscreet: boolean;
  /**
   * Nothing is told of what the person sees or has chosen: the line may be somebody else's, or the link was given to somebody who
   * speaks for the person, and would read them by it for ever, unrecorded.
   */
  readonly isSilent: boolean;
}

async function openLink(c: Context<AppEnv>, token: string, at: unknown): Promise<Result<OpenedLink, Failure>> {
  const instant = chooseWordInstant(c, at);
  if (!instant.ok) return instant;
  const { linkTokens, shardOf } = c.get("services");
  const grant = linkTokens.open(token);
  if (grant?.kind !== "off") return fail(BROKEN);
  const { subscriberId, by: linksBy } = grant;
  const isDiscreet = !(await shardOf(subscriberId).admits(subscriberId, AT_ANY_TIME));
  const request = { subscriberId, device: {}, at: instant.value, origin: originOf(c) };
  return succeed({
    grant,
    request: { ...request, ...(linksBy === undefined ? {} : { linksBy }) },
    isDiscreet,
    isSilent: isDiscreet || linksBy !== undefined,
  });
}

const AT_ANY_TIME = 0;

/**
 * Whether a scope is wider than the link's own: its theme's category, any other under which the theme was ever live, as
 * pages stay open, and links lie in mailboxes, while themes are moved, or one that a feast carries around which it is shown. Of a theme that is no more nobody knows where it
 * stood; everything can be switched off by the link in any case.
 */
function covers({ themes }: Overview, scope: Scope, own: Scope): boolean {
  if (!own.startsWith("theme:")) return false;
  const theme = themes.find(({ key }) => `theme:${key}` === own);
  if (theme === undefined) return scope.startsWith("category:");
  return scope === `category:${theme.category}` || [...(theme.former ?? []), ...theme.around].includes(scope);
}

/** This page's address for its own buttons. In development its instant stays in force; nothing else goes along. */
function addressOf(c: Context<AppEnv>): string {
  const at = c.req.query("at");
  return at === undefined ? c.req.path : `${c.req.path}?${new URLSearchParams({ at })}`;
}

function languageOf(c: Context<AppEnv>, asked: unknown) {
  return chooseLanguage(readLanguage(asked), c.req.header("Accept-Language"));
}
