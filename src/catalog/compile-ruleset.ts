import type { Definitions } from "../contract/definitions.ts";
import type { ProblemIssue } from "../contract/problem.ts";
import type { Campaign } from "../domain/campaign/campaign.ts";
import { checkExamples, compileSegments } from "../domain/condition/compile-segments.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { categoryOfFeast, type FeastDefinition } from "../domain/campaign/feast.ts";
import { guardNameOf } from "../domain/guard/guard-standing.ts";
import type { EarlierReach } from "../domain/guard/succession.ts";
import type {
  CampaignFeast,
  CompiledCampaign,
  KeptReach,
  Rollout,
  Ruleset,
  Watch,
} from "../domain/decision/ruleset.ts";
import type { CampaignState } from "../domain/stop-state.ts";
import type { Schedule, Window } from "../domain/campaign/schedule.ts";
import { listZoneNames } from "../domain/zone.ts";
import { compileLinearPattern } from "../regex/linear-regex.ts";
import { expandRemembered } from "./remembered-windows.ts";
import type { JoinedDefinitions } from "./snapshot.ts";
import { DAY_MS } from "../domain/time-units.ts";

/** How far ahead windows are known: 18 months. */
export const HORIZON_DAYS = 548;
/** Windows that ended this long ago are still kept, to explain the recent past. */
const HINDSIGHT_DAYS = 31;

/** The time for which a ruleset that is compiled now knows the windows; the same for all that are compiled on one day. */
export function compileRange(now: number): Window {
  const today = now - (now % DAY_MS);
  return { from: today - HINDSIGHT_DAYS * DAY_MS, until: today + HORIZON_DAYS * DAY_MS };
}

/** How an earlier audience of a campaign stands; its guard tells which. */
export type EarlierStanding = Pick<KeptReach, "rollout" | "watch">;

/** How a live campaign stands, apart from what marketers wrote. */
export interface CampaignStanding {
  readonly state: CampaignState;
  readonly rollout?: Rollout;
  readonly watch?: Watch;
  readonly isClosed?: true;
  readonly isToldAhead?: true;
  readonly earlier?: readonly EarlierStanding[];
  /** See `CompiledCampaign`. */
  readonly keptBefore?: number;
}

export interface CompileOptions {
  readonly version: number;
  readonly now: number;
  readonly defaultZone: string;
  readonly stopped: boolean;
  /** The campaigns that are live, by key; others are left out. */
  readonly standings: ReadonlyMap<string, CampaignStanding>;
}

/** A wave with its windows: `windowSets[setOfZone[zone]]`. */
interface ExpandedWave {
  readonly segments: readonly string[];
  readonly windowSets: readonly (readonly Window[])[];
  readonly setOfZone: Readonly<Record<string, number>>;
}

interface ExpandedCampaign {
  readonly campaign: Campaign;
  readonly theme: string;
  readonly standing: CampaignStanding;
  readonly waves: readonly ExpandedWave[];
  /** By version. */
  readonly kept: readonly ExpandedReach[];
}

interface ExpandedReach {
  readonly reach: EarlierReach;
  readonly waves: readonly ExpandedWave[];
}

/**
 * Compiles all that is live to one ruleset: conditions checked, examples run, schedules expanded for every zone.
 * Refuses the whole, naming every fault, rather than publishing a part.
 */
export function compileRuleset(
  definitions: Definitions & Partial<Pick<JoinedDefinitions, "earlier">>,
  options: CompileOptions,
): Result<Ruleset, readonly ProblemIssue[]> {
  const range = compileRange(options.now);
  const issues: ProblemIssue[] = [...checkSegments(definitions)];
  const expanded: ExpandedCampaign[] = [];
  for (const campaign of definitions.campaigns) {
    const standing = options.standings.get(campaign.key);
    if (standing === undefined) continue;
    const earlier = definitions.earlier?.get(campaign.key) ?? [];
    const result = expandCampaign(campaign, earlier, standing, definitions, range);
    if (result.ok) expanded.push(result.value);
    else issues.push(...result.error);
  }
  if (issues.length > 0) return fail(issues);

  const { attributes, segments, categories, themes, feasts, decorations } = definitions;
  const groups = groupZones(expanded.flatMap(({ waves, kept }) => [waves, ...kept.map((reach) => reach.waves)].flat()));
  return succeed({
    format: 1,
    version: options.version,
    compiledAt: options.now,
    stopped: options.stopped,
    attributes,
    segments,
    categories,
    themes,
    decorations,
    campaigns: expanded
      .map((entry) => compileCampaign(entry, groups.representatives, feasts))
      .sort((one, other) => other.priority - one.priority || (one.key < other.key ? -1 : 1)),
    zoneGroups: groups.byZone,
    defaultZone: options.defaultZone,
    horizon: range.until,
  });
}

/**
 * Every fault of the segments: conditions that do not compile, and examples that turn out otherwise than promised.
 * More is asked of segments that are being written just now.
 */
export function checkSegments(
  { segments, attributes }: Definitions,
  written: readonly string[] = [],
): readonly ProblemIssue[] {
  const dictionary = new Map(attributes.map((attribute) => [attribute.key, attribute]));
  const compiled = compileSegments(segments, dictionary, compileLinearPattern, new Set(written));
  if (!compiled.ok) {
    return compiled.error.map(({ segment, path, message, code }) => ({
      path: `segments/${segment}.condition${path.slice(1)}`,
      message,
      code,
    }));
  }
  return checkExamples(segments, compiled.value).map(({ segment, path, message }) => ({
    path: `segments/${segment}.${path}`,
    message,
    code: "example-fails",
  }));
}

