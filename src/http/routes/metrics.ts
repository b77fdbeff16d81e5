import { z } from "@hono/zod-openapi";
import { READERS } from "../../contract/role.ts";
import type { ShardAge } from "../../contract/rpc/rpc-tray.ts";
import type { DiskSpace } from "../../domain/space-texts.ts";
import type { FailingDuty } from "../../domain/failing-duty.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { nameShards } from "../shards/list-shards.ts";
import { mapConcurrently } from "../../domain/map-concurrently.ts";
import { writeMetric, type Sample } from "../observe/metrics.ts";
import { inBoth } from "../../contract/problem.ts";
import type { Label } from "../../domain/label.ts";
import { answerProblem } from "../problem.ts";

/** For an operator's Prometheus. On Cloudflare many processes answer, and each would tell only of itself. */
export const metricsRoutes = createRoutes();

const SHARDS_AT_ONCE = 16;
const MIB = 2 ** 20;

const getMetrics = defineRoute(READERS, {
  method: "get",
  path: "/metrics",
  summary: "Counters of this process and the age of every shard, for Prometheus; only with METRICS=on",
  responses: {
    200: { description: "Prometheus' text format", content: { "text/plain": { schema: z.string() } } },
    404: problemResponse("Metrics are off"),
  },
});

const METRICS_OFF: Label = {
  ru: "Метрики выключены. Чтобы их включить, перезапустите сервис с METRICS=on.",
  en: "Metrics are off. Start the service again with METRICS=on to switch them on.",
};

metricsRoutes.openapi(getMetrics, async (c) => {
  const { metrics } = c.get("observer");
  if (metrics === undefined) {
    return answerProblem(c, { type: "not-found", ...inBoth(METRICS_OFF) });
  }
  const services = c.get("services");
  const now = services.now();
  const { ruleset, failingDuties } = await services.catalog.status();
  const space = await services.readSpace();
  const ages = await mapConcurrently([...nameShards(services)], SHARDS_AT_ONCE, async ([shard, rpc]) => ({
    shard,
    age: await rpc.age(now).catch(() => undefined),
  }));
  const latest = writeMetric("garland_ruleset_version", "gauge", "The latest ruleset.", [
    { labels: {}, value: ruleset },
  ]);
  return c.body(
    metrics.write() + latest + writeAges(ages, now) + writeFailing(ages, failingDuties) + writeSpace(space),
    200,
    {
      "Content-Type": "text/plain; version=0.0.4; charset=utf-8",
      "Cache-Control": "no-store",
    },
  );
});

const LEVELS: Readonly<Record<DiskSpace["state"], number>> = { enough: 0, low: 1, full: 2 };

/** Only where somebody looks. */
function writeSpace({ state, freeBytes }: DiskSpace): string {
  if (freeBytes === null) return "";
  const sample = (value: number) => [{ labels: {}, value }];
  return [
    writeMetric(
      "garland_disk_free_bytes",
      "gauge",
      "What is left for the data.",
      sample(Math.floor(freeBytes / MIB) * MIB),
    ),
    writeMetric(
      "garland_disk_low",
      "gauge",
      "1 while there is room only for outs and stops, 2 while there is none.",
      sample(LEVELS[state]),
    ),
  ].join("");
}

/** Only duties that fail have a value, so that an alert on any is enough. */
function writeFailing(ages: readonly NamedAge[], ofCatalog: readonly FailingDuty[]): string {
  const all = [
    { object: "catalog", troubles: ofCatalog },
    ...ages.map(({ shard, age }) => ({ object: shard, troubles: age?.failingDuties ?? [] })),
  ];
  const samples = all.flatMap(({ object, troubles }) =>
    troubles.map(({ duty, failures }) => ({ labels: { object, duty }, value: failures })),
  );
  const help = "Failures in a row of what an object should do by itself; absent where all goes well.";
  return writeMetric("garland_duty_failures", "gauge", help, samples);
}

/**
 * A shard reports at least so often; sooner only because somebody did something, which nobody is to read off its age.
 */
const SIGN_OF_LIFE_SECONDS = 600;

const notBelow = (least: number, value: number | null) => (value === null ? null : Math.max(least, value));

interface NamedAge {
  readonly shard: string;
  /** Undefined if the shard did not answer. */
  readonly age: ShardAge | undefined;
}

function writeAges(ages: readonly NamedAge[], now: number): string {
  const collect = (read: (age: ShardAge) => number | null): readonly Sample[] =>
    ages.flatMap(({ shard, age }) => {
      const value = age === undefined ? null : read(age);
      return value === null ? [] : [{ labels: { shard }, value }];
    });
  const secondsSince = (at: number | null) => (at === null ? null : Math.max(0, now - at) / 1000);
  const up = ages.map(({ shard, age }) => ({ labels: { shard }, value: age === undefined ? 0 : 1 }));
  return [
    writeMetric("garland_shard_up", "gauge", "Whether the shard answers.", up),
    writeMetric(
      "garland_shard_ruleset_version",
      "gauge",
      "The ruleset that the shard decides with; less than garland_ruleset_version is behind.",
      collect((age) => age.rulesetVersion),
    ),
    writeMetric(
      "garland_shard_ruleset_age_seconds",
      "gauge",
      "Since that ruleset was compiled.",
      collect((age) => secondsSince(age.compiledAt)),
    ),
    writeMetric(
      "garland_shard_report_age_seconds",
      "gauge",
      "Since the shard last reported to its guards, at least 600; absent where nothing is watched.",
      collect((age) => notBelow(SIGN_OF_LIFE_SECONDS, secondsSince(age.reportedAt))),
    ),
  ].join("");
}
