import type { Season, SeasonCampaign } from "../../contract/season.ts";
import type { Schedule, Window } from "../../domain/campaign/schedule.ts";
import { joinZones, type Stretch } from "./local-days.ts";
import { dateFormat } from "../parts/date-format.ts";
import { DAY_MS } from "../../domain/time-units.ts";

/** A stretch in which a campaign shows somewhere; one bar of the timeline. */
export interface Bar extends Stretch {
  readonly wave: number;
}

/** Two campaigns that want the slot at the same time in the same zone, and which of them gets it. */
export interface Overlap extends Stretch {
  readonly winner: SeasonCampaign;
  readonly loser: SeasonCampaign;
}

/** The campaign's bars: of each wave, its windows over all zones, joined where they touch. */
export function barsOf({ waves }: SeasonCampaign, zones: readonly string[]): readonly Bar[] {
  const [first] = waves;
  return waves.flatMap(({ windowsByZone, segments }, wave) => {
    // The last wave is everybody else; it says something only where it differs from the first.
    const isRest = segments.length === 0 && wave > 0;
    if (isRest && JSON.stringify(windowsByZone) === JSON.stringify(first?.windowsByZone)) return [];
    return joinZones(zones, windowsByZone).map((stretch) => ({ ...stretch, wave }));
  });
}

/** The order in the slot: the higher priority first, then the key. */
function compareInSlot(one: SeasonCampaign, other: SeasonCampaign): number {
  return other.priority - one.priority || (one.key < other.key ? -1 : 1);
}

/** Nobody is shown it any more. */
function isOver({ state }: SeasonCampaign): boolean {
  return state === "stopped" || state === "completed";
}

/** Whether only people who ask are shown it: it is so, or it was halted. */
export function isForAskers({ state, delivery }: SeasonCampaign): boolean {
  return delivery === "opt-in" || state === "halted";
}

/** Every pair that wants the slot at the same time in some zone. What was halted, stopped or is over wants it no more. */
export function findOverlaps({ campaigns, zones }: Season): readonly Overlap[] {
  const ordered = campaigns
    .filter((campaign) => !isOver(campaign) && campaign.state !== "halted")
    .toSorted(compareInSlot);
  return ordered.flatMap((winner, index) =>
    ordered.slice(index + 1).flatMap((loser) => {
      const common = zones.map((_zone, index) => intersect(windowsIn(winner, index), windowsIn(loser, index)));
      return joinZones(zones, common).map((stretch) => ({ ...stretch, winner, loser }));
    }),
  );
}

/** The campaigns that show in a zone at an instant, in the order in which they get the slot. */
export function inSlotAt({ campaigns, zones }: Season, zone: string, at: number): readonly SeasonCampaign[] {
  const index = zones.indexOf(zone);
  return campaigns
    .filter((campaign) => !isOver(campaign))
    .filter((campaign) => windowsIn(campaign, index).some(({ from, until }) => from <= at && at < until))
    .toSorted(compareInSlot);
}

function windowsIn({ waves }: SeasonCampaign, zone: number): readonly Window[] {
  return waves.flatMap(({ windowsByZone }) => windowsByZone[zone] ?? []);
}

function intersect(some: readonly Window[], others: readonly Window[]): readonly Window[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const window = { from: Math.max(one.from, other.from), until: Math.min(one.until, other.until) };
      return window.from < window.until ? [window] : [];
    }),
  );
}

/** The schedule some days later, or earlier if they are negative; that of a feast stays with its feast. */
export function shiftSchedule<Kind extends Schedule>(schedule: Kind, days: number): Kind {
  if (schedule.kind === "feast") {
    const { firstOffsetDays, lastOffsetDays } = schedule;
    return { ...schedule, firstOffsetDays: firstOffsetDays + days, lastOffsetDays: lastOffsetDays + days };
  }
  return { ...schedule, firstDay: shiftDay(schedule.firstDay, days), lastDay: shiftDay(schedule.lastDay, days) };
}

/** `2027-03-08`, or a day of every year, `--03-08`, some days later. */
export function shiftDay(day: string, days: number): string {
  // A leap year, in which every day of a year exists.
  const dated = day.startsWith("--") ? `2028-${day.slice(2)}` : day;
  const shifted = new Date(Date.parse(dated) + days * DAY_MS).toISOString().slice(0, 10);
  return day.startsWith("--") ? `--${shifted.slice(5)}` : shifted;
}

/** The instant at which clocks in a zone show a local date and time, such as `2026-12-31T12:00`. */
export function instantOfLocal(local: string, zone: string): number {
  const asUtc = Date.parse(`${local}Z`);
  const guess = asUtc - offsetMs(zone, asUtc);
  return asUtc - offsetMs(zone, guess);
}

function offsetMs(zone: string, at: number): number {
  const parts = dateFormat("en", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? "00";
  const shown = `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}Z`;
  return Date.parse(shown) - at;
}
