import type { AttributeDictionary } from "../condition/attribute.ts";
import { scopesOf, type CategoryScope, type FeastScope, type Scope, type ThemeScopes } from "./choice.ts";
import type { CompilePattern, CompiledCondition } from "../condition/condition.ts";
import { compileSegments } from "../condition/compile-segments.ts";
import { cutSeason } from "./live-campaigns.ts";
import type { LoadedCampaign, LoadedSegment } from "./loaded-campaign.ts";
import type { LoadedRuleset, Season } from "./loaded-ruleset.ts";
import type { CompiledCampaign, LiveDecoration, LiveTheme, Ruleset } from "./ruleset.ts";
import { canonicalZone } from "../zone.ts";

/**
 * Turns a ruleset's conditions into functions. Rulesets are checked when they are compiled; should one still hold a
 * broken segment or campaign, that campaign is left out and named in `problems`, and the others work.
 */
export function loadRuleset(ruleset: Ruleset, compilePattern: CompilePattern): LoadedRuleset {
  const problems: string[] = [];
  const attributes: AttributeDictionary = new Map(ruleset.attributes.map((attribute) => [attribute.key, attribute]));
  const segments = loadSegments(ruleset, attributes, compilePattern, problems);
  const themes = new Map(ruleset.themes.map((theme) => [theme.key, theme]));
  const sensitiveCategories = new Set(ruleset.categories.filter((entry) => entry.sensitive).map((entry) => entry.key));
  const harmlessCategories = new Set(ruleset.categories.filter((entry) => !entry.sensitive).map((entry) => entry.key));
  const campaigns: LoadedCampaign[] = [];
  const decorations = new Map(ruleset.decorations.map((decoration) => [decoration.key, decoration]));
  for (const definition of ruleset.campaigns) {
    const campaign = loadCampaign(definition, {
      themes,
      decorations,
      sensitiveCategories,
      harmlessCategories,
      segments,
    });
    if (typeof campaign === "string") problems.push(campaign);
    else campaigns.push(campaign);
  }
  const regionZones = new Map<string, string>();
  for (const attribute of ruleset.attributes) {
    for (const option of attribute.values ?? []) {
      if (option.zone !== undefined) regionZones.set(option.value, canonicalZone(option.zone) ?? option.zone);
    }
  }
  const seasons = new Map<number, Season>();
  return {
    ruleset,
    segments,
    campaigns,
    closed: campaigns.flatMap(({ definition }) => (definition.isClosed === true ? [definition] : [])),
    onOneWord: campaigns.flatMap(({ definition }) =>
      definition.delivery === "default-on" && definition.isToldAhead !== true ? [definition] : [],
    ),
    themes,
    decorations,
    sensitiveCategories,
    regionZones,
    problems,
    season(zoneGroup) {
      const known = seasons.get(zoneGroup);
      if (known !== undefined) return known;
      const season = cutSeason(campaigns, zoneGroup);
      seasons.set(zoneGroup, season);
      return season;
    },
  };
}

function loadSegments(
  ruleset: Ruleset,
  attributes: AttributeDictionary,
  compilePattern: CompilePattern,
  problems: string[],
): ReadonlyMap<string, CompiledCondition> {
  const compiled = compileSegments(ruleset.segments, attributes, compilePattern);
  if (compiled.ok) return compiled.value;
  const broken = new Set(compiled.error.map((issue) => issue.segment));
  for (const issue of compiled.error) problems.push(`segment ${issue.segment}: ${issue.path}: ${issue.message}`);
  const sound = ruleset.segments.filter((segment) => !broken.has(segment.key));
  return sound.length === ruleset.segments.length
    ? new Map()
    : loadSegments({ ...ruleset, segments: sound }, attributes, compilePattern, problems);
}

/** Returns what is wrong, as a sentence, if the campaign can't be loaded. */
function loadCampaign(
  definition: CompiledCampaign,
  {
    themes,
    decorations,
    sensitiveCategories,
    harmlessCategories,
    segments,
  }: Pick<LoadedRuleset, "themes" | "decorations" | "sensitiveCategories" | "segments"> & {
    readonly harmlessCategories: ReadonlySet<string>;
  },
): LoadedCampaign | string {
  const theme = themes.get(definition.theme);
  if (theme === undefined) return `campaign ${definition.key}: theme ${definition.theme} is not in the ruleset`;
  const { kept = [] } = definition;
  const used = [definition, ...kept].flatMap(({ audience: { include, exclude }, waves }) => [
    ...include,
    ...exclude,
    ...waves.flatMap((wave) => wave.segments),
  ]);
  const missing = used.find((key) => !segments.has(key));
  if (missing !== undefined) return `campaign ${definition.key}: segment ${missing} is not in the ruleset`;
  const resolve = (keys: readonly string[]): LoadedSegment[] =>
    keys.flatMap((key) => {
      const condition = segments.get(key);
      return condition === undefined ? [] : [{ key, condition }];
    });
  const loadReach = ({ audience, waves }: Pick<CompiledCampaign, "audience" | "waves">) => ({
    include: resolve(audience.include),
    exclude: resolve(audience.exclude),
    waves: waves.map((wave) => ({
      segments: resolve(wave.segments),
      windowsOf: (zoneGroup: number) => wave.windowSets[wave.setOfGroup[zoneGroup] ?? 0] ?? [],
    })),
  });
  const isThemeSensitive = sensitiveCategories.has(theme.category);
  const feast = placeFeast(definition, theme, isThemeSensitive, harmlessCategories);
  return {
    definition,
    theme,
    scopes: placeCampaign(theme, decorations.get(definition.decoration), definition, feast),
    sensitive: isThemeSensitive || feast?.needsAsking === true,
    ...loadReach(definition),
    kept: kept.map((reach) => ({ definition: reach, ...loadReach(reach) })),
  };
}

/** What was said of a theme, or of what is shown, when it stood elsewhere, still holds; and what is said of its feast holds for it. */
function placeCampaign(
  theme: LiveTheme,
  decoration: LiveDecoration | undefined,
  definition: CompiledCampaign,
  feast: FeastScope | undefined,
): ThemeScopes {
  const { theme: own, category, former } = scopesOf(theme);
  const ofFeasts: readonly Scope[] = [
    ...(feast === undefined ? [] : [feast.category]),
    ...(definition.feast?.former ?? []),
  ];
  const elsewhere = [...(decoration?.former ?? []), ...ofFeasts].filter((scope) => scope !== own && scope !== category);
  return {
    theme: own,
    category,
    former: former.filter((scope) => scope !== category),
    elsewhere: [...new Set(elsewhere)],
    ...(feast && { feast }),
  };
}

/** The feast's own category, unless it is the theme's. One that the ruleset does not know may be sensitive. */
function placeFeast(
  definition: CompiledCampaign,
  theme: LiveTheme,
  isThemeSensitive: boolean,
  harmlessCategories: ReadonlySet<string>,
): FeastScope | undefined {
  const carried = definition.feast?.category;
  if (carried === undefined || carried === theme.category) return undefined;
  const category: CategoryScope = `category:${carried}`;
  return { category, needsAsking: !harmlessCategories.has(carried), isEnough: !isThemeSensitive };
}
