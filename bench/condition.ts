/** A compiled condition against the same predicate by hand and in other libraries. */
import { evalCondition, type ConditionInterface } from "@growthbook/growthbook";
import { LogicEngine } from "json-logic-engine";
import sift from "sift";
import { bundledDefinitions } from "../src/definitions.generated.ts";
import type { AttributeValue, Facts } from "../src/domain/condition/attribute.ts";
import { compileCondition } from "../src/domain/condition/condition.ts";
import { compileLinearPattern } from "../src/regex/linear-regex.ts";
import { compareSpeeds, type Contender } from "./compare-speeds.ts";
import { markdownTable, showNanoseconds } from "./markdown-table.ts";
import { listPeople } from "./sample-people.ts";

const REGIONS = ["RU-MOW", "RU-MOS", "RU-SPE", "RU-KDA", "RU-SVE", "RU-NVS"];

interface Case {
  readonly name: string;
  readonly condition: Readonly<Record<string, unknown>>;
  readonly jsonLogic: unknown;
  readonly byHand: (facts: Facts) => boolean;
}

const variable = (name: string) => ({ var: name });

/** Rules of every library can say these; the last is about as long as marketers write them. */
const CASES: readonly Case[] = [
  {
    name: "one equality",
    condition: { gender: "female" },
    jsonLogic: { "===": [variable("gender"), "female"] },
    byHand: (facts) => facts["gender"] === "female",
  },
  {
    name: "women of an age on iOS",
    condition: { gender: "female", birthYear: { $gte: 1970, $lt: 2005 }, platform: "ios" },
    jsonLogic: {
      and: [
        { "===": [variable("gender"), "female"] },
        { ">=": [variable("birthYear"), 1970] },
        { "<": [variable("birthYear"), 2005] },
        { "===": [variable("platform"), "ios"] },
      ],
    },
    byHand: ({ gender, birthYear, platform }) =>
      gender === "female" && isNumber(birthYear) && birthYear >= 1970 && birthYear < 2005 && platform === "ios",
  },
  {
    name: "eight parts with $or, $in, $nor",
    condition: {
      region: { $in: REGIONS },
      $or: [{ gender: "female", birthYear: { $lte: 1990 } }, { platform: "ios" }],
      $nor: [{ tariff: { $in: ["breeze", "night-owl"] } }, { birthYear: { $gt: 2004 } }],
      locale: { $ne: "en-US" },
    },
    jsonLogic: {
      and: [
        { in: [variable("region"), REGIONS] },
        {
          or: [
            { and: [{ "===": [variable("gender"), "female"] }, { "<=": [variable("birthYear"), 1990] }] },
            { "===": [variable("platform"), "ios"] },
          ],
        },
        { "!": { in: [variable("tariff"), ["breeze", "night-owl"]] } },
        { "!": { ">": [variable("birthYear"), 2004] } },
        { "!==": [variable("locale"), "en-US"] },
      ],
    },
    byHand: ({ region, gender, birthYear, platform, tariff, locale }) =>
      (region === "RU-MOW" ||
        region === "RU-MOS" ||
        region === "RU-SPE" ||
        region === "RU-KDA" ||
        region === "RU-SVE" ||
        region === "RU-NVS") &&
      ((gender === "female" && isNumber(birthYear) && birthYear <= 1990) || platform === "ios") &&
      tariff !== "breeze" &&
      tariff !== "night-owl" &&
      !(isNumber(birthYear) && birthYear > 2004) &&
      locale !== "en-US",
  },
];

function isNumber(value: AttributeValue | undefined): value is number {
  return typeof value === "number";
}

export function measure(): string {
  const context = {
    attributes: new Map(bundledDefinitions.attributes.map((attribute) => [attribute.key, attribute])),
    segment: () => undefined,
    compilePattern: compileLinearPattern,
  };
  // Whose year of birth is not known is another matter in every library; whoever is asked here has all facts.
  const people = listPeople(4_000)
    .map(({ facts }) => facts)
    .filter((facts) => ["gender", "birthYear", "region", "tariff"].every((key) => facts[key] !== undefined))
    .slice(0, 1_000);
  const rows = CASES.map(({ name, condition: written, jsonLogic, byHand }) => {
    const compiled = compileCondition(written, context);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
    const { test } = compiled.value;
    const applyLogic = new LogicEngine().build(jsonLogic) as (facts: Facts) => unknown;
    const sifted = sift<Facts>(written as Parameters<typeof sift<Facts>>[0]);
    const contenders = {
      garland: test,
      hand: byHand,
      growthbook: (facts: Facts) => evalCondition(facts, written as ConditionInterface),
      jsonLogic: applyLogic,
      sift: (facts: Facts) => sifted(facts),
    } satisfies Record<string, Contender<Facts>>;
    for (const [who, contender] of Object.entries(contenders)) {
      const wrong = people.find((facts) => Boolean(contender(facts)) !== byHand(facts));
      if (wrong !== undefined) throw new Error(`${who} disagrees on ${name}: ${JSON.stringify(wrong)}`);
    }
    const { garland, hand, growthbook, jsonLogic: engine, sift: sieve } = compareSpeeds(people, contenders);
    const times = (other: number) => `${showNanoseconds(other)} (${(other / garland).toFixed(1)}×)`;
    return [
      name,
      showNanoseconds(garland),
      `${showNanoseconds(hand)} (${(hand / garland).toFixed(2)}×)`,
      times(growthbook),
      times(engine),
      times(sieve),
    ];
  });
  const head = ["one test of one person", "Garland", "by hand", "GrowthBook", "json-logic-engine", "sift"];
  return markdownTable(head, rows);
}
