import { z } from "@hono/zod-openapi";
import { idempotencyKeySchema, instantSchema, knownSubscriberIdSchema } from "../../contract/identifiers.ts";
import { importReportSchema, liesAhead, populationCountSchema } from "../../contract/population.ts";
import { type Failure, inBoth } from "../../contract/problem.ts";
import { actorOf, ADMINS } from "../../contract/role.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { gunzip } from "../../gzip/gunzip.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { exportPopulation } from "../population/export-population.ts";
import { importPopulation } from "../population/import-population.ts";
import { listShards } from "../shards/list-shards.ts";
import { mapConcurrently } from "../../domain/map-concurrently.ts";
import { answerProblem } from "../problem.ts";

/** The population: who there is, by the operator's word. */
export const subscriberRoutes = createRoutes();

/** Its body may be of any length; it is read as it comes. */
export const IMPORT_PATH = "/v1/subscribers:import";

const NDJSON = "application/x-ndjson";
const NDJSON_TYPES = [NDJSON, "application/ndjson", "application/jsonl"];
const MAXIMUM_COUNTS_AT_ONCE = 32;

const postImport = defineRoute(ADMINS, {
  method: "post",
  path: IMPORT_PATH,
  summary: "Imports, deletes and erases subscribers, and makes their tokens void: NDJSON of any length, gzip too",
  request: {
    headers: z.object({
      "idempotency-key": idempotencyKeySchema
        .optional()
        .describe("Makes the import resumable: send the same body again under the same key"),
    }),
    body: {
      required: true,
      description: "One JSON object a line; docs/population.md says what it may hold",
      content: { [NDJSON]: { schema: z.string() } },
    },
  },
  responses: {
    200: {
      description: "What became of the lines; those with errors are listed and left out",
      content: { "application/json": { schema: importReportSchema } },
    },
    400: problemResponse("The body broke off, is damaged, or is not what it says; how far it was read"),
    409: problemResponse("The Idempotency-Key belongs to another body, or a later request has taken over"),
    415: problemResponse("Not NDJSON, or compressed otherwise than by gzip"),
    503: problemResponse("The first ruleset is being installed"),
  },
});

subscriberRoutes.openapi(postImport, async (c) => {
  const body = openBody(c.req.raw);
  if (!body.ok) return answerProblem(c, body.error);
  const { catalog, now } = c.get("services");
  const actor = actorOf(c.get("principal"));
  const noted = await catalog.askPolicy("imports", { actor, now: now() });
  if (!noted.ok) return answerProblem(c, noted.error);
  const named = c.req.valid("header")["idempotency-key"];
  // Whoever guesses a key of somebody else's must not take their import away.
  const key = named === undefined ? undefined : `${actor} ${named}`;
  const report = await importPopulation(c.get("services"), body.value, { by: actor, key });
  return report.ok ? c.json(report.value, 200) : answerProblem(c, report.error);
});

/** The lines as plain bytes, whichever way they came. */
function openBody({ body, headers }: Request): Result<AsyncIterable<Uint8Array>, Failure> {
  const [type = ""] = (headers.get("Content-Type") ?? "").split(";");
  if (!NDJSON_TYPES.includes(type.trim().toLowerCase())) {
    return fail({
      type: "unsupported-media-type",
      ...inBoth({
        ru: `Пришлите строки JSON с Content-Type: ${NDJSON}.`,
        en: `Send lines of JSON as Content-Type: ${NDJSON}.`,
      }),
    });
  }
  const lines: AsyncIterable<Uint8Array> = body ?? new Blob([]).stream();
  const encoding = (headers.get("Content-Encoding") ?? "identity").trim().toLowerCase();
  if (encoding === "identity") return succeed(lines);
  if (encoding === "gzip") return succeed(gunzip(lines));
  return fail({
    type: "unsupported-media-type",
    ...inBoth({
      ru: "Сжимайте с Content-Encoding: gzip или не сжимайте вовсе.",
      en: "Compress with Content-Encoding: gzip, or not at all.",
    }),
  });
}

const refusalSchema = z.strictObject({ subscriberId: z.string(), issuedBefore: z.iso.datetime() });

const postRefuseTokens = defineRoute(ADMINS, {
  method: "post",
  path: "/v1/subscribers/{id}/refuse-tokens",
  summary: "Makes a line's earlier tokens and links to the person's page void, for good: the number has a new owner",
  request: {
    params: z.object({ id: knownSubscriberIdSchema }),
    body: {
      required: false,
      content: {
        "application/json": {
          schema: z.strictObject({
            issuedBefore: instantSchema.optional().describe("Now if left out; it can't lie ahead"),
          }),
        },
      },
    },
  },
  responses: {
    200: {
      description: "The instant that holds: a later one, if that was said before",
      content: { "application/json": { schema: refusalSchema } },
    },
    422: problemResponse("The instant lies ahead"),
  },
});

subscriberRoutes.openapi(postRefuseTokens, async (c) => {
  const { shardOf, catalog, now } = c.get("services");
  const subscriberId = c.req.valid("param").id;
  const { issuedBefore = now() } = c.req.valid("json");
  if (liesAhead(issuedBefore, now())) {
    const words = {
      ru: "issuedBefore ещё не наступил; отклонить можно только выданные токены.",
      en: "issuedBefore lies ahead; only tokens that have been issued can be refused.",
    };
    return answerProblem(c, { type: "refused", ...inBoth(words) });
  }
  const shard = shardOf(subscriberId);
  const actor = actorOf(c.get("principal"));
  // A phone whose token is refused can say no to nothing: whoever chooses these phones shows nothing alone, as who imports people.
  const noted = await catalog.askPolicy("imports", { actor, now: now() });
  if (!noted.ok) return answerProblem(c, noted.error);
  const act = { actor, action: "refused-tokens", at: now() } as const;
  await shard.noteStaffAct(subscriberId, act);
  const holds = await shard.refuseTokens(subscriberId, issuedBefore);
  return c.json({ subscriberId, issuedBefore: new Date(holds).toISOString() }, 200, { "Cache-Control": "no-store" });
});

const getExport = defineRoute(ADMINS, {
  method: "get",
  path: "/v1/subscribers:export",
  summary: "Everybody who has been imported or whose tokens are void, as NDJSON that can be imported again",
  responses: {
    200: { description: "One subscriber a line", content: { [NDJSON]: { schema: z.string() } } },
  },
});

subscriberRoutes.openapi(getExport, (c) =>
  c.body(exportPopulation(listShards(c.get("services"))), 200, { "Content-Type": NDJSON, "Cache-Control": "no-store" }),
);

const getCount = defineRoute(ADMINS, {
  method: "get",
  path: "/v1/subscribers:count",
  summary: "How many subscribers and indexed phone numbers there are",
  responses: {
    200: { description: "The counts", content: { "application/json": { schema: populationCountSchema } } },
  },
});

subscriberRoutes.openapi(getCount, async (c) => {
  const shards = listShards(c.get("services"));
  const counts = await mapConcurrently(shards, MAXIMUM_COUNTS_AT_ONCE, (shard) => shard.countPopulation());
  const phones: Record<string, number> = {};
  for (const [kid, total] of counts.flatMap((count) => Object.entries(count.phones))) {
    phones[kid] = (phones[kid] ?? 0) + total;
  }
  const subscribers = counts.reduce((sum, count) => sum + count.subscribers, 0);
  return c.json({ subscribers, shards: shards.length, phones }, 200);
});
