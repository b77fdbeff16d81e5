import { z } from "@hono/zod-openapi";
import { decodeCursor, encodeCursor } from "../../tokens/changes-cursor.ts";
import { knownSubscriberIdSchema } from "../../contract/identifiers.ts";
import { CONNECTORS } from "../../contract/role.ts";
import { CHANNELS } from "../../domain/decision/choice.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { listShards } from "../shards/list-shards.ts";
import { mapConcurrently } from "../../domain/map-concurrently.ts";
import { answerProblem } from "../problem.ts";
import { actOf } from "../access/authenticate-staff.ts";
import { inBoth } from "../../contract/problem.ts";

/** Tells channels whose choices changed elsewhere, so that they ask anew, and who was erased, so that they follow. */
export const changeRoutes = createRoutes();

const MAXIMUM_SHARDS_AT_ONCE = 32;
const MAXIMUM_PER_SHARD = 50;

const changeShape = { subscriberId: knownSubscriberIdSchema, at: z.iso.datetime() };

const choiceSchema = z
  .strictObject({
    kind: z.literal("choice"),
    ...changeShape,
    channel: z.enum(CHANNELS).describe("Where it was said"),
  })
  .describe("They said something: ask for the new decision to learn what it means");

const erasureSchema = z
  .strictObject({ kind: z.literal("erasure"), ...changeShape })
  .describe("Everything about them was erased here but their outs: erase what you hold, and ask for the decision anew");

const changesSchema = z.strictObject({
  changes: z.array(z.discriminatedUnion("kind", [choiceSchema, erasureSchema])).describe("Oldest first within a shard"),
  cursor: z.string().describe("Send it as `after` next time"),
  hasMore: z.boolean().describe("There is more already: ask again at once"),
});

const getChanges = defineRoute(CONNECTORS, {
  method: "get",
  path: "/v1/changes",
  summary: "Whose choices changed, and who was erased, since a cursor; without one, only the cursor to begin with",
  request: {
    query: z.strictObject({ after: z.string().max(16_384).optional().describe("The cursor of the last answer") }),
  },
  responses: {
    200: { description: "The changes", content: { "application/json": { schema: changesSchema } } },
    400: problemResponse("The cursor is not one of this installation's"),
    403: problemResponse("No second person has confirmed this key"),
  },
});

changeRoutes.openapi(getChanges, async (c) => {
  const services = c.get("services");
  const followed = await services.catalog.askAboutPeople("follow", actOf(c));
  if (!followed.ok) return answerProblem(c, followed.error);
  const { after } = c.req.valid("query");
  const { shardCount } = services.settings;
  const positions = after === undefined ? undefined : decodeCursor(after, shardCount);
  if (after !== undefined && positions === undefined) {
    const words = {
      ru: "Этот курсор неполный. Спросите без `after`: получите новый, и обо всех заново.",
      en: "This cursor is not whole; leave out `after` to get a new one, and ask anew about everybody.",
    };
    return answerProblem(c, { type: "invalid-request", ...inBoth(words) });
  }
  const slices = await mapConcurrently([...listShards(services).entries()], MAXIMUM_SHARDS_AT_ONCE, ([index, shard]) =>
    shard.listChanges(positions?.[index] ?? null, MAXIMUM_PER_SHARD),
  );
  const answer = {
    changes: slices
      .flatMap(({ changes }) => changes)
      .map((change) => ({ ...change, at: new Date(change.at).toISOString() })),
    cursor: encodeCursor(slices.map(({ cursor }) => cursor)),
    hasMore: slices.some(({ isLast }) => !isLast),
  };
  return c.json(answer, 200, { "Cache-Control": "private, no-store" });
});
