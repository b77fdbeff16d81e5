import { z } from "@hono/zod-openapi";
import { storedDefinitionSchema } from "../../contract/control.ts";
import {
  attributeKeySchema,
  attributeSchema,
  campaignSchema,
  categorySchema,
  decorationSchema,
  feastSchema,
  segmentSchema,
  themeSchema,
} from "../../contract/definition-schemas.ts";
import { keySchema } from "../../contract/identifiers.ts";
import { actorOf, ADMINS, APPROVERS, EDITORS, READERS, type RoleList } from "../../contract/role.ts";
import type { DefinitionKind, StoredDefinition } from "../../contract/rpc/rpc-control.ts";
import type { Json } from "../../domain/json.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";
import { readExpectedRevision, revisionTag } from "../revision-tag.ts";

export const definitionRoutes = createRoutes();

interface DefinitionResource {
  readonly kind: DefinitionKind;
  readonly plural: string;
  readonly schema: z.ZodType<object>;
  /** Null: nobody writes it here. */
  readonly writers: RoleList | null;
}

/**
 * What can be written, and by whom. Themes and categories carry the safety rules (what is sensitive), so approvers keep
 * them; the attribute dictionary is the operator's contract with the importer, so administrators do. What feasts carry
 * comes with Garland.
 */
const RESOURCES: readonly DefinitionResource[] = [
  { kind: "attribute", plural: "attributes", schema: attributeSchema, writers: ADMINS },
  { kind: "segment", plural: "segments", schema: segmentSchema, writers: EDITORS },
  { kind: "category", plural: "categories", schema: categorySchema, writers: APPROVERS },
  { kind: "theme", plural: "themes", schema: themeSchema, writers: APPROVERS },
  { kind: "feast", plural: "feasts", schema: feastSchema, writers: null },
  { kind: "decoration", plural: "decorations", schema: decorationSchema, writers: EDITORS },
  { kind: "campaign", plural: "campaigns", schema: campaignSchema, writers: EDITORS },
];

const whySchema = z.object({ "x-reason": z.string().max(500).optional().describe("Why, for the audit") });
const definition = (description: string) => ({
  description,
  content: { "application/json": { schema: storedDefinitionSchema } },
});
const conflicts = {
  412: problemResponse("Somebody else changed it; issues say what"),
  428: problemResponse("If-Match or If-None-Match is missing"),
};

for (const { kind, plural, schema, writers } of RESOURCES) {
  // Attributes are named as in the operator's own data.
  const parametersSchema = z.object({ key: kind === "attribute" ? attributeKeySchema : keySchema });
  const list = defineRoute(READERS, {
    method: "get",
    path: `/v1/${plural}`,
    summary: `Every ${kind} in its working state`,
    responses: {
      200: {
        description: "The list",
        content: { "application/json": { schema: z.strictObject({ items: z.array(storedDefinitionSchema) }) } },
      },
    },
  });
  definitionRoutes.openapi(list, async (c) => c.json({ items: await c.get("services").catalog.listDefinitions(kind) }));

  const read = defineRoute(READERS, {
    method: "get",
    path: `/v1/${plural}/{key}`,
    summary: `One ${kind}, with its revision as ETag`,
    request: { params: parametersSchema },
    responses: { 200: definition("It"), 404: problemResponse(`There is no such ${kind}`) },
  });
  definitionRoutes.openapi(read, async (c) => {
    const { key } = c.req.valid("param");
    const stored = await c.get("services").catalog.readDefinition(kind, key);
    if (stored === null) return answerProblem(c, { type: "not-found", detail: `There is no ${kind} "${key}".` });
    return c.json(stored, 200, { ETag: revisionTag(stored.revision) });
  });

  if (writers === null) continue;

  const write = defineRoute(writers, {
    method: "put",
    path: `/v1/${plural}/{key}`,
    summary: `Makes or changes a ${kind}; nothing that people see changes by this alone`,
    request: {
      params: parametersSchema,
      headers: whySchema,
      body: { required: true, content: { "application/json": { schema } } },
    },
    responses: {
      200: definition("Stored"),
      201: definition("Stored for the first time"),
      422: problemResponse("It breaks a rule; issues say where and why"),
      ...conflicts,
    },
  });
  definitionRoutes.openapi(write, async (c) => {
    const { key } = c.req.valid("param");
    const body = c.req.valid("json");
    if (Reflect.get(body, "key") !== key) {
      return answerProblem(c, {
        type: "invalid-request",
        detail: "The key in the body is not the key in the address.",
      });
    }
    const expectedRevision = readExpectedRevision(c);
    if (!expectedRevision.ok) return answerProblem(c, expectedRevision.error);
    const { catalog, now } = c.get("services");
    const written = await catalog.writeDefinition({
      kind,
      key,
      // Parsed boundary: a checked definition is plain JSON.
      body: body as unknown as Json,
      expectedRevision: expectedRevision.value,
      actor: actorOf(c.get("principal")),
      now: now(),
      why: c.req.valid("header")["x-reason"],
    });
    if (!written.ok) return answerProblem(c, written.error);
    const stored: StoredDefinition = written.value;
    return c.json(stored, expectedRevision.value === 0 ? 201 : 200, { ETag: revisionTag(stored.revision) });
  });

  const remove = defineRoute(writers, {
    method: "delete",
    path: `/v1/${plural}/{key}`,
    summary: `Deletes a ${kind} that nothing uses`,
    request: { params: parametersSchema, headers: whySchema },
    responses: {
      204: { description: "Deleted" },
      404: problemResponse(`There is no such ${kind}`),
      409: problemResponse("It is in use; issues list the users"),
      ...conflicts,
    },
  });
  definitionRoutes.openapi(remove, async (c) => {
    const { key } = c.req.valid("param");
    const expectedRevision = readExpectedRevision(c);
    if (!expectedRevision.ok) return answerProblem(c, expectedRevision.error);
    const { catalog, now } = c.get("services");
    const removed = await catalog.deleteDefinition({
      kind,
      key,
      expectedRevision: expectedRevision.value,
      actor: actorOf(c.get("principal")),
      now: now(),
      why: c.req.valid("header")["x-reason"],
    });
    return removed.ok ? c.body(null, 204) : answerProblem(c, removed.error);
  });
}
