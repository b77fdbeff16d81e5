import { z } from "@hono/zod-openapi";
import { healthSchema, objectsSchema, type Health } from "../../contract/health.ts";
import { READERS } from "../../contract/role.ts";
import { inBoth } from "../../contract/problem.ts";
import type { CatalogStatus } from "../../contract/rpc/rpc.ts";
import { isLasting } from "../../domain/failing-duty.ts";
import { describeTrouble } from "../../domain/object-texts.ts";
import { describeLowSpace, type DiskSpace } from "../../domain/space-texts.ts";
import { onceForEach } from "../../domain/once-for-each.ts";
import { createRoutes, defineRoute } from "../define-route.ts";
import type { Services } from "../services.ts";
import { answerProblem, startService } from "../problem.ts";
import { within } from "../../contract/rpc/within.ts";
import { nameShards } from "../shards/list-shards.ts";

/** How the service is: for a supervisor, for a load balancer, and for people and alarms. */
export const healthRoutes = createRoutes();

/** Shards that `/readyz` asks, others each time. */
const SAMPLED = 5;
/** However often it is asked, it asks shards no more often than this. */
const SAMPLED_EVERY_MS = 1_000;
const PATIENCE_MS = 2_000;
/** The catalog gives up on an object after 5 s. */
const CATALOG_PATIENCE_MS = 8_000;
/** Whoever could not be told is to ask again after this time. */
const ASK_CATALOG_AGAIN_MS = 10_000;

const livenessSchema = z.strictObject({ status: z.literal("alive") });

const getLiveness = defineRoute("anyone", {
  method: "get",
  path: "/livez",
  summary: "Whether the process answers at all; it asks no object",
  responses: { 200: { description: "It does", content: { "application/json": { schema: livenessSchema } } } },
});

healthRoutes.openapi(getLiveness, (c) => c.json({ status: "alive" as const }, 200));

const readinessSchema = z.strictObject({ status: z.enum(["ready", "starting"]) });

const getReadiness = defineRoute("anyone", {
  method: "get",
  path: "/readyz",
  summary:
    "Whether this process can decide, by a few shards: neither a publish under way nor one bad shard changes that",
  responses: {
    200: { description: "It can", content: { "application/json": { schema: readinessSchema } } },
    503: {
      description: "It can't yet; the first call starts the service",
      content: { "application/json": { schema: readinessSchema } },
    },
  },
});

interface Sample {
  at: number;
  next: number;
  isReady: Promise<boolean> | undefined;
}

const sampleOf = onceForEach((_settings: Services["settings"]): Sample => ({ at: 0, next: 0, isReady: undefined }));

/** Whether most of a few shards decide. Whoever asks within the same second gets the same answer. */
function sampleShards(services: Services): Promise<boolean> {
  const sample = sampleOf(services.settings);
  const elapsedMs = Date.now() - sample.at;
  if (sample.isReady !== undefined && elapsedMs >= 0 && elapsedMs < SAMPLED_EVERY_MS) return sample.isReady;
  sample.at = Date.now();
  const shards = [...nameShards(services).values()];
  const asked = Array.from({ length: Math.min(SAMPLED, shards.length) }, (_, index) => {
    const shard = shards[(sample.next + index) % shards.length];
    return shard === undefined ? undefined : within(PATIENCE_MS, shard.age(Date.now()));
  });
  sample.next = (sample.next + asked.length) % shards.length;
  sample.isReady = Promise.allSettled(asked).then((ages) => {
    const deciding = ages.filter(
      (age) => age.status === "fulfilled" && (age.value?.rulesetVersion ?? null) !== null,
    ).length;
    return deciding * 2 > ages.length;
  });
  return sample.isReady;
}

healthRoutes.openapi(getReadiness, async (c) => {
  const services = c.get("services");
  if (await sampleShards(services)) return c.json({ status: "ready" as const }, 200);
  // Nobody may have asked for anything but this.
  startService(c);
  return c.json({ status: "starting" as const }, 503);
});

const getHealth = defineRoute("anyone", {
  method: "get",
  path: "/healthz",
  summary:
    "Whether every object is what it should be and every shard decides with the latest ruleset; the first call starts the service",
  responses: {
    200: { description: "Ready", content: { "application/json": { schema: healthSchema } } },
    503: {
      description:
        "Some shards are behind or lost, or the catalog does not answer, or fails at its duties, or the disk is short of room",
      content: { "application/json": { schema: healthSchema } },
    },
  },
});

const SILENT_CATALOG = {
  object: "catalog",
  state: "silent",
  sentence: describeTrouble({ object: "catalog", kind: "catalog", state: "silent", file: "objects/Catalog" }),
} as const;

const WITHOUT_CATALOG: Omit<Health, "space"> = {
  status: "damaged",
  ruleset: 0,
  shards: { total: 0, acknowledged: 0 },
  objects: [SILENT_CATALOG],
  failingDuties: [],
};

healthRoutes.openapi(getHealth, async (c) => {
  const { catalog, readSpace, now } = c.get("services");
  const space = describeSpace(await readSpace());
  const status = await within(CATALOG_PATIENCE_MS, catalog.start(now())).catch(() => undefined);
  if (status === undefined) return c.json({ ...WITHOUT_CATALOG, space }, 503);
  const health = judgeHealth(status, space);
  return c.json(health, health.status === "ready" ? 200 : 503);
});

function judgeHealth(
  { isLive, ruleset, total, acknowledged, troubled, failingDuties }: CatalogStatus,
  space: Health["space"],
): Health {
  const isReady = isLive && troubled.length === 0 && !failingDuties.some(isLasting) && space.sentence === null;
  const isBehind = !isLive && acknowledged + troubled.filter(({ kind }) => kind === "shard").length < total;
  return {
    status: isReady ? "ready" : isBehind ? "installing" : "damaged",
    ruleset,
    shards: { total, acknowledged },
    objects: troubled.map(({ object, state, sentence }) => ({ object, state, sentence })),
    failingDuties,
    space,
  };
}

function describeSpace(space: DiskSpace): Health["space"] {
  return { ...space, sentence: space.state !== "enough" ? describeLowSpace(space) : null };
}

const listObjects = defineRoute(READERS, {
  method: "get",
  path: "/v1/objects",
  summary:
    "Every object: its state, version and size, when it was last heard, and what to do if something is wrong; and the keys that wait for a second person",
  responses: { 200: { description: "All", content: { "application/json": { schema: objectsSchema } } } },
});

healthRoutes.openapi(listObjects, async (c) => {
  const { catalog, readSpace } = c.get("services");
  const space = describeSpace(await readSpace());
  const asked = Promise.all([catalog.status(), catalog.listObjects()]);
  const answer = await within(CATALOG_PATIENCE_MS, asked).catch(() => undefined);
  if (answer === undefined) {
    const retryAt = Date.now() + ASK_CATALOG_AGAIN_MS;
    return answerProblem(c, { type: "unavailable", ...inBoth(SILENT_CATALOG.sentence), retryAt });
  }
  const [status, objects] = answer;
  const { objects: troubles, ...health } = judgeHealth(status, space);
  const { keysToConfirm } = status;
  return c.json({ at: Date.now(), ...health, troubles, objects: [...objects], keysToConfirm }, 200);
});
