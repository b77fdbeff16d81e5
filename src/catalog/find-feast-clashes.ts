import { findCoincidences } from "../calendar/find-coincidences.ts";
import type { Definitions } from "../contract/definitions.ts";
import type { Campaign } from "../domain/campaign/campaign.ts";
import { categoryOfFeast, categoryOfSchedule, FEAST_FACTS, isSensitiveCategory } from "../domain/campaign/feast.ts";
import { FEASTS, type Feast } from "../domain/campaign/schedule.ts";
import { compileSegments } from "../domain/condition/compile-segments.ts";
import { sharedPins } from "../domain/condition/condition-pins.ts";
import type { FeastClash, UnknownFeastDays } from "../domain/review/feast-clash.ts";
import { compileLinearPattern } from "../regex/linear-regex.ts";
import { HORIZON_DAYS } from "./compile-ruleset.ts";
import { liesAbove, listAbove, type Showing } from "./showings.ts";
import { zonesOfRegions } from "./zones-of-regions.ts";

/** The attribute that says where people live. */
const REGION = "region";

/** From when on people are looked at, and how fast stages take them in. */
interface FeastLook {
  readonly now: number;
  /** As a start has it: policy as it stands. */
  readonly rampPerHour: number;
}

export interface FeastClashes {
  readonly clashes: readonly FeastClash[];
  readonly unknownFeastDays: readonly UnknownFeastDays[];
}

/**
 * The sensitive feasts on whose days some people see a campaign, and not much longer, where people of its audience may keep them. A feast whose
 * category the campaign stands in already is no surprise to anybody. `above`: what some of its people see in place of it.
 */
export function findFeastClashes(
  campaign: Campaign & Pick<Showing, "goesOn">,
  definitions: Definitions,
  { now, rampPerHour }: FeastLook,
  above: readonly Campaign[] = [],
): FeastClashes {
  const { feasts, categories } = definitions;
  const own = [categoryOfTheme(campaign, definitions), categoryOfSchedule(campaign.schedule, feasts)];
  const isDelicate = (feast: Feast) => {
    const category = categoryOfFeast(feast, feasts);
    return category !== null && !own.includes(category) && isSensitiveCategory(category, categories);
  };
  const range = { from: now, until: now + HORIZON_DAYS * 86_400_000 };
  const reached = regionsOf(campaign, definitions);
  /** Undefined: nobody there keeps it. */
  const regionsFor = (feast: Feast): readonly string[] | null | undefined => {
    const { regions } = FEAST_FACTS[feast];
    if (regions === null || reached === undefined) return regions;
    const both = regions.filter((region) => reached.has(region));
    return both.length === 0 ? undefined : both;
  };
  const zonesOf = (feast: Feast) => {
    const kept = regionsFor(feast) ?? reached;
    return zonesOfRegions(kept === undefined ? undefined : new Set(kept), definitions.attributes);
  };
  const kept = FEASTS.filter(isDelicate).filter((feast) => regionsFor(feast) !== undefined);
  const inZones = kept.map((feast) => ({ feast, zones: zonesOf(feast) }));
  const { found, unknown } = findCoincidences({ ...campaign, rampPerHour }, inZones, range, above);
  return {
    clashes: found.map((coincidence) => ({
      ...coincidence,
      label: labelOf(coincidence.feast, definitions),
      category: categoryOfFeast(coincidence.feast, feasts) ?? "",
      regions: regionsFor(coincidence.feast) ?? null,
    })),
    unknownFeastDays: unknown.map(({ feast, year }) => ({ feast, label: labelOf(feast, definitions), year })),
  };
}

/**
 * The same for a campaign among others: also those on whose days it lets people see one that lies below it on one person's word, who
 * would see that for longer without it.
 */
export function findClashesAmong(
  shown: Showing,
  definitions: Definitions,
  others: readonly Showing[],
  look: FeastLook,
): FeastClashes {
  const { attributes } = definitions;
  const { goesOn = false } = shown;
  const own = findFeastClashes({ ...shown.campaign, goesOn }, definitions, look, listAbove(shown, others, attributes));
  const { key } = shown.campaign;
  const below = others.filter((other) => other.isByTwo !== true && liesAbove(shown, other, attributes));
  const revealed = below.flatMap((other) => {
    const { campaign, segments, decoration } = other;
    const above = [shown.campaign, ...listAbove(other, others, attributes)];
    const its = { ...definitions, campaigns: [campaign], segments, decorations: [decoration] };
    const { clashes } = findFeastClashes(campaign, its, look, above);
    return clashes
      .filter(({ covered }) => covered?.includes(key) === true)
      .map((clash) => ({ ...clash, campaign: campaign.key }));
  });
  return { ...own, clashes: [...own.clashes, ...revealed] };
}

function labelOf(feast: Feast, { feasts }: Definitions) {
  return feasts.find(({ key }) => key === feast)?.label ?? FEAST_FACTS[feast].label;
}

function categoryOfTheme({ decoration }: Campaign, { decorations, themes }: Definitions): string | undefined {
  const shown = decorations.find(({ key }) => key === decoration);
  return themes.find(({ key }) => key === shown?.theme)?.category;
}

/** The regions outside which nobody is in the audience; undefined: it may reach any. */
function regionsOf({ audience }: Campaign, { segments, attributes }: Definitions): ReadonlySet<unknown> | undefined {
  const dictionary = new Map(attributes.map((attribute) => [attribute.key, attribute]));
  const compiled = compileSegments(segments, dictionary, compileLinearPattern);
  if (!compiled.ok) return undefined;
  const included = audience.include.map((key) => compiled.value.get(key)?.pins ?? new Map());
  return sharedPins(included).get(REGION);
}
