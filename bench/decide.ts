/** The decision among many campaigns against flag libraries that hold the same rules. */
import { EventEmitter } from "node:events";
import { GrowthBookClient } from "@growthbook/growthbook";
import { FlagdCore } from "@openfeature/flagd-core";
import { Unleash } from "unleash-client";
import { bundledDefinitions } from "../src/definitions.generated.ts";
import type { ChoiceFold } from "../src/domain/decision/choice.ts";
import { decide } from "../src/domain/decision/decide.ts";
import { loadRuleset } from "../src/domain/decision/load-ruleset.ts";
import type { LoadedRuleset } from "../src/domain/decision/loaded-ruleset.ts";
import type { CompiledCampaign, Ruleset } from "../src/domain/decision/ruleset.ts";
import { viewerOf } from "../src/domain/decision/viewer.ts";
import { compileLinearPattern } from "../src/regex/linear-regex.ts";
import { compareSpeeds } from "./compare-speeds.ts";
import { markdownTable, showNanoseconds } from "./markdown-table.ts";
import { listPeople, regions, type Person } from "./sample-people.ts";

const NOW = 1_000_000;
const IN_SEASON = { from: 0, until: 2 * NOW };
const OUT_OF_SEASON = { from: 3 * NOW, until: 4 * NOW };
const [theme] = bundledDefinitions.themes.filter(({ category }) => category === "festive");

/** Whom a campaign is for; different for each, and few, so that most campaigns have to be looked at. */
interface Rule {
  readonly key: string;
  readonly region: string;
  readonly gender: string;
  readonly bornFrom: number;
}

/** In order of priority. */
function listRules(count: number): readonly Rule[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `campaign-${String(index).padStart(4, "0")}`,
    region: regions[(index * 7) % regions.length]?.value ?? "",
    gender: index % 2 === 0 ? "female" : "male",
    bornFrom: 1950 + ((index * 11) % 40),
  }));
}

interface Asked extends Person {
  /** Unleash takes text only. */
  readonly texts: Readonly<Record<string, string>>;
}

type ChooseCampaign = (person: Asked) => string | undefined;

export function measure(): string {
  const people = listPeople(1_000).map((person): Asked => {
    const facts = { birthYear: 0, gender: "unknown", ...person.facts, id: person.subscriberId };
    return {
      ...person,
      facts,
      texts: Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, String(fact)])),
    };
  });
  const compared = [1, 20, 200].map((live) => {
    const rules = listRules(live);
    const contenders = {
      garland: withGarland(rules),
      growthbook: withGrowthBook(rules),
      flagd: withFlagd(rules),
      unleash: withUnleash(rules),
    };
    for (const [who, choose] of Object.entries(contenders)) {
      const wrong = people.find((person) => choose(person) !== contenders.growthbook(person));
      if (wrong !== undefined) throw new Error(`${who} disagrees about ${JSON.stringify(wrong)}`);
    }
    const { garland, growthbook, flagd, unleash } = compareSpeeds(people, contenders);
    const times = (other: number) => `${showNanoseconds(other)} (${(other / garland).toFixed(1)}×)`;
    return [live, showNanoseconds(garland), times(growthbook), times(flagd), times(unleash)];
  });
  const rules = listRules(20);
  const alone = compareSpeeds(people, {
    "20 live, 0 out of season": withGarland(rules),
    "20 live, 180 out of season": withGarland(rules, { outOfSeason: 180 }),
    "20 live, 2,000 out of season": withGarland(rules, { outOfSeason: 2_000 }),
    "20 live, a person who once said a word": withGarland(rules, { choices: { gifts: { inAt: 1 } } }),
    "200 live, a person who once said a word": withGarland(listRules(200), { choices: { gifts: { inAt: 1 } } }),
  });
  const shortest = alone["20 live, 0 out of season"];
  const aloneRows = Object.entries(alone).map(([name, time]) => [
    name,
    showNanoseconds(time),
    (time / shortest).toFixed(2),
  ]);
  return [
    markdownTable(["live campaigns", "Garland", "GrowthBook", "flagd-core", "Unleash"], compared),
    markdownTable(["Garland", "a decision", "ratio"], aloneRows),
  ].join("\n\n");
}

interface Circumstances {
  readonly outOfSeason?: number;
  /** Whoever said anything at all has every live campaign looked at. */
  readonly choices?: ChoiceFold;
}

function withGarland(rules: readonly Rule[], { outOfSeason = 0, choices = {} }: Circumstances = {}): ChooseCampaign {
  const loaded = loadGarland(rules, outOfSeason);
  return ({ subscriberId, profile, device }) => {
    const viewer = viewerOf(loaded, { subscriberId, profile, choices }, device);
    const decision = decide(loaded, viewer, NOW);
    return decision.decision === "show" ? decision.campaign : undefined;
  };
}

