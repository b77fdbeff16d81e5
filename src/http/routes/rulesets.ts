import { inBoth } from "../../contract/problem.ts";
import { sayMissing } from "../../domain/missing-texts.ts";
import { z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import {
  publishReportSchema,
  stopReportSchema,
  reasonSchema,
  rollBackPlanSchema,
  rolledBackSchema,
  rulesetChangesSchema,
  rulesetSummarySchema,
  statusSchema,
} from "../../contract/control.ts";
import { actorOf, APPROVERS, READERS, type RoleList } from "../../contract/role.ts";
import { sayLine } from "../../domain/policy/policy-line-texts.ts";
import { actOf } from "../access/authenticate-staff.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";
import { relaySocket } from "../shards/relay-socket.ts";

/** What is live, how it came about, and how to stop it. */
export const rulesetRoutes = createRoutes();

const STOPPERS = ["marketer", "approver", "support", "admin"] as const satisfies RoleList;
const versionSchema = z.coerce.number().int().min(1);
const reasonBody = {
  required: true,
  content: { "application/json": { schema: z.strictObject({ reason: reasonSchema }) } },
};
const report = {
  description: "How many shards have acknowledged",
  content: { "application/json": { schema: publishReportSchema } },
};

const listRulesets = defineRoute(READERS, {
  method: "get",
  path: "/v1/rulesets",
  summary: "Every ruleset there was, newest first",
  responses: {
    200: {
      description: "The list",
      content: { "application/json": { schema: z.strictObject({ items: z.array(rulesetSummarySchema) }) } },
    },
  },
});

rulesetRoutes.openapi(listRulesets, async (c) => c.json({ items: await c.get("services").catalog.listRulesets() }));

const readRuleset = defineRoute(READERS, {
  method: "get",
  path: "/v1/rulesets/{version}",
  summary: "A ruleset as the shards hold it; it never changes",
  request: { params: z.object({ version: versionSchema }) },
  responses: {
    200: { description: "The ruleset", content: { "application/json": { schema: z.looseObject({}) } } },
    404: problemResponse("There is no such ruleset"),
  },
});

rulesetRoutes.openapi(readRuleset, async (c) => {
  const { version } = c.req.valid("param");
  const body = await c.get("services").catalog.readRuleset(version);
  if (body === null) return answerProblem(c, { type: "not-found", ...inBoth(sayMissing("ruleset", version)) });
  return c.body(body, 200, {
    "Content-Type": "application/json",
    "Cache-Control": "private, max-age=31536000, immutable",
  });
});

const diffRulesets = defineRoute(READERS, {
  method: "get",
  path: "/v1/rulesets/{version}/changes",
  summary: "What is different in it from another one, the one before by default",
  request: { params: z.object({ version: versionSchema }), query: z.strictObject({ since: versionSchema.optional() }) },
  responses: {
    200: {
      description: "The differences",
      content: { "application/json": { schema: rulesetChangesSchema } },
    },
    404: problemResponse("There is no such ruleset"),
  },
});

rulesetRoutes.openapi(diffRulesets, async (c) => {
  const { version } = c.req.valid("param");
  const { since = version - 1 } = c.req.valid("query");
  const changes = await c.get("services").catalog.diffRulesets(since, version);
  if (!changes.ok) return answerProblem(c, changes.error);
  const policy = changes.value.policy.map((line) => ({ code: line.code, ...sayLine(line) }));
  return c.json({ changes: changes.value.changes, policy });
});

const previewRollBack = defineRoute(APPROVERS, {
  method: "get",
  path: "/v1/rulesets/{version}/rollback-preview",
  summary: "What a rollback would change for people, and what it would leave out and why; changes nothing",
  request: { params: z.object({ version: versionSchema }) },
  responses: {
    200: { description: "The plan", content: { "application/json": { schema: rollBackPlanSchema } } },
    404: problemResponse("There is no such ruleset"),
    409: problemResponse("It is live now, or another was published at this very moment"),
    503: problemResponse("Not every shard could be asked whom it would reach"),
  },
});

rulesetRoutes.openapi(previewRollBack, async (c) => {
  const plan = await c.get("services").catalog.previewRollBack({ ...actOf(c), version: c.req.valid("param").version });
  return plan.ok ? c.json(plan.value, 200, { "Cache-Control": "private, no-store" }) : answerProblem(c, plan.error);
});

const rollBack = defineRoute(APPROVERS, {
  method: "post",
  path: "/v1/rulesets/{version}/rollback",
  "x-room": "refuses",
  summary: "Makes an earlier ruleset live again, as a new version; what was halted or stopped since is left out",
  request: {
    params: z.object({ version: versionSchema }),
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z.strictObject({
            reason: reasonSchema,
            seen: versionSchema.optional().describe("`present` of the preview: if another was published since, a 409"),
          }),
        },
      },
    },
  },
  responses: {
    200: {
      description: "What has changed and what was left out; how many shards have acknowledged",
      content: { "application/json": { schema: rolledBackSchema } },
    },
    404: problemResponse("There is no such ruleset"),
    409: problemResponse("It is live now, nothing would change, or another was published since"),
    503: problemResponse("Not every shard could be asked whom it would reach"),
  },
});

