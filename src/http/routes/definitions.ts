import { inBoth } from "../../contract/problem.ts";
import { sayMissing } from "../../domain/missing-texts.ts";
import { z } from "@hono/zod-openapi";
import { storedDefinitionSchema } from "../../contract/control.ts";
import {
  attributeKeySchema,
  campaignSchema,
  decorationSchema,
  segmentSchema,
} from "../../contract/definition-schemas.ts";
import { readHeaderText } from "../../contract/header-text.ts";
import { keySchema } from "../../contract/identifiers.ts";
import { actorOf, EDITORS, READERS } from "../../contract/role.ts";
import type { DefinitionKind, DraftKind, StoredDefinition } from "../../contract/rpc/rpc-control.ts";
import type { Json } from "../../domain/json.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";
import { readExpectedRevision, revisionTag } from "../revision-tag.ts";

export const definitionRoutes = createRoutes();

/** What marketers write, as drafts. */
const DRAFTS: readonly { readonly kind: DraftKind; readonly plural: string; readonly schema: z.ZodType<object> }[] = [
  { kind: "segment", plural: "segments", schema: segmentSchema },
  { kind: "decoration", plural: "decorations", schema: decorationSchema },
  { kind: "campaign", plural: "campaigns", schema: campaignSchema },
];

/** What is in force as it stands; it changes by proposals only, see policy.ts. */
const POLICY: readonly { readonly kind: DefinitionKind; readonly plural: string }[] = [
  { kind: "attribute", plural: "attributes" },
  { kind: "category", plural: "categories" },
  { kind: "theme", plural: "themes" },
  { kind: "feast", plural: "feasts" },
];

const whySchema = z.object({
  "x-reason": z
    .string()
    .transform((value, context) => {
      const text = readHeaderText(value);
      if (text !== undefined) return text;
      context.addIssue({ code: "custom", message: "can't be decoded; write UTF-8'' and the text percent-encoded" });
      return z.NEVER;
    })
    .pipe(z.string().max(500))
    .optional()
    .describe(
      "Why, for the audit. What is not ASCII is written as RFC 8187 does: UTF-8'' and the text percent-encoded",
    ),
});
const definition = (description: string) => ({
  description,
  content: { "application/json": { schema: storedDefinitionSchema } },
});
const conflicts = {
  412: problemResponse("Somebody else changed it; issues say what"),
  428: problemResponse("If-Match or If-None-Match is missing"),
};

// Attributes are named as in the operator's own data.
const parametersOf = (kind: DefinitionKind) => z.object({ key: kind === "attribute" ? attributeKeySchema : keySchema });

for (const { kind, plural } of [...DRAFTS, ...POLICY]) {
  const parametersSchema = parametersOf(kind);
  const list = defineRoute(READERS, {
    method: "get",
    path: `/v1/${plural}`,
    summary: DRAFTS.some((draft) => draft.kind === kind)
      ? `Every ${kind} in its working state`
      : `Every ${kind} in force`,
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
    if (stored === null) return answerProblem(c, { type: "not-found", ...inBoth(sayMissing(kind, key)) });
    return c.json(stored, 200, { ETag: revisionTag(stored.revision) });
  });
}

const ownSchema = z.strictObject({
  own: z
    .enum(["true", "false"])
    .optional()
    .describe("Deletes it only if nobody but you, by whatever keys, ever wrote it"),
});

for (const { kind, plural, schema } of DRAFTS) {
  const parametersSchema = parametersOf(kind);
  const write = defineRoute(EDITORS, {
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
        ...inBoth({
          ru: "Ключ в теле не тот, что в адресе.",
          en: "The key in the body is not the key in the address.",
        }),
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

  const remove = defineRoute(EDITORS, {
    method: "delete",
    path: `/v1/${plural}/{key}`,
    summary: `Deletes a ${kind} that nothing uses`,
    request: { params: parametersSchema, headers: whySchema, query: ownSchema },
    responses: {
      204: { description: "Deleted" },
      403: problemResponse("With `own`: somebody else wrote it, or it came with the installation"),
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
      ...(c.req.valid("query").own === "true" ? { onlyOwn: true } : {}),
    });
    return removed.ok ? c.body(null, 204) : answerProblem(c, removed.error);
  });
}
