import { clockOf } from "../calendar/clock-of.ts";
import { instantsOfDays } from "../calendar/instants-of-days.ts";
import type { RehearsalInstants } from "../contract/rpc/rpc-simulation.ts";
import { coverageAt } from "../domain/decision/rollout.ts";
import type { CompiledCampaign, CompiledWave, Ruleset } from "../domain/decision/ruleset.ts";
import type { Window } from "../domain/campaign/schedule.ts";
import type { ReportFrame } from "../domain/rehearsal/rehearsal-report.ts";
import { canonicalZone } from "../domain/zone.ts";
import { DAY_MS, HOUR_MS } from "../domain/time-units.ts";

const NOTHING_OPEN = "";

/**
 * Which days are alike for everybody: what is open and how far it has grown is the same in every zone, so each person sees the same,
 * for the same reason. Days on which nothing is open for anybody, whatever they chose, are of no stretch.
 *
 * @param span Holds all the instants of the days, in any zone.
 */
export function cutStretches(
  instants: RehearsalInstants,
  names: readonly string[],
  rulesets: readonly Ruleset[],
  span: Window,
): ReportFrame["days"] {
  const present = rulesets.map((ruleset) => ({
    ...ruleset,
    campaigns: ruleset.campaigns.filter((campaign) => isEverOpen(campaign, span)),
  }));
  const mayChange = watchChanges(present.flatMap(({ campaigns }) => campaigns));
  const cuts = names.flatMap((name, day) => (day === 0 || mayChange(Date.parse(name)) ? [day] : []));
  const states = joinStates(placeEverywhere(pick(instants, cuts), present, span), present, cuts.length);
  const numbers = new Map<string, number>();
  let cut = -1;
  return names.map((name, day) => {
    if (cuts[cut + 1] === day) cut += 1;
    const state = states[cut] ?? NOTHING_OPEN;
    if (state === NOTHING_OPEN) return { name, stretch: null };
    const stretch = numbers.get(state) ?? numbers.size;
    numbers.set(state, stretch);
    return { name, stretch };
  });
}

/** No zone is further from UTC. */
const FARTHEST_ZONE_MS = 14 * HOUR_MS;

/** Whether something may begin, end or grow for anybody since the day before. Most days differ in nothing, and need no look at each zone. */
function watchChanges(campaigns: readonly CompiledCampaign[]): (day: number) => boolean {
  const edges = [...new Set(campaigns.flatMap(windowsOf).flatMap(({ from, until }) => [from, until]))];
  const rollouts = campaigns.flatMap(({ rollout, kept = [] }) => [rollout, ...kept.map((reach) => reach.rollout)]);
  return (day) => {
    const [from, until] = [day - DAY_MS - FARTHEST_ZONE_MS, day + DAY_MS + FARTHEST_ZONE_MS];
    return (
      edges.some((at) => from <= at && at < until) ||
      rollouts.some((rollout) => coverageAt(rollout, from) !== coverageAt(rollout, until))
    );
  };
}

function pick(instants: RehearsalInstants, days: readonly number[]): RehearsalInstants {
  return "at" in instants ? instants : { ...instants, days: days.flatMap((day) => instants.days[day] ?? []) };
}

function windowsOf({ waves, kept = [] }: CompiledCampaign): readonly Window[] {
  return [waves, ...kept.map((reach) => reach.waves)].flat().flatMap(({ windowSets }) => windowSets.flat());
}

function isEverOpen(campaign: CompiledCampaign, span: Window): boolean {
  return windowsOf(campaign).some(({ from, until }) => from < span.until && span.from < until);
}

/** People whose clocks show the same and for whom the same windows hold. */
interface Place {
  /** Their zone group in each of the rulesets. */
  readonly zoneGroups: readonly number[];
  /** One for each day. */
  readonly instants: readonly number[];
}

function placeEverywhere(instants: RehearsalInstants, rulesets: readonly Ruleset[], span: Window): readonly Place[] {
  const zones = [...new Set(rulesets.flatMap(({ zoneGroups }) => Object.keys(zoneGroups)))];
  const places = new Map<string, Place>();
  const instantsByClock = new Map<string, readonly number[]>();
  for (const name of zones) {
    const zoneGroups = rulesets.map((ruleset) => ruleset.zoneGroups[name] ?? 0);
    // Not every runtime knows each of the older names.
    const zone = canonicalZone(name) ?? name;
    const clock = isOwn(instants) ? clockOf(zone, span) : "";
    const key = `${zoneGroups.join()} ${clock}`;
    if (places.has(key)) continue;
    const placed = instantsByClock.get(clock) ?? listInstants(instants, zone);
    instantsByClock.set(clock, placed);
    places.set(key, { zoneGroups, instants: placed });
  }
  return [...places.values()];
}

const isOwn = (instants: RehearsalInstants) => !("at" in instants) && instants.zone === "own";

function listInstants(instants: RehearsalInstants, own: string): readonly number[] {
  if ("at" in instants) return [instants.at];
  const { days, time, zone } = instants;
  return instantsOfDays(days, time, zone === "own" ? own : zone);
}

/** For each day, what is open where, as a text. */
function joinStates(places: readonly Place[], rulesets: readonly Ruleset[], days: number): readonly string[] {
  const states = Array.from({ length: days }, (_, day) =>
    places.map(({ instants, zoneGroups }) =>
      rulesets.map((ruleset, world) => stateAt(ruleset, zoneGroups[world] ?? 0, instants[day] ?? 0)).join("/"),
    ),
  );
  return states.map((byPlace) => (byPlace.every((state) => /^\/*$/.test(state)) ? NOTHING_OPEN : byPlace.join("|")));
}

/** The campaigns that are open for somebody in a zone group, each with its open waves and how far it has grown. */
function stateAt({ campaigns, stopped }: Ruleset, zoneGroup: number, at: number): string {
  if (stopped) return NOTHING_OPEN;
  return campaigns
    .flatMap((campaign) => {
      const reaches = [campaign, ...(campaign.kept ?? [])].map((reach) => describeReach(reach, zoneGroup, at));
      return reaches.some((reach) => reach !== NOTHING_OPEN) ? [`${campaign.key}:${reaches.join("+")}`] : [];
    })
    .join(";");
}

function describeReach(
  { waves, rollout }: Pick<CompiledCampaign, "waves" | "rollout">,
  zoneGroup: number,
  at: number,
): string {
  const open = waves.flatMap((wave, index) => (isOpen(wave, zoneGroup, at) ? [index] : []));
  return open.length === 0 ? NOTHING_OPEN : `${open.join()}@${coverageAt(rollout, at)}`;
}

function isOpen({ windowSets, setOfGroup }: CompiledWave, zoneGroup: number, at: number): boolean {
  const windows = windowSets[setOfGroup[zoneGroup] ?? 0] ?? [];
  return windows.some(({ from, until }) => from <= at && at < until);
}
