import { z } from "@hono/zod-openapi";
import { repairSchema, reasonSchema } from "../../contract/control.ts";
import { ADMINS } from "../../contract/role.ts";
import { actOf } from "../access/authenticate-staff.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";
import { rule } from "../../contract/rules.ts";

/** Going on without what is lost. See docs/self-hosting.md, "When something is lost". */
export const repairRoutes = createRoutes();

const bodySchema = z.strictObject({
  object: z
    .string()
    .regex(/^shard-\d{1,6}(-of-\d{1,6})?$/, rule("shard-name"))
    .describe("As GET /v1/status names it"),
  acceptLoss: z.literal(true).describe("What its people chose is forgotten for good"),
  reason: reasonSchema,
});

const postRepair = defineRoute(ADMINS, {
  method: "post",
  path: "/v1/repairs",
  summary: "Proposes to go on without what a lost shard held; the same from a second person carries it out",
  request: { body: { required: true, content: { "application/json": { schema: bodySchema } } } },
  responses: {
    200: {
      description: "Proposed, or carried out: the shard is new, and empty",
      content: { "application/json": { schema: repairSchema } },
    },
    400: problemResponse("The request is not as documented"),
    409: problemResponse("That shard is not lost"),
  },
});

repairRoutes.openapi(postRepair, async (c) => {
  const { object, reason } = c.req.valid("json");
  const { catalog } = c.get("services");
  const done = await catalog.repair({ ...actOf(c, reason), object });
  return done.ok ? c.json(done.value, 200) : answerProblem(c, done.error);
});
