import { z } from "@hono/zod-openapi";
import { auditEntrySchema } from "../../contract/control.ts";
import { instantSchema } from "../../contract/identifiers.ts";
import { READERS } from "../../contract/role.ts";
import { createRoutes, defineRoute } from "../define-route.ts";
import { exportAudit } from "../export-audit.ts";

/** The record of everything that was done. */
export const auditRoutes = createRoutes();

const filterShape = {
  before: z.coerce.number().int().optional().describe("Only entries before this id"),
  actor: z.string().max(200).optional().describe("Such as person:8f0c…, service:k3v9x0ab or system"),
  action: z.string().max(100).optional().describe("Such as approve, edit or stop-everything"),
  target: z.string().max(200).optional().describe("Such as campaign/new-year"),
  from: instantSchema.optional().describe("Only what was done then or later"),
  until: instantSchema.optional().describe("Only what was done before then"),
};

const getAudit = defineRoute(READERS, {
  method: "get",
  path: "/v1/audit",
  summary: "Who did what, when and why, newest first",
  request: {
    query: z.strictObject({ ...filterShape, limit: z.coerce.number().int().min(1).max(1000).default(100) }),
  },
  responses: {
    200: {
      description: "The entries",
      content: { "application/json": { schema: z.strictObject({ items: z.array(auditEntrySchema) }) } },
    },
  },
});

auditRoutes.openapi(getAudit, async (c) => {
  const { before, ...query } = c.req.valid("query");
  return c.json({ items: await c.get("services").catalog.readAudit({ ...query, beforeId: before }) });
});

const NDJSON = "application/x-ndjson";

const getExport = defineRoute(READERS, {
  method: "get",
  path: "/v1/audit:export",
  summary: "The same without a limit, one entry a line, with the hashes that chain them",
  request: { query: z.strictObject(filterShape) },
  responses: { 200: { description: "One entry a line", content: { [NDJSON]: { schema: z.string() } } } },
});

auditRoutes.openapi(getExport, (c) => {
  const { before, ...query } = c.req.valid("query");
  const body = exportAudit(c.get("services").catalog, { ...query, beforeId: before });
  return c.body(body, 200, {
    "Content-Type": NDJSON,
    "Cache-Control": "no-store",
    "Content-Disposition": 'attachment; filename="garland-audit.ndjson"',
  });
});

const verifyAudit = defineRoute(READERS, {
  method: "get",
  path: "/v1/audit/verification",
  summary: "Whether the record is whole: every entry's hash covers the one before",
  responses: {
    200: {
      description: "How many entries there are, and the first that does not fit",
      content: {
        "application/json": { schema: z.strictObject({ entries: z.int(), brokenAt: z.int().nullable() }) },
      },
    },
  },
});

auditRoutes.openapi(verifyAudit, async (c) => c.json(await c.get("services").catalog.verifyAudit()));
