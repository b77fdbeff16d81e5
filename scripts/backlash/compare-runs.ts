/** The same campaign through the real objects and through the functions that stand for them in the tables. */
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { parseSettings } from "../../src/contract/settings.ts";
import { noiseSecretOf } from "../../src/tokens/count-secrets.ts";
import { campaign, hearts, HEARTS_STARTED_AT, planOf, planOfHearts, SHARDS, STARTED_AT } from "./campaigns.ts";
import { drawMinders } from "./crowd.ts";
import { rankPeople, realCrowd } from "./rank-people.ts";
import { runGuard, type GuardedRun } from "./run-guard.ts";
import type { RealObjects } from "./run-real.ts";
import { runReplay } from "./run-replay.ts";

/** The objects' own: they run with the keys of development. */
const SECRET = noiseSecretOf(parseSettings({ ENVIRONMENT: "development", SHARDS: String(SHARDS.length) }));

/** How both went; they must have gone exactly alike. */
export interface ComparedRun {
  readonly real: GuardedRun;
  readonly expected: GuardedRun;
}

/** A campaign in stages, for so many people of whom a share minds. */
export async function compareStaged(
  objects: RealObjects,
  people: number,
  rate: number,
  seed: number,
  ticks: number,
): Promise<ComparedRun> {
  const minders = drawMinders(people, rate, seed);
  const course = { kind: "staged", people, minders, ticks } as const;
  const real = await objects.run({ campaign, categories: [], startedAt: STARTED_AT, course });
  const crowd = realCrowd(rankPeople(campaign.key, people), minders, SHARDS);
  return { real, expected: runGuard(crowd, planOf(people, SHARDS), ticks, SECRET) };
}

/** Valentine's: romance counts as harmless in that installation, as nobody knew better then. */
export async function compareReplay(
  objects: RealObjects,
  people: number,
  rate: number,
  seed: number,
): Promise<ComparedRun> {
  const real = await objects.run({
    campaign: hearts,
    categories: bundledDefinitions.categories
      .filter(({ key }) => key === "romance")
      .map((category) => ({ ...category, sensitive: false })),
    startedAt: HEARTS_STARTED_AT,
    course: { kind: "replayed", people, rate, seed },
  });
  return { real, expected: runReplay(people, rate, seed, planOfHearts(people, SHARDS, false), SECRET) };
}