function expandCampaign(
  campaign: Campaign,
  earlier: readonly EarlierReach[],
  standing: CampaignStanding,
  definitions: Definitions,
  range: Window,
): Result<ExpandedCampaign, readonly ProblemIssue[]> {
  const theme = definitions.decorations.find((decoration) => decoration.key === campaign.decoration)?.theme;
  if (theme === undefined) {
    const message = `there is no decoration "${campaign.decoration}"; add it or name another`;
    return fail([{ path: `campaigns/${campaign.key}.decoration`, message }]);
  }
  const waves = expandWaves(campaign, campaign.waves, range);
  if (!waves.ok) return waves;
  const kept: ExpandedReach[] = [];
  for (const reach of earlier) {
    const result = expandWaves(campaign, reach.waves, range);
    if (!result.ok) return result;
    kept.push({ reach, waves: result.value });
  }
  return succeed({ campaign, theme, standing, waves: waves.value, kept });
}

function expandWaves(
  { key, schedule }: Campaign,
  waves: Campaign["waves"],
  range: Window,
): Result<readonly ExpandedWave[], readonly ProblemIssue[]> {
  const expanded: ExpandedWave[] = [];
  // People in no wave see the campaign from its first day.
  for (const wave of [...waves, { segments: [], startsAfterDays: 0 }]) {
    const result = expandRemembered(schedule, range, wave.startsAfterDays);
    if (!result.ok) {
      return fail(result.error.map(({ path, message }) => ({ path: `campaigns/${key}.schedule.${path}`, message })));
    }
    expanded.push({
      segments: wave.segments,
      windowSets: result.value.windows,
      setOfZone: result.value.zoneToIndex,
    });
  }
  return succeed(expanded);
}

/** Zones form a group when every wave gives them the same windows; one zone of each group stands for it. */
function groupZones(waves: readonly ExpandedWave[]): {
  readonly byZone: Readonly<Record<string, number>>;
  readonly representatives: readonly string[];
} {
  const byZone: Record<string, number> = {};
  const representatives: string[] = [];
  const groupOf = new Map<string, number>();
  for (const zone of listZoneNames()) {
    const signature = waves.map((wave) => wave.setOfZone[zone]).join(",");
    let group = groupOf.get(signature);
    if (group === undefined) {
      group = representatives.length;
      groupOf.set(signature, group);
      representatives.push(zone);
    }
    byZone[zone] = group;
  }
  return { byZone, representatives };
}

function compileCampaign(
  { campaign, theme, standing, waves, kept }: ExpandedCampaign,
  representatives: readonly string[],
  feasts: readonly FeastDefinition[],
): CompiledCampaign {
  const { key, decoration, priority, delivery, requests, audience, holdoutPercent, schedule } = campaign;
  const feast = compileFeast(schedule, feasts);
  const compileWaves = (expanded: readonly ExpandedWave[]) =>
    expanded.map(({ segments, windowSets, setOfZone }) => ({
      segments,
      windowSets,
      setOfGroup: representatives.map((zone) => setOfZone[zone] ?? 0),
    }));
  const content = {
    key,
    decoration,
    theme,
    priority,
    delivery,
    requests,
    audience,
    waves: compileWaves(waves),
    holdoutPercent,
    ...(feast && { feast }),
  };
  const reaches = kept.map(({ reach: { version, audience: reached, holdoutPercent: heldOut }, waves: own }) => {
    const reach = { audience: reached, waves: compileWaves(own), holdoutPercent: heldOut };
    return [guardNameOf(key, version), reach] as const;
  });
  return stand(content, standing, new Map(reaches));
}

/** A compiled campaign without how it stands. */
type CompiledContent = Omit<CompiledCampaign, keyof CampaignStanding | "kept">;

/** A compiled campaign as it stands. `reaches`: its earlier audiences, by their guards. */
function stand(
  content: CompiledContent,
  { earlier = [], keptBefore, ...standing }: CampaignStanding,
  reaches: ReadonlyMap<string, Omit<KeptReach, keyof EarlierStanding>>,
): CompiledCampaign {
  const kept = earlier.flatMap(({ rollout, watch }) => {
    const reach = reaches.get(watch.guard);
    return reach === undefined ? [] : [{ ...reach, ...(rollout && { rollout }), watch }];
  });
  if (kept.length === 0) return { ...content, ...standing };
  return { ...content, ...standing, kept, ...(keptBefore !== undefined && { keptBefore }) };
}

/** A campaign of a ruleset with another standing; its content stays as it was compiled. */
export function restand(campaign: CompiledCampaign, standing: CampaignStanding | undefined): CompiledCampaign {
  const { rollout: _rollout, watch: _watch, isClosed: _closed, isToldAhead: _told, ...placed } = campaign;
  const { state, kept = [], keptBefore: _before, ...content } = placed;
  const reaches = kept.map(({ rollout: _reached, watch, ...reach }) => [watch.guard, reach] as const);
  return stand(content, standing ?? { state }, new Map(reaches));
}

/** What a campaign's feast carries, by the policy in force. */
export function compileFeast(schedule: Schedule, feasts: readonly FeastDefinition[]): CampaignFeast | undefined {
  if (schedule.kind !== "feast") return undefined;
  const category = categoryOfFeast(schedule.feast, feasts);
  return category === null ? { key: schedule.feast } : { key: schedule.feast, category };
}
