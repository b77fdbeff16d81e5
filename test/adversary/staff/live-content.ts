/** What is live, read from a ruleset by names alone, and told as texts that can be compared. */
import { z } from "zod";
import type { Campaign } from "../../../src/domain/campaign/campaign.ts";
import type { Decoration } from "../../../src/domain/campaign/decoration.ts";
import { canonicalJson } from "../../../src/domain/json-diff.ts";
import type { Json } from "../../../src/domain/json.ts";

export interface Policy {
  readonly themes: ReadonlyMap<string, string>;
  readonly sensitive: ReadonlySet<string>;
}

/** Whom something is for, by conditions instead of by names. */
export interface AudienceTexts {
  readonly include: readonly Json[];
  readonly exclude: readonly Json[];
}

/** One campaign of a ruleset, with what it is made of. */
export interface LiveContent {
  readonly key: string;
  readonly state: "running" | "halted" | "stopped";
  readonly theme: string;
  readonly path: string;
  /** All that people see of its decoration, as one text. */
  readonly drawing: string;
  readonly feast: string | undefined;
  /** What its feast carries. */
  readonly feastCategory: string | undefined;
  readonly isDefaultOn: boolean;
  readonly isClosed: boolean;
  readonly audience: AudienceTexts;
  /** The guards of all that people have, that of the present audience first. */
  readonly guards: readonly string[];
  /** What is shown, and when, without to whom. */
  readonly show: string;
  /** All that a second person has to have seen, as one text. */
  readonly content: string;
}

const watchSchema = z.object({ guard: z.string() });

const rulesetSchema = z.object({
  version: z.number(),
  segments: z.array(z.object({ key: z.string(), condition: z.json() })),
  themes: z.array(z.object({ key: z.string(), category: z.string() })),
  categories: z.array(z.object({ key: z.string(), sensitive: z.boolean() })),
  decorations: z.array(
    z.object({ key: z.string(), theme: z.string(), path: z.string(), label: z.object({ en: z.string() }) }),
  ),
  campaigns: z.array(
    z.object({
      key: z.string(),
      state: z.enum(["running", "halted", "stopped"]),
      theme: z.string(),
      decoration: z.string(),
      delivery: z.enum(["default-on", "opt-in"]),
      requests: z.boolean(),
      audience: z.object({ include: z.array(z.string()), exclude: z.array(z.string()) }),
      waves: z.array(z.object({ windowSets: z.array(z.array(z.object({ from: z.number() }))) })),
      watch: watchSchema.optional(),
      kept: z.array(z.object({ watch: watchSchema })).optional(),
      isClosed: z.literal(true).optional(),
      feast: z.object({ key: z.string().optional(), category: z.string().optional() }).optional(),
    }),
  ),
});

export function readRuleset(text: string): {
  readonly version: number;
  readonly live: readonly LiveContent[];
  readonly policy: Policy;
} {
  const { version, segments, themes, categories, decorations, campaigns } = rulesetSchema.parse(JSON.parse(text));
  const conditions = new Map(segments.map(({ key, condition }) => [key, condition]));
  return {
    version,
    policy: {
      themes: new Map(themes.map(({ key, category }) => [key, category])),
      sensitive: new Set(categories.filter(({ sensitive }) => sensitive).map(({ key }) => key)),
    },
    live: campaigns.map((campaign) => {
      const decoration = decorations.find(({ key }) => key === campaign.decoration);
      const conditionOf = (key: string) => conditions.get(key);
      const { feast } = campaign;
      return {
        key: campaign.key,
        state: campaign.state,
        theme: campaign.theme,
        path: decoration?.path ?? "",
        drawing: describeDrawing(campaign.decoration, decoration),
        feast: feast?.key,
        feastCategory: feast?.category,
        isDefaultOn: campaign.delivery === "default-on",
        isClosed: campaign.isClosed === true,
        audience: expandAudience(campaign.audience, conditionOf),
        guards: [campaign.watch, ...(campaign.kept ?? []).map(({ watch }) => watch)].flatMap(
          (watch) => watch?.guard ?? [],
        ),
        show: describeShow(
          campaign,
          `${feast?.key} ${tellDay(campaign.waves.at(-1)?.windowSets[0]?.at(-1)?.from)}`,
          decoration,
        ),
        content: describeContent(campaign, feast?.key, decoration, conditionOf),
      };
    }),
  };
}

/** The day of the year, as `12-20`. */
const tellDay = (at = 0): string => new Date(at).toISOString().slice(5, 10);

type ConditionOf = (key: string) => Json | undefined;
type Shown = Pick<Decoration, "theme" | "path"> & { readonly label: { readonly en: string } };

/** A decoration with its name and its drawing. */
export function describeDrawing(key: string, shown: Shown | undefined): string {
  return canonicalJson({ key, theme: shown?.theme ?? "", path: shown?.path ?? "", label: shown?.label.en ?? "" });
}

function describeShow(
  { delivery, decoration: key }: Pick<Campaign, "delivery" | "decoration">,
  season: string,
  decoration: Shown | undefined,
): string {
  return canonicalJson({
    delivery,
    season,
    key,
    theme: decoration?.theme ?? "",
    path: decoration?.path ?? "",
  });
}

/** A campaign with the texts of all that it uses, whatever those are called. */
export function describeContent(
  { delivery, requests, audience }: Pick<Campaign, "delivery" | "requests" | "audience">,
  feast: string | undefined,
  decoration: Shown | undefined,
  conditionOf: ConditionOf,
): string {
  const shown = { theme: decoration?.theme ?? "", path: decoration?.path ?? "", label: decoration?.label.en ?? "" };
  const { include, exclude } = expandAudience(audience, conditionOf);
  return canonicalJson({ delivery, requests, feast: feast ?? "", shown, include: [...include], exclude: [...exclude] });
}

function expandAudience({ include, exclude }: Campaign["audience"], conditionOf: ConditionOf): AudienceTexts {
  const expandAll = (keys: readonly string[]) => keys.map((key) => expand(conditionOf(key) ?? null, conditionOf));
  return { include: expandAll(include), exclude: expandAll(exclude) };
}

function expand(condition: Json, conditionOf: ConditionOf): Json {
  if (Array.isArray(condition)) return condition.map((one: Json) => expand(one, conditionOf));
  if (condition === null || typeof condition !== "object") return condition;
  return Object.fromEntries(
    Object.entries(condition).map(([name, value]: [string, Json]) =>
      name === "$inSegment" || name === "$notInSegment"
        ? [name, [value].flat().map((key: Json) => expand(conditionOf(String(key)) ?? null, conditionOf))]
        : [name, expand(value, conditionOf)],
    ),
  );
}

/** The segments that a condition names. */
export function referencesIn(condition: Json): readonly string[] {
  if (condition === null || typeof condition !== "object") return [];
  return Object.entries(condition).flatMap(([name, value]: [string, Json]) =>
    name === "$inSegment" || name === "$notInSegment" ? [value].flat().map(String) : referencesIn(value),
  );
}

export function isSamePolicy(one: Policy, other: Policy): boolean {
  const plain = ({ themes, sensitive }: Policy) =>
    JSON.stringify([[...themes].toSorted(([a], [b]) => (a < b ? -1 : 1)), [...sensitive].toSorted()]);
  return plain(one) === plain(other);
}
