import { z } from "@hono/zod-openapi";
import { publishReportSchema, reasonSchema, storedDefinitionSchema } from "../../contract/control.ts";
import { keySchema } from "../../contract/identifiers.ts";
import {
  carriedSchema,
  limitsAnswerSchema,
  proposalListSchema,
  proposalSchema,
  proposeSchema,
  weighedProposalSchema,
} from "../../contract/policy.ts";
import { inBoth } from "../../contract/problem.ts";
import { APPROVERS, POLICY_PROPOSERS, READERS } from "../../contract/role.ts";
import type { ProposedChange } from "../../contract/rpc/rpc-policy.ts";
import { LIMIT_BOUNDS } from "../../domain/limits.ts";
import { actOf } from "../access/authenticate-staff.ts";
import { answerProposal, answerWeighed } from "../answer-proposal.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";

/** Policy changes by proposals that people carry; see docs/control-plane.md, "Policy". */
export const policyRoutes = createRoutes();

const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { "application/json": { schema } },
});

const parametersSchema = z.object({ id: z.coerce.number().int().min(1) });

const getLimits = defineRoute(READERS, {
  method: "get",
  path: "/v1/limits",
  summary: "The limits in force, and the bounds within which they can be set",
  responses: { 200: json("The limits", limitsAnswerSchema) },
});

policyRoutes.openapi(getLimits, async (c) => {
  const found = await c.get("services").catalog.askPolicy("limits", {});
  return found.ok ? c.json({ ...found.value, bounds: LIMIT_BOUNDS }, 200) : answerProblem(c, found.error);
});

const listProposals = defineRoute(READERS, {
  method: "get",
  path: "/v1/policy/proposals",
  summary: "What people want changed in policy: all open proposals, then the others page by page; both newest first",
  request: {
    query: z.strictObject({
      before: z.coerce.number().int().optional().describe("Only proposals before this id, and none that is open"),
      limit: z.coerce.number().int().min(1).max(100).default(100).describe("Of those that are open no more"),
    }),
  },
  responses: { 200: json("The list", proposalListSchema) },
});

policyRoutes.openapi(listProposals, async (c) => {
  const found = await c.get("services").catalog.askPolicy("list", c.req.valid("query"));
  return found.ok ? c.json({ items: found.value.map(answerProposal) }, 200) : answerProblem(c, found.error);
});

const getProposal = defineRoute(READERS, {
  method: "get",
  path: "/v1/policy/proposals/{id}",
  summary: "One proposal with what follows from it, counted now",
  request: { params: parametersSchema },
  responses: { 200: json("It", weighedProposalSchema), 404: problemResponse("There is no such proposal") },
});

policyRoutes.openapi(getProposal, async (c) => {
  const found = await c.get("services").catalog.askPolicy("read", {
    id: c.req.valid("param").id,
    now: c.get("services").now(),
  });
  return found.ok ? c.json(answerWeighed(found.value), 200) : answerProblem(c, found.error);
});

const postProposal = defineRoute(POLICY_PROPOSERS, {
  method: "post",
  path: "/v1/policy/proposals",
  summary: "Proposes changes of policy, with a reason; nothing changes by this alone",
  request: { body: { required: true, content: { "application/json": { schema: proposeSchema } } } },
  responses: {
    200: json("The same is proposed already", weighedProposalSchema),
    201: json("Proposed", weighedProposalSchema),
    409: problemResponse(
      "It changes nothing, you have too many open, or what is live or stored can't live with it; see issues",
    ),
    412: problemResponse("Somebody else changed a row since; issues say what"),
    422: problemResponse("It breaks a rule; issues say where and why"),
  },
});

policyRoutes.openapi(postProposal, async (c) => {
  const { changes, reason } = c.req.valid("json");
  const { roles } = c.get("principal");
  if (changes.some(({ kind }) => kind === "attribute") && !APPROVERS.some((role) => roles.includes(role))) {
    return answerProblem(c, { type: "forbidden", ...inBoth(NO_ATTRIBUTES) });
  }
  const proposed = await c.get("services").catalog.askPolicy("propose", {
    ...actOf(c, reason),
    // Parsed boundary: checked rows are plain JSON.
    changes: changes as unknown as readonly ProposedChange[],
  });
  if (!proposed.ok) return answerProblem(c, proposed.error);
  return c.json(answerWeighed(proposed.value), proposed.value.isNew ? 201 : 200);
});

