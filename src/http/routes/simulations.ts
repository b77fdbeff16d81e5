import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { stream } from "hono/streaming";
import { PROBLEMS, type Failure } from "../../contract/problem.ts";
import { READERS } from "../../contract/role.ts";
import type { PreparedRehearsal } from "../../contract/rpc/rpc-simulation.ts";
import {
  audienceReportSchema,
  audienceRequestSchema,
  simulationProgressSchema,
  simulationReportSchema,
  simulationRequestSchema,
  type SimulationReport,
} from "../../contract/simulation.ts";
import { reportRehearsal } from "../../domain/rehearsal/rehearsal-report.ts";
import { succeed, type Result } from "../../domain/result.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { listShards } from "../shards/list-shards.ts";
import { noiseSecretOf } from "../../tokens/count-secrets.ts";
import { answerProblem } from "../problem.ts";
import type { AppEnv } from "../services.ts";
import { sweepShards, type SweepFollower } from "../shards/sweep-shards.ts";

/** Drafts tried out on everybody, before anybody sees them. */
export const simulationRoutes = createRoutes();

const NDJSON = "application/x-ndjson";

const postSimulation = defineRoute(READERS, {
  method: "post",
  path: "/v1/simulations",
  "x-room": "writes-nothing",
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
    503: problemResponse("The first ruleset is being installed"),
  },
});

simulationRoutes.openapi(postSimulation, async (c) => {
  const prepared = await c.get("services").catalog.prepareRehearsal(c.req.valid("json"));
  if (!prepared.ok) return answerProblem(c, prepared.error);
  if ((c.req.header("Accept") ?? "").includes(NDJSON)) return streamRehearsal(c, prepared.value);
  const report = await rehearse(c, prepared.value, { onProgress: async () => undefined, signal: c.req.raw.signal });
  return report.ok ? c.json(report.value, 200) : answerProblem(c, report.error);
});

function streamRehearsal(c: Context<AppEnv>, prepared: PreparedRehearsal): Response {
  c.header("Content-Type", NDJSON);
  c.header("Cache-Control", "no-store");
  return stream(c, async (lines) => {
    const abort = new AbortController();
    lines.onAbort(() => abort.abort());
    const write = async (line: object) => void (await lines.write(`${JSON.stringify(line)}\n`));
    const report = await rehearse(c, prepared, {
      onProgress: (progress) => write({ progress }),
      signal: abort.signal,
    });
    await write(report.ok ? { result: report.value } : { problem: toProblem(c, report.error) });
  });
}

/** The same members as in a problem document. */
function toProblem(c: Context<AppEnv>, { type, ...failure }: Failure) {
  return { type: `/problems/${type}`, ...PROBLEMS[type], ...failure, requestId: c.get("requestId") };
}

async function rehearse(
  c: Context<AppEnv>,
  { plan, frame, ruleset, rehearsed }: PreparedRehearsal,
  follower: SweepFollower,
): Promise<Result<SimulationReport, Failure>> {
  const tally = await sweepShards(listShards(c.get("services")), plan, follower);
  if (!tally.ok) return tally;
  // Parsed boundary: the report is plain JSON.
  return succeed({
    ...reportRehearsal(tally.value, frame, noiseSecretOf(c.get("services").settings)),
    ruleset,
    rehearsed,
  });
}

const postAudienceCount = defineRoute(READERS, {
  method: "post",
  path: "/v1/audiences:count",
  "x-room": "writes-nothing",
  summary: "How many people a condition, or segments, match, now and in all shards",
  request: { body: { required: true, content: { "application/json": { schema: audienceRequestSchema } } } },
  responses: {
    200: { description: "The count", content: { "application/json": { schema: audienceReportSchema } } },
    422: problemResponse("The condition can't be counted; issues say where and why"),
  },
});

simulationRoutes.openapi(postAudienceCount, async (c) => {
  const { catalog, now } = c.get("services");
  const counted = await catalog.countAudience(c.req.valid("json"), now());
  return counted.ok ? c.json(counted.value, 200) : answerProblem(c, counted.error);
});
