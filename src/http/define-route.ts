import { createRoute, OpenAPIHono, z, type RouteConfig } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { type Failure, type FailureIssue, inBoth, problemSchema } from "../contract/problem.ts";
import { sayInvalid } from "../contract/say-invalid.ts";
import type { Label } from "../domain/label.ts";
import { gateOf, type Access } from "./access/gate.ts";
import { keepRoom, roomUseOf, type RoomUse } from "./keep-room.ts";
import { isPagePath } from "./page-paths.ts";
import { answerProblem } from "./problem.ts";
import type { AppEnv } from "./services.ts";
import { ruleOf, sayInEnglish } from "../contract/rule-texts.ts";

/**
 * Every route can fail unexpectedly. The loose type also lets handlers answer with any Response; tests hold the
 * answers against the OpenAPI document instead.
 */
type Unexpected = { 500: { description: string; content?: ReturnType<DescribeProblem>["content"] } };

type DescribeProblem = typeof problemResponse | typeof pageProblemResponse;

/**
 * Declares a route: who may call it, then what it takes and answers. The gate runs before anything is parsed, and the
 * document says what it asks for and whom it refuses. A test walks the route table and calls every gate. A route may
 * stand in for a part of its gate. `x-room` says what it does while the disk has little room.
 */
export function defineRoute<
  Path extends string,
  Route extends Omit<RouteConfig, "path"> & { path: Path; "x-room"?: RoomUse },
>(access: Access, route: Route, admit = gateOf(access).admit) {
  const { schemes, refusals } = gateOf(access);
  const describe: DescribeProblem = isPagePath(route.path) ? pageProblemResponse : problemResponse;
  const refused = Object.fromEntries(Object.entries(refusals).map(([status, text]) => [status, describe(text)]));
  const responses: Route["responses"] & Unexpected = {
    503: describe("It can't be reached just now"),
    ...(route.method === "get" ? {} : { 507: describe("It could not be kept, for want of room or of a sound disk") }),
    ...describeImplied(route.request, describe),
    ...refused,
    ...route.responses,
    500: describe("Something broke on our side"),
  };
  const security = schemes.map((scheme) => ({ [scheme]: [] }));
  const { body } = route.request ?? {};
  const use = roomUseOf(route);
  const middleware = [
    admit,
    ...(use === "refuses" ? [keepRoom] : []),
    ...allowNoBody(body),
    ...allowNoForm(body),
    ...requireMediaType(body),
  ];
  return createRoute({ ...route, responses, security, middleware, "x-access": access, "x-room": use });
}

/** What is answered, before the handler, to requests that are not as declared. */
function describeImplied(
  { params, query, headers, body }: NonNullable<RouteConfig["request"]> = {},
  describe: DescribeProblem,
) {
  const isChecked = [params, query, headers, body].some((part) => part !== undefined);
  return {
    ...(isChecked ? { 400: describe("The request is not as documented") } : {}),
    ...(body === undefined ? {} : { 413: describe("The body is too large") }),
    ...(body === undefined ? {} : { 415: describe("The body has another media type") }),
  };
}

/** Where a body may be left out, none says the same as an empty object, with or without a Content-Type. */
function allowNoBody(body: RouteBody | undefined): readonly MiddlewareHandler<AppEnv>[] {
  if (body?.required !== false) return [];
  return [
    createMiddleware<AppEnv>(async function allowNone(c, next) {
      const { raw } = c.req;
      if ((await raw.clone().text()).trim() === "") {
        const headers = new Headers(raw.headers);
        headers.set("Content-Type", "application/json");
        headers.delete("Content-Length");
        c.req.raw = new Request(raw.url, { method: raw.method, headers, body: "{}" });
      }
      await next();
    }),
  ];
}

const FORMS = ["application/x-www-form-urlencoded", "multipart/form-data"];

/** Where a form may be left out, whatever else is sent says the same as none: mail services send what they like. */
function allowNoForm(body: RouteBody | undefined): readonly MiddlewareHandler<AppEnv>[] {
  if (body?.required !== undefined || !Object.keys(body?.content ?? {}).some((type) => FORMS.includes(type))) return [];
  return [
    createMiddleware<AppEnv>(async function ignoreOthers(c, next) {
      const { raw } = c.req;
      const type = c.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();
      if (raw.body !== null && !FORMS.includes(type ?? "")) {
        await raw.body.cancel();
        const headers = new Headers(raw.headers);
        headers.delete("Content-Type");
        headers.delete("Content-Length");
        c.req.raw = new Request(raw.url, { method: raw.method, headers });
      }
      await next();
    }),
  ];
}

