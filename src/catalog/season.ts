import { expandZones } from "../calendar/expand-zones.ts";
import { listFeastDays } from "../calendar/list-feast-days.ts";
import type { Definitions } from "../contract/definitions.ts";
import type { Season, SeasonCampaign } from "../contract/season.ts";
import type { AttributeDefinition } from "../domain/condition/attribute.ts";
import type { Campaign } from "../domain/campaign/campaign.ts";
import { NEW_LIFECYCLE, stateOf } from "../domain/campaign/lifecycle.ts";
import { categoryOfFeast, FEAST_FACTS, isSensitiveCategory } from "../domain/campaign/feast.ts";
import type { Feast, Window } from "../domain/campaign/schedule.ts";
import type { DefinitionRow } from "./storage.ts";

/** Draws a stretch of the year from all campaigns: the live content of those that are live, else the working copy. */
export function readSeason(
  rows: readonly DefinitionRow[],
  { campaigns, attributes, feasts, categories }: Definitions,
  range: Window,
): Season {
  const zones = zonesOfRegions(attributes, range.from);
  const working = new Map(campaigns.map((campaign) => [campaign.key, campaign]));
  const listed = listFeastDays(range);
  const { days, unknown } = listed.ok ? listed.value : { days: [], unknown: [] };
  const labelOf = (feast: Feast) => feasts.find(({ key }) => key === feast)?.label ?? FEAST_FACTS[feast].label;
  return {
    zones,
    campaigns: rows.flatMap((row) => drawCampaign(row, working.get(row.key), zones, range) ?? []),
    feasts: days.map(({ feast, firstDay, lastDay }) => {
      const category = categoryOfFeast(feast, feasts);
      const isSensitive = category !== null && isSensitiveCategory(category, categories);
      const { regions } = FEAST_FACTS[feast];
      return { feast, day: firstDay, lastDay, label: labelOf(feast), category, isSensitive, regions };
    }),
    unknownFeasts: unknown.map(({ feast, covered }) => ({ feast, label: labelOf(feast), ...covered })),
  };
}

function drawCampaign(
  { key, lifecycle = NEW_LIFECYCLE, snapshot, revision }: DefinitionRow,
  working: Campaign | undefined,
  zones: readonly string[],
  range: Window,
): SeasonCampaign | undefined {
  const isLive = lifecycle.live?.state === "running" || lifecycle.live?.state === "holding";
  const campaign = (isLive ? snapshot?.campaign : undefined) ?? working;
  if (campaign === undefined) return undefined;
  const { label, decoration, delivery, priority, schedule } = campaign;
  // People in no wave see the campaign from its first day.
  const waves = [...campaign.waves, { segments: [], startsAfterDays: 0 }].map(({ segments, startsAfterDays }) => {
    const expanded = expandZones(schedule, zones, range, startsAfterDays);
    const windowsByZone = zones.map((zone) =>
      expanded.ok ? (expanded.value.windows[expanded.value.zoneToIndex[zone] ?? 0] ?? []) : [],
    );
    return { segments, windowsByZone };
  });
  const isEditable = !isLive && lifecycle.review.state === "draft" && schedule.kind !== "feast";
  return { key, label, decoration, delivery, priority, state: stateOf(lifecycle), isLive, isEditable, revision, waves };
}

/** Every zone that a value of some attribute names, the western ones first. */
function zonesOfRegions(attributes: readonly AttributeDefinition[], at: number): readonly string[] {
  const named = attributes.flatMap(({ values = [] }) => values.flatMap(({ zone }) => zone ?? []));
  return [...new Set(named)].toSorted(
    (one, other) => offsetMinutes(one, at) - offsetMinutes(other, at) || one.localeCompare(other, "en"),
  );
}

function offsetMinutes(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
}
