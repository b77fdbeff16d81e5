import { inBoth } from "../../contract/problem.ts";
import { sayMissing } from "../../domain/missing-texts.ts";
import { z } from "@hono/zod-openapi";
import { keySchema } from "../../contract/identifiers.ts";
import { actorOf, EDITORS, READERS } from "../../contract/role.ts";
import {
  personaDecisionRequestSchema,
  personaDecisionSchema,
  personaSchema,
  storedPersonaSchema,
} from "../../contract/simulation.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";

/** Invented people, kept to try campaigns on. */
export const personaRoutes = createRoutes();

const request = { params: z.object({ key: keySchema }) };
const persona = (description: string) => ({
  description,
  content: { "application/json": { schema: storedPersonaSchema } },
});
const missing = problemResponse("There is no such persona");

const listPersonas = defineRoute(READERS, {
  method: "get",
  path: "/v1/personas",
  summary: "Every persona",
  responses: {
    200: {
      description: "The list",
      content: { "application/json": { schema: z.strictObject({ items: z.array(storedPersonaSchema) }) } },
    },
  },
});

personaRoutes.openapi(listPersonas, async (c) => c.json({ items: await c.get("services").catalog.listPersonas() }));

const readPersona = defineRoute(READERS, {
  method: "get",
  path: "/v1/personas/{key}",
  summary: "One persona",
  request,
  responses: { 200: persona("It"), 404: missing },
});

personaRoutes.openapi(readPersona, async (c) => {
  const { key } = c.req.valid("param");
  const stored = await c.get("services").catalog.readPersona(key);
  if (stored === null) return answerProblem(c, { type: "not-found", ...inBoth(sayMissing("persona", key)) });
  return c.json(stored, 200);
});

const writePersona = defineRoute(EDITORS, {
  method: "put",
  path: "/v1/personas/{key}",
  summary: "Keeps a persona: attributes as imported, a phone, and the choices in their order",
  request: { ...request, body: { required: true, content: { "application/json": { schema: personaSchema } } } },
  responses: { 200: persona("Stored"), 422: problemResponse("There can't be such a subscriber; issues say why") },
});

personaRoutes.openapi(writePersona, async (c) => {
  const { catalog, now } = c.get("services");
  const written = await catalog.writePersona({
    key: c.req.valid("param").key,
    persona: c.req.valid("json"),
    actor: actorOf(c.get("principal")),
    now: now(),
  });
  return written.ok ? c.json(written.value, 200) : answerProblem(c, written.error);
});

const deletePersona = defineRoute(EDITORS, {
  method: "delete",
  path: "/v1/personas/{key}",
  summary: "Forgets a persona",
  request,
  responses: { 204: { description: "Deleted" }, 404: missing },
});

personaRoutes.openapi(deletePersona, async (c) => {
  const { catalog, now } = c.get("services");
  const act = { actor: actorOf(c.get("principal")), now: now() };
  const removed = await catalog.deletePersona(c.req.valid("param").key, act);
  return removed.ok ? c.body(null, 204) : answerProblem(c, removed.error);
});

const decidePersonas = defineRoute(READERS, {
  method: "post",
  path: "/v1/personas:decide",
  "x-room": "writes-nothing",
  summary: "What personas would see at an instant, and why, now and as if drafts were live",
  request: { body: { required: true, content: { "application/json": { schema: personaDecisionRequestSchema } } } },
  responses: {
    200: {
      description: "Both decisions of each, with everything that led to them",
      content: { "application/json": { schema: z.strictObject({ items: z.array(personaDecisionSchema) }) } },
    },
    404: missing,
    422: problemResponse("A draft breaks a rule, or does not exist"),
  },
});

personaRoutes.openapi(decidePersonas, async (c) => {
  const decided = await c.get("services").catalog.decidePersonas(c.req.valid("json"));
  return decided.ok ? c.json({ items: decided.value }, 200) : answerProblem(c, decided.error);
});
