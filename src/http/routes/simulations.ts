import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { stream } from "hono/streaming";
import type { Failure } from "../../contract/problem.ts";
import { askedQuestionSchema } from "../../contract/question.ts";
import { APPROVERS, READERS } from "../../contract/role.ts";
import type { AdmittedRehearsal, ToldRehearsal } from "../../contract/rpc/rpc-simulation.ts";
import {
  audienceReportSchema,
  audienceRequestSchema,
  simulationProgressSchema,
  simulationReportSchema,
  simulationRequestSchema,
  type SimulationReport,
} from "../../contract/simulation.ts";
import { fitRehearsal } from "../../domain/rehearsal/fit-rehearsal.ts";
import { reportRehearsal } from "../../domain/rehearsal/rehearsal-report.ts";
import { succeed, type Result } from "../../domain/result.ts";
import { actOf } from "../access/authenticate-staff.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { listShards } from "../shards/list-shards.ts";
import { drawNoiseFor, noiseSecretOf } from "../../tokens/count-secrets.ts";
import { answerProblem, composeProblem } from "../problem.ts";
import type { AppEnv } from "../services.ts";
import { sweepShards, type SweepFollower } from "../shards/sweep-shards.ts";

/** Drafts tried out on everybody, before anybody sees them. */
export const simulationRoutes = createRoutes();

const NDJSON = "application/x-ndjson";

const postSimulation = defineRoute(READERS, {
  method: "post",
  path: "/v1/simulations",
  summary: "Decides for every subscriber as if drafts were live, at an instant or day by day; changes nothing",
  request: { body: { required: true, content: { "application/json": { schema: simulationRequestSchema } } } },
  responses: {
    200: {
      description: "Who would see what, and what is different from now. As NDJSON: progress, then result or problem",
      content: {
        "application/json": { schema: simulationReportSchema },
        [NDJSON]: {
          schema: z.union([
            z.strictObject({ progress: simulationProgressSchema }),
            z.strictObject({ result: simulationReportSchema }),
          ]),
        },
      },
    },
    409: problemResponse("A ruleset is being published; try again"),
    422: problemResponse("A draft breaks a rule, or does not exist"),
    429: problemResponse("Too many different questions today"),
    503: problemResponse("The first ruleset is being installed"),
  },
});

simulationRoutes.openapi(postSimulation, async (c) => {
  const request = c.req.valid("json");
  const admitted = await c.get("services").catalog.askAboutPeople("rehearse", { request, ...actOf(c) });
  if (!admitted.ok) return answerProblem(c, admitted.error);
  if ((c.req.header("Accept") ?? "").includes(NDJSON)) return streamRehearsal(c, admitted.value);
  const report = await rehearse(c, admitted.value, { onProgress: async () => undefined, signal: c.req.raw.signal });
  return report.ok ? c.json(report.value, 200) : answerProblem(c, report.error);
});

function streamRehearsal(c: Context<AppEnv>, admitted: AdmittedRehearsal): Response {
  c.header("Content-Type", NDJSON);
  c.header("Cache-Control", "no-store");
  return stream(c, async (lines) => {
    const abort = new AbortController();
    lines.onAbort(() => abort.abort());
    const write = async (line: object) => void (await lines.write(`${JSON.stringify(line)}\n`));
    const report = await rehearse(c, admitted, {
      onProgress: (progress) => write({ progress }),
      signal: abort.signal,
    });
    await write(report.ok ? { result: report.value } : { problem: composeProblem(c, report.error) });
  });
}

/** Whoever asks the same again on the same day is told the same: else the difference would be what people did meanwhile. */
async function rehearse(
  c: Context<AppEnv>,
  { plan, frame, ruleset, rehearsed, question, left, answer }: AdmittedRehearsal,
  follower: SweepFollower,
): Promise<Result<SimulationReport, Failure>> {
  const services = c.get("services");
  // Parsed boundary: what is kept was told before.
  if (answer !== null) return succeed({ ...(JSON.parse(answer) as ToldRehearsal), left });
  const tally = await sweepShards(listShards(services), plan, follower);
  if (!tally.ok) return tally;
  const noise = { secret: noiseSecretOf(services.settings), draw: drawNoiseFor(services.settings, question) };
  const report = fitRehearsal(reportRehearsal(tally.value, frame, noise));
  const told: ToldRehearsal = { ...report, countedAt: new Date(services.now()).toISOString(), ruleset, rehearsed };
  const kept = await services.catalog.askAboutPeople("keep", { question, answer: JSON.stringify(told) });
  if (!kept.ok) return kept;
  // Parsed boundary: the same.
  return succeed({ ...(JSON.parse(kept.value) as ToldRehearsal), left });
}

const postAudienceCount = defineRoute(READERS, {
  method: "post",
  path: "/v1/audiences:count",
  summary: "How many people a condition, or segments, match, now and in all shards",
  request: { body: { required: true, content: { "application/json": { schema: audienceRequestSchema } } } },
  responses: {
    200: { description: "The count", content: { "application/json": { schema: audienceReportSchema } } },
    422: problemResponse("The condition can't be counted; issues say where and why"),
    429: problemResponse("Too many different questions today"),
  },
});

simulationRoutes.openapi(postAudienceCount, async (c) => {
  const request = c.req.valid("json");
  const counted = await c.get("services").catalog.askAboutPeople("count", { request, ...actOf(c) });
  return counted.ok ? c.json(counted.value, 200) : answerProblem(c, counted.error);
});

const getQuestions = defineRoute(APPROVERS, {
  method: "get",
  path: "/v1/questions",
  summary: "Who asked what about people, newest first; kept for 90 days, apart from the audit",
  request: {
    query: z.strictObject({
      before: z.coerce.number().int().optional().describe("Only questions before this id"),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
  },
  responses: {
    200: {
      description: "The questions",
      content: { "application/json": { schema: z.strictObject({ items: z.array(askedQuestionSchema).readonly() }) } },
    },
  },
});

simulationRoutes.openapi(getQuestions, async (c) => {
  const listed = await c.get("services").catalog.askAboutPeople("list", c.req.valid("query"));
  return listed.ok ? c.json({ items: listed.value }, 200) : answerProblem(c, listed.error);
});
