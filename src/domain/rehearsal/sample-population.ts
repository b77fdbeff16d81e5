/**
 * A made-up population for development, demonstrations and load tests: nobody in it exists, yet it spreads over the
 * regions, ages and phones of Russia about as real subscribers do. The same index and seed give the same person for
 * ever, whoever else is made.
 */
import type { AttributeOption, AttributeValue } from "../condition/attribute.ts";
import { murmur3 } from "../murmur3.ts";

export interface SamplePerson {
  /** Such as `demo-000042`. */
  readonly subscriberId: string;
  /** Profile attributes as an operator would import them; what is not known is absent. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** What the person's phone says about itself with each request. */
export interface SampleDevice {
  readonly platform: "ios" | "android";
  readonly appVersion: string;
  readonly locale: string;
  readonly timezone: string;
}

/** Inhabitants in thousands, rounded from Rosstat's estimate for 1 January 2024. */
const INHABITANTS: Readonly<Record<string, number>> = {
  "RU-AD": 502,
  "RU-AL": 211,
  "RU-ALT": 2_116,
  "RU-AMU": 750,
  "RU-ARK": 956,
  "RU-AST": 946,
  "RU-BA": 4_064,
  "RU-BEL": 1_481,
  "RU-BRY": 1_133,
  "RU-BU": 970,
  "RU-CE": 1_553,
  "RU-CHE": 3_386,
  "RU-CHU": 48,
  "RU-CU": 1_167,
  "RU-DA": 3_232,
  "RU-IN": 528,
  "RU-IRK": 2_330,
  "RU-IVA": 897,
  "RU-KAM": 289,
  "RU-KB": 906,
  "RU-KC": 468,
  "RU-KDA": 5_833,
  "RU-KEM": 2_532,
  "RU-KGD": 1_034,
  "RU-KGN": 748,
  "RU-KHA": 1_278,
  "RU-KHM": 1_762,
  "RU-KIR": 1_129,
  "RU-KK": 528,
  "RU-KL": 265,
  "RU-KLU": 1_070,
  "RU-KO": 720,
  "RU-KOS": 561,
  "RU-KR": 523,
  "RU-KRS": 1_060,
  "RU-KYA": 2_837,
  "RU-LEN": 2_036,
  "RU-LIP": 1_113,
  "RU-MAG": 133,
  "RU-ME": 669,
  "RU-MO": 765,
  "RU-MOS": 8_651,
  "RU-MOW": 13_150,
  "RU-MUR": 651,
  "RU-NEN": 41,
  "RU-NGR": 566,
  "RU-NIZ": 3_037,
  "RU-NVS": 2_784,
  "RU-OMS": 1_806,
  "RU-ORE": 1_815,
  "RU-ORL": 685,
  "RU-PER": 2_483,
  "RU-PNZ": 1_228,
  "RU-PRI": 1_800,
  "RU-PSK": 577,
  "RU-ROS": 4_153,
  "RU-RYA": 1_080,
  "RU-SA": 1_002,
  "RU-SAK": 457,
  "RU-SAM": 3_117,
  "RU-SAR": 2_380,
  "RU-SE": 679,
  "RU-SMO": 849,
  "RU-SPE": 5_598,
  "RU-STA": 2_882,
  "RU-SVE": 4_218,
  "RU-TA": 4_003,
  "RU-TAM": 951,
  "RU-TOM": 1_044,
  "RU-TUL": 1_461,
  "RU-TVE": 1_197,
  "RU-TY": 338,
  "RU-TYU": 1_628,
  "RU-UD": 1_434,
  "RU-ULY": 1_166,
  "RU-VGG": 2_444,
  "RU-VLA": 1_302,
  "RU-VLG": 1_119,
  "RU-VOR": 2_274,
  "RU-YAN": 520,
  "RU-YAR": 1_181,
  "RU-YEV": 145,
  "RU-ZAB": 985,
};

/** For a region that the table does not know. */
const TYPICAL_INHABITANTS = 1_200;
const MOST_INHABITANTS = Math.max(...Object.values(INHABITANTS));

type Option<Value> = readonly [value: Value, weight: number];
type Weighted<Value> = readonly [Option<Value>, ...Option<Value>[]];

interface AgeBand {
  readonly youngest: number;
  readonly oldest: number;
  readonly femaleShare: number;
}

/** Ages are counted from this year, so that the population does not depend on the day it is made. */
const REFERENCE_YEAR = 2025;

/** Weights in millions of people, rounded from Rosstat's age pyramid for 2024. */
const ADULT_AGES: Weighted<AgeBand> = [
  [{ youngest: 18, oldest: 24, femaleShare: 0.49 }, 10.0],
  [{ youngest: 25, oldest: 34, femaleShare: 0.49 }, 17.5],
  [{ youngest: 35, oldest: 44, femaleShare: 0.51 }, 24.5],
  [{ youngest: 45, oldest: 54, femaleShare: 0.52 }, 20.5],
  [{ youngest: 55, oldest: 64, femaleShare: 0.56 }, 19.0],
  [{ youngest: 65, oldest: 74, femaleShare: 0.62 }, 16.5],
  [{ youngest: 75, oldest: 89, femaleShare: 0.71 }, 7.5],
];
const CHILD_AGES: Weighted<AgeBand> = [[{ youngest: 7, oldest: 17, femaleShare: 0.49 }, 1]];

type LineType = "consumer" | "corporate" | "m2m" | "child";

const LINE_TYPES: Weighted<LineType> = [
  ["consumer", 87],
  ["corporate", 6],
  ["m2m", 4],
  ["child", 3],
];

const TARIFFS: Readonly<Record<LineType, Weighted<string>>> = {
  consumer: [
    ["breeze", 34],
    ["wide-open", 26],
    ["nearest", 22],
    ["night-owl", 11],
    ["dacha", 7],
  ],
  child: [
    ["nearest", 4],
    ["breeze", 1],
  ],
  corporate: [["contour", 1]],
  m2m: [["contour", 1]],
};

const TENURES: Weighted<string> = [
  ["under-1-year", 14],
  ["1-3-years", 22],
  ["3-10-years", 38],
  ["over-10-years", 26],
];

/** Share of lines on which each service is switched on. */
const SERVICES: Weighted<string> = [
  ["antispam", 0.4],
  ["cinema", 0.18],
  ["cloud", 0.12],
  ["music", 0.22],
  ["roaming", 0.09],
  ["smart-home", 0.05],
];

const PLATFORMS: Weighted<SampleDevice["platform"]> = [
  ["android", 68],
  ["ios", 32],
];
const APP_VERSIONS: Weighted<string> = [
  ["5.3.1", 46],
  ["5.3.0", 18],
  ["5.2.4", 13],
  ["5.0.0", 8],
  ["4.18.2", 11],
  ["4.9.0", 4],
];
const LOCALES: Weighted<string> = [
  ["ru-RU", 94],
  ["en-US", 3],
  ["tt-RU", 2],
  ["ba-RU", 1],
];

const UNKNOWN_REGION_SHARE = 0.01;
const UNKNOWN_GENDER_SHARE = 0.05;
const UNKNOWN_BIRTH_YEAR_SHARE = 0.03;
const UNKNOWN_TENURE_SHARE = 0.02;
const TRAVELLER_SHARE = 0.03;

/** Makes one person. `regions` are the values of the attribute `region`; with none, nobody has a region. */
export function samplePerson(index: number, seed: number, regions: readonly AttributeOption[]): SamplePerson {
  const chance = startChance(`${seed}:person:${index}`);
  const region = homeRegion(index, seed, regions);
  const isRegionKnown = chance() >= UNKNOWN_REGION_SHARE;
  const lineType = pick(LINE_TYPES, chance);
  const attributes: Record<string, AttributeValue> = { lineType, tariff: pick(TARIFFS[lineType], chance) };

  if (region !== undefined && isRegionKnown) attributes.region = region.value;
  if (chance() >= UNKNOWN_TENURE_SHARE) attributes.tenure = pick(TENURES, chance);
  attributes.services = SERVICES.filter(([, share]) => chance() < share).map(([service]) => service);

  // A company's line and a machine's belong to no person whose age or gender could be known.
  if (lineType === "consumer" || lineType === "child") {
    const age = pick(lineType === "child" ? CHILD_AGES : ADULT_AGES, chance);
    const birthYear = REFERENCE_YEAR - age.youngest - Math.floor(chance() * (age.oldest - age.youngest + 1));
    const gender = chance() < age.femaleShare ? "female" : "male";
    if (chance() >= UNKNOWN_BIRTH_YEAR_SHARE) attributes.birthYear = birthYear;
    if (chance() >= UNKNOWN_GENDER_SHARE) attributes.gender = gender;
  }
  return { subscriberId: `demo-${String(index).padStart(6, "0")}`, attributes };
}

/** Makes the phone of the person with the same index and seed: at home, except for those who are travelling. */
export function sampleDevice(index: number, seed: number, regions: readonly AttributeOption[]): SampleDevice {
  const chance = startChance(`${seed}:device:${index}`);
  const isTravelling = chance() < TRAVELLER_SHARE;
  const region = isTravelling ? pickRegion(regions, chance) : homeRegion(index, seed, regions);
  return {
    platform: pick(PLATFORMS, chance),
    appVersion: pick(APP_VERSIONS, chance),
    locale: pick(LOCALES, chance),
    timezone: region?.zone ?? "Europe/Moscow",
  };
}

function homeRegion(index: number, seed: number, regions: readonly AttributeOption[]): AttributeOption | undefined {
  return pickRegion(regions, startChance(`${seed}:region:${index}`));
}

/** Takes any region, keeps it with a chance in proportion to its inhabitants, or tries again. */
function pickRegion(regions: readonly AttributeOption[], chance: Chance): AttributeOption | undefined {
  for (;;) {
    const region = regions[Math.floor(chance() * regions.length)];
    const inhabitants = INHABITANTS[region?.value ?? ""] ?? TYPICAL_INHABITANTS;
    if (region === undefined || chance() * MOST_INHABITANTS < inhabitants) return region;
  }
}

function pick<Value>(options: Weighted<Value>, chance: Chance): Value {
  let left = chance() * options.reduce((sum, [, weight]) => sum + weight, 0);
  let picked = options[0][0];
  for (const [value, weight] of options) {
    picked = value;
    left -= weight;
    if (left < 0) break;
  }
  return picked;
}

/** A stream of numbers in [0, 1) that its name alone determines. */
type Chance = () => number;

/** SplitMix32: a Weyl sequence through MurmurHash3's finaliser, after Steele, Lea and Flood, OOPSLA 2014. */
function startChance(name: string): Chance {
  let state = murmur3(name);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}
