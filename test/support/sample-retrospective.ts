import type { Retrospective } from "../../src/domain/guard/retrospective.ts";

/** A final run with one stage, one region and one platform: each part is as many people as all. */
export function sampleRetrospective(guard: string, totals: Retrospective["totals"]): Retrospective {
  const { exposed, optedOut, complained } = totals;
  const part = { exposed, optedOut, complained };
  return {
    guard,
    campaign: guard.replace(/@\d+$/, ""),
    version: 1,
    theme: "tulip",
    category: "festive",
    delivery: "default-on",
    outcome: "completed",
    isFinal: true,
    startedAt: 0,
    endedAt: 0,
    writtenAt: 0,
    p0: 0.002,
    audienceSize: 1_000_000,
    totals,
    byStage: [totals],
    asked: 0,
    gifts: 0,
    level: "calm",
    logOdds: 0,
    byRegion: { parts: [{ value: "RU-MOW", ...part }] },
    byPlatform: { parts: [{ value: "ios", ...part }] },
    history: [],
  };
}
