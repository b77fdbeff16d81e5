/** The campaigns of the simulation, and how their guards are planned. */
import { listShardNames } from "../../src/contract/rpc/objects.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { guardParametersFor } from "../../src/domain/guard/guard-parameters.ts";
import { guardNameOf, type GuardPlan } from "../../src/domain/guard/guard-standing.ts";
import { defaultStages } from "../../src/domain/guard/stage-plan.ts";
import { DAY_BEGINS, DAY_ENDS } from "./valentine.ts";

export const P0 = 0.002;
/** In the order in which the catalog names them, and the simulation has them report. */
export const SHARDS = listShardNames(16).toSorted();
const STARTS = Date.parse("2025-06-10T00:00:00Z");
const DAY_MS = 86_400_000;

/** A day before the season: a start is told to all shards first. */
export const STARTED_AT = STARTS - DAY_MS;
export const HEARTS_STARTED_AT = DAY_BEGINS - DAY_MS;

/** A harmless decoration with the default stages. */
export const campaign: Campaign = {
  key: "simulated",
  label: { ru: "Снежинка", en: "Snowflake" },
  decoration: "snowflake",
  audience: { include: ["everyone"], exclude: [] },
  delivery: "default-on",
  requests: true,
  schedule: { kind: "once", zone: "UTC", firstDay: "2025-06-10", lastDay: "2025-06-30" },
  waves: [],
  priority: 500,
  holdoutPercent: 0,
  stages: defaultStages(),
};

/** Hearts for everybody at once, each zone from its own midnight on. */
export const hearts: Campaign = {
  ...campaign,
  key: "hearts-as-they-were",
  decoration: "hearts",
  schedule: { kind: "once", zone: "own", firstDay: "2025-02-14", lastDay: "2025-02-14" },
  stages: [],
  unstagedBecause: "this is how it was",
};

export function planOf(audienceSize: number, shards: readonly string[]): GuardPlan {
  return {
    guard: "simulated@1",
    campaign: "simulated",
    version: 1,
    theme: "snowflake",
    category: "festive",
    delivery: "default-on",
    parameters: guardParametersFor(P0),
    stages: campaign.stages,
    audienceSize,
    shards,
    startedAt: STARTED_AT,
    season: { from: STARTS, until: STARTS + 21 * DAY_MS },
  };
}

export function planOfHearts(people: number, shards: readonly string[], isStaged: boolean): GuardPlan {
  return {
    ...planOf(people, shards),
    guard: guardNameOf(hearts.key, 1),
    campaign: hearts.key,
    stages: isStaged ? defaultStages() : [],
    startedAt: HEARTS_STARTED_AT,
    season: { from: DAY_BEGINS, until: DAY_ENDS },
  };
}