const carryProposal = defineRoute(APPROVERS, {
  method: "post",
  path: "/v1/policy/proposals/{id}/carry",
  summary: "Puts a proposal in force, at once: what loosens needs a second person, what tightens does not",
  request: {
    params: parametersSchema,
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z.strictObject({
            effect: z.string().max(64).optional().describe("As GET tells it: you have read what follows"),
            reason: reasonSchema.optional(),
          }),
        },
      },
    },
  },
  responses: {
    200: json("In force; how many shards decide with it", carriedSchema),
    404: problemResponse("There is no such proposal"),
    409: problemResponse("It is open no more, or what is live can't live with it"),
    412: problemResponse("What follows from it has changed since you looked; issues say how it is now"),
    422: problemResponse("It breaks a rule by now; issues say where and why"),
    428: problemResponse("Say by effect that you have read what follows"),
  },
});

policyRoutes.openapi(carryProposal, async (c) => {
  const { effect, reason } = c.req.valid("json");
  const carried = await c.get("services").catalog.askPolicy("carry", {
    ...actOf(c, reason),
    id: c.req.valid("param").id,
    tag: effect,
    isPerson: c.get("principal").kind === "person",
  });
  if (!carried.ok) return answerProblem(c, carried.error);
  return c.json({ proposal: answerProposal(carried.value.proposal), published: carried.value.published }, 200);
});

const closings = {
  200: json("It is open no more", proposalSchema),
  403: problemResponse("That is for others to do; the detail says for whom"),
  404: problemResponse("There is no such proposal"),
  409: problemResponse("It is open no more"),
};

const withdrawProposal = defineRoute(POLICY_PROPOSERS, {
  method: "post",
  path: "/v1/policy/proposals/{id}/withdraw",
  summary: "Takes one's own proposal back",
  request: {
    params: parametersSchema,
    body: {
      required: true,
      content: { "application/json": { schema: z.strictObject({ reason: reasonSchema.optional() }) } },
    },
  },
  responses: closings,
});

policyRoutes.openapi(withdrawProposal, async (c) => {
  const closed = await c.get("services").catalog.askPolicy("close", {
    ...actOf(c, c.req.valid("json").reason),
    id: c.req.valid("param").id,
    as: "withdrawn",
    isPerson: c.get("principal").kind === "person",
  });
  return closed.ok ? c.json(answerProposal(closed.value), 200) : answerProblem(c, closed.error);
});

const declineProposal = defineRoute(APPROVERS, {
  method: "post",
  path: "/v1/policy/proposals/{id}/decline",
  summary:
    "Says no to a proposal, with a reason: what loosens ends by that, what tightens once another person says so too",
  request: {
    params: parametersSchema,
    body: { required: true, content: { "application/json": { schema: z.strictObject({ reason: reasonSchema }) } } },
  },
  responses: { ...closings, 200: json("It is open no more, or still open with your word on record", proposalSchema) },
});

policyRoutes.openapi(declineProposal, async (c) => {
  const closed = await c.get("services").catalog.askPolicy("close", {
    ...actOf(c, c.req.valid("json").reason),
    id: c.req.valid("param").id,
    as: "declined",
    isPerson: c.get("principal").kind === "person",
  });
  return closed.ok ? c.json(answerProposal(closed.value), 200) : answerProblem(c, closed.error);
});

const liftSchema = z.strictObject({
  reason: reasonSchema,
  seen: z.string().max(128).optional().describe("`tags.lift` of the campaign as you have read it; needed"),
});

const liftHalt = defineRoute(POLICY_PROPOSERS, {
  method: "post",
  path: "/v1/campaigns/{key}/lift",
  summary: "Takes a halt by policy off, within 24 hours: proposed by one person, confirmed by an approver",
  request: {
    params: z.object({ key: keySchema }),
    body: { required: true, content: { "application/json": { schema: liftSchema } } },
  },
  responses: {
    200: json(
      "Proposed, or lifted; then, how many shards have acknowledged it",
      z.strictObject({ campaign: storedDefinitionSchema, published: publishReportSchema.nullable() }),
    ),
    404: problemResponse("There is no such campaign"),
    409: problemResponse("It was not halted by policy, or too long ago, or policy does not allow it"),
    412: problemResponse("The halt, the campaign, policy or whose word is there has changed since"),
    428: problemResponse("`seen` is missing"),
  },
});

policyRoutes.openapi(liftHalt, async (c) => {
  const { kind, roles } = c.get("principal");
  const { reason, seen } = c.req.valid("json");
  const lifted = await c.get("services").catalog.askPolicy("lift", {
    ...actOf(c, reason),
    seen,
    campaign: c.req.valid("param").key,
    isPerson: kind === "person",
    mayCarryOut: APPROVERS.some((role) => roles.includes(role)),
  });
  return lifted.ok ? c.json(lifted.value, 200) : answerProblem(c, lifted.error);
});

const NO_ATTRIBUTES = {
  ru: "Признаки предлагают согласующие и администраторы; попросите кого-нибудь из них.",
  en: "Attributes are proposed by approvers and administrators; ask one of them.",
};
