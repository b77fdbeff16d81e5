import type { CompiledCampaign, CompiledWave, Ruleset } from "../../src/domain/decision/ruleset.ts";
import type { Window } from "../../src/domain/campaign/schedule.ts";

const label = { ru: "надпись", en: "label" };

function decoration(key: string, theme: string) {
  return {
    key,
    theme,
    label,
    path: "M4 4h16v16H4z",
    artHash: "0123456789ab",
    glyph: "\u273F\uFE0E",
    emoji: "🌷",
    androidResource: `ic_deco_${key}`,
    iosSymbol: `deco.${key}`,
  };
}

/** The same windows in every zone group. */
export function waveOf(windows: readonly Window[], segments: readonly string[] = []): CompiledWave {
  return { segments, windowSets: [windows], setOfGroup: [0, 0] };
}

/** A default-on tree for everyone, from 100 until 200 and as two people want it, unless told otherwise. */
export function sampleCampaign(overrides: Partial<CompiledCampaign> = {}): CompiledCampaign {
  return {
    key: "new-year",
    decoration: "tree",
    theme: "tree",
    priority: 0,
    delivery: "default-on",
    requests: true,
    audience: { include: ["everyone"], exclude: [] },
    waves: [waveOf([{ from: 100, until: 200 }])],
    holdoutPercent: 0,
    state: "running",
    isToldAhead: true,
    ...overrides,
  };
}

/** A small world: three themes, one of them sensitive, five segments, two zones. */
export function sampleRuleset(campaigns: readonly CompiledCampaign[], overrides: Partial<Ruleset> = {}): Ruleset {
  const device = { source: "device", label } as const;
  const profile = { source: "profile", label } as const;
  const option = (value: string, zone?: string) => ({ value, label, ...(zone === undefined ? {} : { zone }) });
  const segment = (key: string, condition: Ruleset["segments"][number]["condition"]) => ({
    key,
    label,
    condition,
    examples: [],
  });
  return {
    format: 1,
    version: 1,
    compiledAt: 0,
    stopped: false,
    attributes: [
      { ...device, key: "platform", type: "enum", values: [option("ios"), option("android")] },
      { ...device, key: "timezone", type: "string" },
      {
        ...profile,
        key: "region",
        type: "enum",
        values: [option("RU-MOW", "Europe/Moscow"), option("RU-KAM", "Asia/Kamchatka")],
      },
      { ...profile, key: "gender", type: "enum", values: [option("female"), option("male")] },
      { ...profile, key: "birthYear", type: "number" },
    ],
    segments: [
      segment("everyone", {}),
      segment("ios", { platform: "ios" }),
      segment("android", { platform: "android" }),
      segment("women", { gender: "female" }),
      segment("adults", { birthYear: { $lte: 2008 } }),
    ],
    categories: [
      { key: "festive", sensitive: false, label },
      { key: "romance", sensitive: true, label },
      { key: "religion", sensitive: true, label },
    ],
    themes: [
      { key: "tree", category: "festive", label },
      { key: "tulip", category: "festive", label },
      { key: "hearts", category: "romance", label },
    ],
    decorations: [decoration("tree", "tree"), decoration("tulip", "tulip"), decoration("hearts", "hearts")],
    campaigns,
    zoneGroups: { "Europe/Moscow": 0, "Asia/Kamchatka": 1 },
    defaultZone: "Europe/Moscow",
    horizon: 1_000,
    ...overrides,
  };
}
