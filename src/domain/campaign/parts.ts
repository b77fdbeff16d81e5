import type { Condition, Segment } from "../condition/segment.ts";
import { closeOverReferences } from "../condition/segment-references.ts";
import type { Json } from "../json.ts";
import type { Campaign } from "./campaign.ts";
import type { Decoration } from "./decoration.ts";
import { categoryOfSchedule, type FeastDefinition } from "./feast.ts";
import type { Theme } from "./theme.ts";

/** What a campaign is made of, as `kind/key`. */
export type PartName =
  `${"campaign" | "segment" | "decoration" | "theme" | "feast" | "category" | "attribute"}/${string}`;

/** Where the parts are looked up. */
export interface PartSource {
  readonly segments: readonly Segment[];
  readonly decorations: readonly Pick<Decoration, "key" | "theme">[];
  readonly themes: readonly Pick<Theme, "key" | "category">[];
  readonly feasts: readonly FeastDefinition[];
}

/** Every segment that a campaign names itself. */
export function segmentKeysOf({ audience, waves }: Pick<Campaign, "audience" | "waves">): readonly string[] {
  return [...audience.include, ...audience.exclude, ...waves.flatMap((wave) => wave.segments)];
}

/** Everything on which it depends to whom a campaign shows what: segments within segments, and what their conditions name. */
export function listParts(campaign: Campaign, source: PartSource): readonly PartName[] {
  const segments = closeOverReferences(segmentKeysOf(campaign), source.segments);
  const decoration = source.decorations.find(({ key }) => key === campaign.decoration);
  const theme = source.themes.find(({ key }) => key === decoration?.theme);
  const carried = categoryOfSchedule(campaign.schedule, source.feasts);
  const categories = new Set([theme?.category, carried].filter((key) => key !== undefined));
  const attributes = new Set(segments.flatMap(({ condition }) => listAttributeKeys(condition)));
  return [
    `campaign/${campaign.key}`,
    ...segments.map(({ key }): PartName => `segment/${key}`),
    `decoration/${campaign.decoration}`,
    ...(decoration === undefined ? [] : [`theme/${decoration.theme}` as const]),
    ...(campaign.schedule.kind === "feast" ? [`feast/${campaign.schedule.feast}` as const] : []),
    ...[...categories].map((key): PartName => `category/${key}`),
    ...[...attributes].map((key): PartName => `attribute/${key}`),
  ];
}

/** What a condition asks about people. Operators begin with a dollar sign, attributes never do. */
function listAttributeKeys(condition: Condition): readonly string[] {
  return namesWithin(condition).filter((name) => !name.startsWith("$"));
}

function namesWithin(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesWithin);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...namesWithin(member)]);
}