/** A body of another media type would be taken for an empty one; it is refused instead, also where none is needed. */
function requireMediaType(body: RouteBody | undefined): readonly MiddlewareHandler<AppEnv>[] {
  const [taken] = Object.keys(body?.content ?? {}).filter((type) => Object.hasOwn(TAKEN_AS, type));
  if (taken === undefined || body?.required === undefined) return [];
  return [
    createMiddleware<AppEnv>(async function requireType(c, next) {
      const type = c.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();
      if (type === taken) return next();
      const words = {
        ru: `Пришлите тело как ${TAKEN_AS[taken]}, с Content-Type: ${taken}.`,
        en: `Send the body as ${TAKEN_AS[taken]}, with Content-Type: ${taken}.`,
      };
      return answerProblem(c, { type: "unsupported-media-type", ...inBoth(words) });
    }),
  ];
}

const TAKEN_AS: Readonly<Record<string, string>> = {
  "application/json": "JSON",
  "application/x-www-form-urlencoded": "a form",
};

type RouteBody = NonNullable<NonNullable<RouteConfig["request"]>["body"]>;

const MAXIMUM_REMEMBERED = 5_000;
/** No phone says more; whoever pads a query does not fill the memory. */
const MAXIMUM_REMEMBERED_CHARACTERS = 256;

/**
 * The same schema, which remembers what it has found good: for what phones ask all the time. Phones are millions, but
 * what they say of themselves is the same few thousand texts, and checking them anew cost more than deciding. Members that
 * the schema does not look at make no difference, so trackers, which are new each time, fill nothing.
 */
export function rememberGood<Schema extends z.ZodObject>(schema: Schema): Schema {
  const known = new Map<string, z.ZodSafeParseResult<z.output<Schema>>>();
  const members = Object.keys(schema.shape);
  const remembering = schema.clone();
  remembering.safeParseAsync = async (value) => {
    const text = JSON.stringify(members.map((member) => Reflect.get(Object(value), member)));
    const good = known.get(text);
    if (good !== undefined) return good;
    const parsed = await schema.safeParseAsync(value);
    if (known.size >= MAXIMUM_REMEMBERED) known.clear();
    if (parsed.success && text.length <= MAXIMUM_REMEMBERED_CHARACTERS) known.set(text, parsed);
    return parsed;
  };
  return remembering;
}

/** A group of routes whose invalid requests become problem documents. */
export function createRoutes(
  options: { getPath?: (request: Request) => string; router?: OpenAPIHono<AppEnv>["router"] } = {},
): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    ...options,
    defaultHook: (result, c) => (result.success ? undefined : refuseInvalid(c, result.error)),
  });
}

const NOT_AS_DOCUMENTED: Label = {
  ru: "Часть запроса не такая, как в описании (/docs).",
  en: "Some members of the request are not as documented; see issues, and /docs.",
};

/** Answers a request that is not as documented. */
function refuseInvalid(c: Context<AppEnv>, error: Pick<z.core.$ZodError, "issues">): Response {
  return answerProblem(c, describeInvalid(error, NOT_AS_DOCUMENTED));
}

/** What is not as documented in a request, or in the part of it at a place. */
export function describeInvalid(
  { issues }: Pick<z.core.$ZodError, "issues">,
  words: Label,
  place: readonly PropertyKey[] = [],
): Failure {
  const located = issues.map((issue): FailureIssue => {
    const said = sayInvalid(issue);
    const path = ["$", ...[...place, ...issue.path].map(String)].join(".");
    const code = ruleOf(issue.message);
    return { path, message: sayInEnglish(issue.message), ...(said && { words: said }), ...(code && { code }) };
  });
  return { type: "invalid-request", ...inBoth(words), issues: located };
}

/** The shared description of a refusal, for the OpenAPI document. */
export function problemResponse(description: string) {
  return { description, content: { "application/problem+json": { schema: problemSchema } } };
}

/** The same where people come: whoever reads pages gets one (`speakPages`). */
export function pageProblemResponse(description: string) {
  const { content } = problemResponse(description);
  return { description, content: { ...content, "text/html": { schema: z.string() } } };
}
