/**
 * 14 February 2025 as it was: hearts for everybody, in every zone from its own midnight on. Known is that it hurt; how
 * many minded is not, so several shares are tried.
 */
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { sampleDevice, samplePerson } from "../../src/domain/rehearsal/sample-population.ts";
import { randomFrom, TICK_MS } from "./crowd.ts";

/** 48.9 million lines, of which nine in ten belong to people. */
export const PEOPLE_OF_THE_OPERATOR = 44_000_000;

/** The first zone of the world enters the day: UTC+14. */
export const DAY_BEGINS = Date.parse("2025-02-14T00:00:00+14:00");
export const DAY_ENDS = Date.parse("2025-02-15T00:00:00-12:00");
export const TICKS = Math.ceil((DAY_ENDS - DAY_BEGINS) / TICK_MS);

const HOUR_TICKS = 6;
const DAY_TICKS = 24 * HOUR_TICKS;
/** In season phones ask at least every six hours. */
const ASK_WITHIN_TICKS = 6 * HOUR_TICKS;
/** Nobody minds in their sleep: people first look at their phones between 7 and 10. */
const WAKES_AT_TICK = 7 * HOUR_TICKS;
const WAKES_WITHIN_TICKS = 3 * HOUR_TICKS;
const MEAN_DELAY_TICKS = 2 * HOUR_TICKS;
const COMPLAINING_SHARE = 0.25;

const SAMPLE_SEED = 2025;
const SAMPLE_PEOPLE = 20_000;

/** One person's day. */
export interface Day {
  readonly zone: string;
  /** Their phone gets the hearts in this tick. */
  readonly seesAtTick: number;
  /** They switch them off in this tick; undefined: they do not mind. */
  readonly mindsAtTick: number | undefined;
  readonly complains: boolean;
}

export interface Zone {
  readonly name: string;
  readonly midnightTick: number;
}

const regions = bundledDefinitions.attributes.find(({ key }) => key === "region")?.values ?? [];

/** The zones of the invented population, which lives as the inhabitants of Russia do: one entry a person. */
export function sampleZones(): readonly Zone[] {
  const zones = new Map<string, Zone>();
  return Array.from({ length: SAMPLE_PEOPLE }, (_, index) => index)
    .filter((index) => isPerson(samplePerson(index, SAMPLE_SEED, regions).attributes["lineType"]))
    .map((index) => {
      const { timezone } = sampleDevice(index, SAMPLE_SEED, regions);
      const known = zones.get(timezone);
      if (known !== undefined) return known;
      const zone = { name: timezone, midnightTick: Math.round((midnightIn(timezone) - DAY_BEGINS) / TICK_MS) };
      zones.set(timezone, zone);
      return zone;
    });
}

function isPerson(lineType: unknown): boolean {
  return lineType === "consumer" || lineType === "child";
}

/** When 14 February begins in a zone. No zone changes its clocks on that day. */
function midnightIn(timeZone: string): number {
  const noon = Date.parse("2025-02-14T12:00:00Z");
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(noon);
  const [, sign = "+", hours = "0", minutes = "0"] =
    /GMT(?:([+-])(\d\d):(\d\d))?/.exec(parts.find(({ type }) => type === "timeZoneName")?.value ?? "") ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return Date.parse("2025-02-14T00:00:00Z") - (sign === "-" ? -offset : offset);
}

/**
 * Draws people's days, one after the other; a rollout reaches the next person in `coveredAtTick`. Undefined: their day
 * was over before their phone got the hearts.
 */
export function drawDays(
  rate: number,
  seed: number,
  zones: readonly Zone[],
): (coveredAtTick: number) => Day | undefined {
  const random = randomFrom(seed);
  let index = 0;
  return (coveredAtTick) => {
    const zone = zones[index % zones.length];
    // 7 has no factor in common with the 36 ticks, so all of them are used evenly.
    const asksAfter = (index++ * 7) % ASK_WITHIN_TICKS;
    // Whoever minds does so under any rollout: what is drawn does not depend on when somebody is reached.
    const isMinding = random() < rate;
    const [wakesAfter, delayTicks, complains] = isMinding
      ? [
          WAKES_AT_TICK + Math.floor(random() * WAKES_WITHIN_TICKS),
          Math.floor(-Math.log(1 - random()) * MEAN_DELAY_TICKS),
          random() < COMPLAINING_SHARE,
        ]
      : [0, 0, false];
    if (zone === undefined) return undefined;
    const seesAtTick = Math.max(zone.midnightTick, coveredAtTick) + asksAfter;
    if (seesAtTick >= zone.midnightTick + DAY_TICKS) return undefined;
    const mindsAtTick = isMinding ? Math.max(seesAtTick, zone.midnightTick + wakesAfter) + delayTicks : undefined;
    return { zone: zone.name, seesAtTick, mindsAtTick, complains };
  };
}
