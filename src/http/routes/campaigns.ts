import { z } from "@hono/zod-openapi";
import { stagesSchema } from "../../contract/definition-schemas.ts";
import { publishReportSchema, reasonSchema, storedDefinitionSchema } from "../../contract/control.ts";
import { instantSchema, keySchema } from "../../contract/identifiers.ts";
import { problemIssueSchema } from "../../contract/problem.ts";
import { actorOf, APPROVERS, EDITORS, READERS, type RoleList } from "../../contract/role.ts";
import type { CampaignAction } from "../../contract/rpc/rpc-control.ts";
import type { Json } from "../../domain/json.ts";
import { actOf } from "../access/authenticate-staff.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import type { RoomUse } from "../keep-room.ts";
import { answerProblem, languageOf, sayIssue } from "../problem.ts";

/** The steps of a campaign's lifecycle: `POST /v1/campaigns/{key}:submit` and the like. */
export const campaignRoutes = createRoutes();

const STOPPERS = ["marketer", "approver", "admin"] as const satisfies RoleList;

const optionalReason = z.strictObject({ reason: reasonSchema.optional() });
const seeingSchema = (part: "review" | "live") =>
  z.strictObject({
    reason: reasonSchema.optional(),
    seen: z.string().max(128).optional().describe(`\`tags.${part}\` of the campaign as you have read it; needed`),
  });
const requiredReason = z.strictObject({ reason: reasonSchema });

const findingSchema = z.strictObject({
  severity: z.enum(["warning", "info"]),
  code: z.string(),
  path: z.string(),
  message: z.strictObject({ ru: z.string(), en: z.string() }),
  stages: stagesSchema.optional().describe("Of `stages-too-slow`: stages to put in their place"),
});

const twoSchema = z.strictObject({
  isNeeded: z.boolean().describe("Somebody else has to approve it"),
  isCounted: z.boolean().describe("Whether people were counted: only for a draft that is stored so"),
  oneWordShare: z.number().describe("What one person has started holds itself once more of all people have seen it"),
  reasons: z
    .array(z.strictObject({ code: z.string(), sentence: z.strictObject({ ru: z.string(), en: z.string() }) }))
    .readonly(),
});

const checkCampaign = defineRoute(READERS, {
  method: "post",
  path: "/v1/campaigns:check",
  "x-room": "writes-nothing",
  summary: "Says what is wrong with a campaign, and what is worth knowing about it, without storing it",
  request: { body: { required: true, content: { "application/json": { schema: z.looseObject({ key: keySchema }) } } } },
  responses: {
    200: {
      description: "What would be refused, and what a careful colleague would say",
      content: {
        "application/json": {
          schema: z.strictObject({
            issues: z.array(problemIssueSchema),
            findings: z.array(findingSchema),
            two: twoSchema
              .nullable()
              .describe("Whether it takes two people, if you submit it; null: it can't be, or not by you"),
          }),
        },
      },
    },
  },
});

campaignRoutes.openapi(checkCampaign, async (c) => {
  const { catalog } = c.get("services");
  const { roles } = c.get("principal");
  const mayWrite = EDITORS.some((role) => roles.includes(role));
  // Parsed boundary: the body is JSON; what it says is the very question.
  const review = await catalog.reviewCampaign(c.req.valid("json") as unknown as Json, actOf(c), mayWrite);
  const language = languageOf(c);
  return c.json({ ...review, issues: review.issues.map((issue) => sayIssue(issue, language)) });
});

interface StepBody {
  readonly reason?: string | undefined;
  readonly at?: number | undefined;
}

/** Adds one step; callers write its address with a colon (see `static-path-router.ts`). */
function addStep<Body extends StepBody>(
  step: string,
  summary: string,
  roles: RoleList,
  body: z.ZodType<Body>,
  toAction: (body: Body) => CampaignAction,
  room: RoomUse = "refuses",
): void {
  const path: string = `/v1/campaigns/{key}/${step}`;
  const route = defineRoute(roles, {
    method: "post",
    path,
    "x-room": room,
    summary,
    request: {
      params: z.object({ key: keySchema }),
      body: { required: true, content: { "application/json": { schema: body } } },
    },
    responses: {
      200: {
        description: "Done; when people will see a difference, how many shards have acknowledged it",
        content: {
          "application/json": {
            schema: z.strictObject({ campaign: storedDefinitionSchema, published: publishReportSchema.nullable() }),
          },
        },
      },
      404: problemResponse("There is no such campaign"),
      409: problemResponse("The campaign's state does not allow this step"),
      412: problemResponse("It was changed since it was read"),
      422: problemResponse("The campaign breaks a rule"),
      428: problemResponse("Say what you have read"),
    },
  });
  campaignRoutes.openapi(route, async (c) => {
    const { catalog, now } = c.get("services");
    const asked = c.req.valid("json");
    const done = await catalog.actOnCampaign({
      key: c.req.valid("param").key,
      action: toAction(asked),
      actor: actorOf(c.get("principal")),
      now: now(),
      why: asked.reason,
    });
    return done.ok ? c.json(done.value) : answerProblem(c, done.error);
  });
}

addStep("submit", "Hands the working copy in for approval", EDITORS, optionalReason, () => ({ kind: "submit" }));
addStep("approve", "Approves exactly the content that was read", APPROVERS, seeingSchema("review"), ({ seen }) => ({
  kind: "approve",
  seen: seen ?? null,
}));
addStep("return", "Sends it back to its author with a note", APPROVERS, requiredReason, ({ reason }) => ({
  kind: "return",
  note: reason,
}));
addStep(
  "start",
  "Makes the approved content live, now or at an instant",
  EDITORS,
  z.strictObject({ reason: reasonSchema.optional(), at: instantSchema.optional() }),
  ({ at }) => ({ kind: "start", ...(at === undefined ? {} : { startsAt: at }) }),
);
addStep("hold", "Keeps it for who has it, and gives it to nobody new", EDITORS, requiredReason, ({ reason }) => ({
  kind: "hold",
  reason,
}));
addStep("resume", "Lets a held campaign go on", EDITORS, requiredReason, ({ reason }) => ({ kind: "resume", reason }));
addStep(
  "confirm",
  "A second person agrees with a campaign that one person alone has started; held for that, it goes on",
  APPROVERS,
  seeingSchema("live"),
  ({ seen }) => ({ kind: "confirm", seen: seen ?? null }),
);
addStep(
  "stop",
  "Takes it from everybody, now",
  STOPPERS,
  requiredReason,
  ({ reason }) => ({ kind: "stop", reason }),
  "stops",
);
