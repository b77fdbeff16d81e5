import { inBoth, type Failure } from "../contract/problem.ts";
import type { Settings } from "../contract/settings.ts";
import type { CatalogStorage } from "./storage.ts";

/** What an installation is from its first start on, in the catalog's settings. */
const ENVIRONMENT = "environment";
const SHARD_COUNT = "shardCount";

type KeptSettings = Pick<CatalogStorage, "readSetting" | "writeSetting">;

/** The settings that must be those that the installation was made with. */
export type ServedSettings = Pick<Settings, "isProduction" | "shardCount">;

/**
 * Why the installation must not be served with these settings, in every request; undefined if it may. The first environment
 * that looks at it is the one that it was made in: data of before that was recorded tells nothing.
 *
 * In development campaigns run that nobody approved, and anybody may be anybody; so its data is none for production, and
 * production's data is none for development, which would leave such choices in it.
 */
export function whyUnserved(storage: KeptSettings, settings: ServedSettings): Failure | undefined {
  const environment = settings.isProduction ? "production" : "development";
  const madeIn = storage.readSetting(ENVIRONMENT);
  if (madeIn === undefined) storage.writeSetting(ENVIRONMENT, environment);
  else if (madeIn !== environment) return refuseEnvironment(madeIn, environment);
  const startedWith = readShardCount(storage);
  if (startedWith === undefined || startedWith === settings.shardCount) return undefined;
  return refuseShards(settings.shardCount, startedWith);
}

/** The number of shards, fixed by the first start; undefined before it. */
export function readShardCount(storage: KeptSettings): number | undefined {
  const recorded = storage.readSetting(SHARD_COUNT);
  return recorded === undefined ? undefined : Number(recorded);
}

/** Fixes the number of shards. */
export function fixShardCount(storage: CatalogStorage, shardCount: number): void {
  storage.writeSetting(SHARD_COUNT, String(shardCount));
}

function refuseEnvironment(madeIn: string, environment: string): Failure {
  const words = {
    ru:
      `Эти данные созданы с ENVIRONMENT=${madeIn}, а сервис запущен с ENVIRONMENT=${environment} и с ними не работает. ` +
      `Дайте ему данные, созданные с ENVIRONMENT=${environment}, или пустую папку (GARLAND_DATA).`,
    en:
      `This data was made with ENVIRONMENT=${madeIn}; a service with ENVIRONMENT=${environment} does not serve it. ` +
      `Give it data made with ENVIRONMENT=${environment}, or an empty folder (GARLAND_DATA).`,
  };
  return { type: "internal", ...inBoth(words) };
}

function refuseShards(shardCount: number, startedWith: number): Failure {
  const words = {
    ru: `SHARDS=${shardCount}, а установка начата с ${startedWith}: люди не нашли бы своего выбора. Верните ${startedWith}.`,
    en: `SHARDS is ${shardCount}, but this installation was started with ${startedWith}, and people's choices would not be found; set it back.`,
  };
  return { type: "internal", ...inBoth(words) };
}
