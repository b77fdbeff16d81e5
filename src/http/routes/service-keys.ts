import { z } from "@hono/zod-openapi";
import { instantSchema } from "../../contract/identifiers.ts";
import { ADMINS, APPROVERS, roleSchema, pickRoles } from "../../contract/role.ts";
import type { ServiceKeyRecord } from "../../contract/rpc/rpc-keys.ts";
import {
  confirmedKeySchema,
  createServiceKey,
  hashServiceKey,
  namedPrefixSchema,
  serviceKeySchema,
} from "../../contract/service-key.ts";
import { whyUnreadable } from "../../contract/unreadable-text.ts";
import { inBoth, issueInBoth } from "../../contract/problem.ts";
import { sayConfirmed } from "../../domain/key-texts.ts";
import type { Label } from "../../domain/label.ts";
import { actOf } from "../access/authenticate-staff.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";
import { rule } from "../../contract/rules.ts";
import { toInstantText } from "../instant-text.ts";
import { PRIVATE } from "../private.ts";

/** Keys for machines. A key is answered once, when it is made; after that only its hash exists. */
export const serviceKeyRoutes = createRoutes();

const bodySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .regex(/^[^\p{Cc}]{1,64}$/u, { abort: true, error: rule("service-key-name") })
    .refine((name) => whyUnreadable(name) === undefined, rule("readable-name")),
  roles: z.array(roleSchema).min(1),
  expiresAt: instantSchema.optional(),
});

const EXPIRED: Label = {
  ru: "Этот ключ уже истёк бы. Выберите срок в будущем.",
  en: "The key would have expired already. Choose a later end.",
};
const NOT_AHEAD: Label = {
  ru: "должно быть в будущем; без срока ключ действует, пока его не отзовут",
  en: "must be in the future; leave it out for a key without end",
};

const newKeySchema = z.strictObject({
  ...serviceKeySchema.shape,
  key: z.string().describe("Keep it now: it can't be shown again"),
});

const postKey = defineRoute(ADMINS, {
  method: "post",
  path: "/v1/service-keys",
  summary: "Makes a key for a machine, and shows it this once",
  request: { body: { required: true, content: { "application/json": { schema: bodySchema } } } },
  responses: {
    201: { description: "The key", content: { "application/json": { schema: newKeySchema } } },
    400: problemResponse("The request is not as documented"),
    422: problemResponse("The key would have expired already"),
  },
});

serviceKeyRoutes.openapi(postKey, async (c) => {
  const { name, roles, expiresAt } = c.req.valid("json");
  const act = actOf(c);
  if (expiresAt !== undefined && expiresAt <= act.now) {
    return answerProblem(c, { type: "refused", ...inBoth(EXPIRED), issues: [issueInBoth("$.expiresAt", NOT_AHEAD)] });
  }
  const { key, prefix } = createServiceKey();
  const record = await c.get("services").catalog.addServiceKey({
    ...act,
    prefix,
    hash: await hashServiceKey(key),
    name,
    roles: pickRoles(roles),
    expiresAt: expiresAt ?? null,
  });
  return c.json({ ...toWire(record), key }, 201, { "Cache-Control": "no-store" });
});

const getKeys = defineRoute(APPROVERS, {
  method: "get",
  path: "/v1/service-keys",
  summary: "All keys of machines, newest first; never the keys themselves",
  responses: {
    200: {
      description: "The keys",
      content: { "application/json": { schema: z.strictObject({ keys: z.array(serviceKeySchema) }) } },
    },
  },
});

serviceKeyRoutes.openapi(getKeys, async (c) => {
  const records = await c.get("services").catalog.listServiceKeys();
  return c.json({ keys: records.map(toWire) }, 200, { "Cache-Control": "private, no-store" });
});

const deleteKey = defineRoute(ADMINS, {
  method: "delete",
  path: "/v1/service-keys/{prefix}",
  summary: "Revokes a key, for good; in force everywhere within ten seconds",
  request: { params: z.strictObject({ prefix: namedPrefixSchema }) },
  responses: {
    204: { description: "It is revoked, now or since earlier" },
    404: problemResponse("There is no such key"),
  },
});

serviceKeyRoutes.openapi(deleteKey, async (c) => {
  const revoked = await c.get("services").catalog.revokeServiceKey(c.req.valid("param").prefix, actOf(c));
  return revoked.ok ? c.body(null, 204) : answerProblem(c, revoked.error);
});

const confirmKey = defineRoute(APPROVERS, {
  method: "post",
  path: "/v1/service-keys/{prefix}/confirm",
  summary: "A second person agrees that a key speaks for people: what it enters in their names has no limit then",
  request: { params: z.strictObject({ prefix: namedPrefixSchema }) },
  responses: {
    200: {
      description: "It is confirmed, now or since earlier; in force everywhere within ten seconds",
      content: { "application/json": { schema: confirmedKeySchema } },
    },
    403: problemResponse("You or a machine of yours made the key, or you are a machine"),
    404: problemResponse("There is no such key"),
    409: problemResponse("It works no more, or enters nothing for people"),
  },
});

serviceKeyRoutes.openapi(confirmKey, async (c) => {
  const confirmed = await c.get("services").catalog.confirmServiceKey(c.req.valid("param").prefix, actOf(c));
  if (!confirmed.ok) return answerProblem(c, confirmed.error);
  const { record, isNew } = confirmed.value;
  const sentence = sayConfirmed(record.confirmedBy ?? "", isNew);
  return c.json({ ...toWire(record), isNew, sentence }, 200, PRIVATE);
});

function toWire({ roles, createdAt, expiresAt, revokedAt, lastUsedAt, refusedAt, ...rest }: ServiceKeyRecord) {
  return {
    ...rest,
    roles: [...roles],
    createdAt: toInstantText(createdAt),
    expiresAt: expiresAt === null ? null : toInstantText(expiresAt),
    revokedAt: revokedAt === null ? null : toInstantText(revokedAt),
    refusedAt: refusedAt === null ? null : toInstantText(refusedAt),
    lastUsedAt: lastUsedAt === null ? null : toInstantText(lastUsedAt),
  };
}
