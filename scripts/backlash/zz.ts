import { openRealObjects } from "/work/main/scripts/backlash/run-real.ts";
import { drawMinders } from "/work/main/scripts/backlash/crowd.ts";
import { rankPeople, realCrowd } from "/work/main/scripts/backlash/rank-people.ts";
import { runGuard } from "/work/main/scripts/backlash/run-guard.ts";
import { guardParametersFor } from "/work/main/src/domain/guard-parameters.ts";
import { defaultStages } from "/work/main/src/domain/stage-plan.ts";
import { listShardNames } from "/work/main/src/contract/shard-name.ts";
const objects = await openRealObjects();
const from = Date.parse("2025-06-10T00:00:00Z");
const campaign = { key: "sparkle", label: {ru:"С",en:"S"}, decoration:"snowflake", audience:{include:["everyone"],exclude:[]}, delivery:"default-on", requests:true, schedule:{kind:"once", zone:"UTC", firstDay:"2025-06-10", lastDay:"2025-06-30"}, waves:[], priority:500, holdoutPercent:0, stages: defaultStages()} as const;
for (const [people, rate, seed, ticks] of [[1_000_000, 0.01, 1, 288],[1_000_000, 0.05, 2, 288],[20_000, 0.001, 3, 9*144]] as const) {
  const minders = drawMinders(people, rate, seed);
  const t=Date.now();
  const real = await objects.run({ campaign, categories: [], people, minders, startedAt: from-86400e3, ticks, profiles: [] });
  console.log(rate, Date.now()-t, real);
  const t2=Date.now();
  const plan = { guard:"sparkle@1", campaign:"sparkle", version:1, theme:"t", category:"c", delivery:"default-on", parameters: guardParametersFor(0.002), stages: campaign.stages, audienceSize: people, shards: listShardNames(16), startedAt:from-86400e3, season:{from, until: from+21*86400e3}} as const;
  console.log(runGuard(realCrowd(rankPeople("sparkle", people), minders, plan.shards), plan, ticks), Date.now()-t2);
}
await objects.close();