function loadGarland(rules: readonly Rule[], outOfSeason: number): LoadedRuleset {
  const { attributes, categories, themes, decorations } = bundledDefinitions;
  const label = { ru: "", en: "" };
  const campaignOf = (key: string, window: typeof IN_SEASON): CompiledCampaign => ({
    key,
    decoration: theme?.key ?? "",
    theme: theme?.key ?? "",
    priority: 0,
    delivery: "default-on",
    requests: true,
    audience: { include: [key], exclude: [] },
    waves: [{ segments: [], windowSets: [[window]], setOfGroup: [0] }],
    holdoutPercent: 0,
    state: "running",
  });
  const others = listRules(rules.length + outOfSeason).slice(rules.length);
  const ruleset: Ruleset = {
    format: 1,
    version: 1,
    compiledAt: 0,
    stopped: false,
    attributes,
    segments: [...rules, ...others].map(({ key, region, gender, bornFrom }) => ({
      key,
      label,
      condition: { region, gender, birthYear: { $gte: bornFrom } },
      examples: [],
    })),
    categories,
    themes,
    decorations,
    campaigns: [
      ...rules.map(({ key }) => campaignOf(key, IN_SEASON)),
      ...others.map(({ key }) => campaignOf(key, OUT_OF_SEASON)),
    ],
    zoneGroups: {},
    defaultZone: "Europe/Moscow",
    horizon: 5 * NOW,
  };
  const loaded = loadRuleset(ruleset, compileLinearPattern);
  if (loaded.problems.length > 0) throw new Error(loaded.problems.join("; "));
  return loaded;
}

function withGrowthBook(rules: readonly Rule[]): ChooseCampaign {
  const features = Object.fromEntries(
    rules.map(({ key, region, gender, bornFrom }) => [
      key,
      { defaultValue: false, rules: [{ condition: { region, gender, birthYear: { $gte: bornFrom } }, force: true }] },
    ]),
  );
  const client = new GrowthBookClient().initSync({ payload: { features } });
  return ({ facts }) => {
    const user = { attributes: facts };
    return rules.find(({ key }) => client.isOn(key, user))?.key;
  };
}

function withFlagd(rules: readonly Rule[]): ChooseCampaign {
  const equal = (name: string, value: string) => ({ "===": [{ var: name }, value] });
  const flags = Object.fromEntries(
    rules.map(({ key, region, gender, bornFrom }) => {
      const bornLater = { ">=": [{ var: "birthYear" }, bornFrom] };
      const targeting = {
        if: [{ and: [equal("region", region), equal("gender", gender), bornLater] }, "on", "off"],
      };
      return [key, { state: "ENABLED", variants: { on: true, off: false }, defaultVariant: "off", targeting }];
    }),
  );
  const core = new FlagdCore();
  core.setConfigurations(JSON.stringify({ flags }));
  return ({ subscriberId, facts }) => {
    const context = { ...facts, targetingKey: subscriberId } as Parameters<typeof core.resolveBooleanEvaluation>[2];
    return rules.find(({ key }) => core.resolveBooleanEvaluation(key, false, context).value)?.key;
  };
}

function withUnleash(rules: readonly Rule[]): ChooseCampaign {
  const constraint = (contextName: string, operator: string, value: string) => ({
    contextName,
    operator,
    inverted: false,
    ...(operator === "IN" ? { values: [value] } : { values: [], value }),
  });
  const toggles = new Map(
    rules.map(({ key, region, gender, bornFrom }) => {
      const constraints = [
        constraint("region", "IN", region),
        constraint("gender", "IN", gender),
        constraint("birthYear", "NUM_GTE", String(bornFrom)),
      ];
      return [key, { name: key, enabled: true, strategies: [{ name: "default", parameters: {}, constraints }] }];
    }),
  );
  // The rules are at hand already: the client keeps its evaluation and loses its polling.
  const repository = Object.assign(new EventEmitter(), {
    getToggle: (key: string) => toggles.get(key),
    getToggles: () => [...toggles.values()],
    getTogglesWithSegmentData: () => [],
    getSegment: () => undefined,
    start: () => Promise.resolve(),
    stop: () => undefined,
  });
  const client = new Unleash({
    appName: "bench",
    url: "http://127.0.0.1:9/",
    disableMetrics: true,
    skipInstanceCountWarning: true,
    repository: repository as unknown as NonNullable<ConstructorParameters<typeof Unleash>[0]["repository"]>,
  });
  repository.emit("ready");
  return ({ subscriberId, texts }) => {
    const context = { userId: subscriberId, properties: texts };
    return rules.find(({ key }) => client.isEnabled(key, context))?.key;
  };
}