rulesetRoutes.openapi(rollBack, async (c) => {
  const { reason, seen } = c.req.valid("json");
  const request = { ...actOf(c, reason), version: c.req.valid("param").version, seen };
  const done = await c.get("services").catalog.rollBack(request);
  return done.ok ? c.json(done.value, 200) : answerProblem(c, done.error);
});

for (const { path, roles, stopped, summary } of [
  { path: "/v1/stop", roles: STOPPERS, stopped: true, summary: "Takes every decoration from everybody, now" },
  {
    path: "/v1/resume",
    roles: APPROVERS,
    stopped: false,
    summary: "Lets everything go on after a stop, if another person has said so too",
  },
] as const) {
  const route = defineRoute(roles, {
    method: "post",
    path,
    "x-room": stopped ? "stops" : "refuses",
    summary,
    request: { body: reasonBody },
    responses: {
      200: report,
      202: {
        description: "Everything is still stopped: another approver has to say the same within a day",
        content: { "application/json": { schema: stopReportSchema } },
      },
      422: problemResponse("Whoever stopped it, or how, asks for more first"),
    },
  });
  rulesetRoutes.openapi(route, async (c) => {
    const { catalog, now } = c.get("services");
    const act = { actor: actorOf(c.get("principal")), now: now(), why: c.req.valid("json").reason };
    const done = await catalog.setStopped(stopped, act);
    if (!done.ok) return answerProblem(c, done.error);
    const { resume, ...published } = done.value;
    return resume === undefined ? c.json(published, 200) : c.json({ ...published, resume }, 202);
  });
}

const getStatus = defineRoute(READERS, {
  method: "get",
  path: "/v1/status",
  summary: "The latest ruleset and how far it has come",
  responses: { 200: { description: "The status", content: { "application/json": { schema: statusSchema } } } },
});

rulesetRoutes.openapi(getStatus, async (c) => c.json(await c.get("services").catalog.status()));

const getStatusEvents = defineRoute(READERS, {
  method: "get",
  path: "/v1/status/events",
  summary: "The status as server-sent events: at once, then at every change while a ruleset comes to the shards",
  responses: {
    200: {
      description: "Events named status; the data of each is what GET /v1/status answers, as JSON",
      content: { "text/event-stream": { schema: z.string() } },
    },
    503: problemResponse("There are as many streams as there may be; ask GET /v1/status at intervals"),
  },
});

rulesetRoutes.openapi(getStatusEvents, async (c) => {
  const socket = await c.get("services").openStatus();
  if (socket === undefined) {
    const words = {
      ru: "Потоков уже столько, сколько можно. Спрашивайте GET /v1/status время от времени.",
      en: "There are as many streams as there may be; ask GET /v1/status at intervals instead.",
    };
    return answerProblem(c, { type: "not-ready", ...inBoth(words) });
  }
  return streamSSE(c, (stream) => relaySocket(socket, stream, (message) => ({ event: "status", data: message })));
});
