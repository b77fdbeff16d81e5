/**
 * Numbers of people as staff is told them.
 *
 * How many people *are* something has small noise that is decided by which people they are, so that asking for the same
 * people again, in whatever words, gives the same number, and no average of it comes nearer. Method: cell keys, as in official
 * statistics (Australian Bureau of Statistics, TableBuilder): every person has a keyed random record key, the key of a cell
 * is the sum of its people's modulo 2^32, and key and count give the noise.
 *
 * How many people *chose* something has large noise that is decided by the question. Not by the people: then the same number
 * for two audiences that differ by one person would tell that this person is in neither.
 */
import type { Cell } from "./cells.ts";
import { murmur3 } from "./murmur3.ts";
import { SMALLEST_SHOWN } from "./counts.ts";

/** A secret of the installation: who has it can take the noise off. */
export type NoiseSecret = string;

/**
 * The noise of numbers of people with some attributes, by a byte of the cell's hash: each of ±1 to ±7 less often than what is
 * nearer to none. Its mean is 0, its mean error 2.8, its standard deviation 3.4.
 */
const ATTRIBUTE_NOISE: readonly number[] = listAttributeNoise();

function listAttributeNoise(): readonly number[] {
  const shares = [
    [0, 26],
    [1, 26],
    [2, 24],
    [3, 21],
    [4, 16],
    [5, 13],
    [6, 9],
    [7, 6],
  ] as const;
  return shares.flatMap(([size, times]) =>
    Array.from({ length: times }, () => size).flatMap((noise) => (noise === 0 ? [0] : [noise, -noise])),
  );
}

/**
 * About how many people have some attributes: exact for nobody, not told (null) from 1 to 19, else with noise of at most ±7
 * that never makes it smaller than 20. Its mean over many cells is the exact one.
 */
export function aboutPeople({ people, key }: Cell, secret: NoiseSecret): number | null {
  if (people === 0) return 0;
  if (people < SMALLEST_SHOWN) return null;
  const noise = ATTRIBUTE_NOISE[murmur3(`${secret}:people:${key}`) % ATTRIBUTE_NOISE.length] ?? 0;
  return Math.abs(noise) > people - SMALLEST_SHOWN ? people : people + noise;
}

/** Numbers of people who chose something are multiples of it. */
const CHOICE_STEP = 50;

/**
 * The standard deviation of the noise of a number that is told once a day, to everybody alike, if no other one tells of the same
 * choice: whoever knows what all others chose guesses right 51 times in 100. What may be asked for hundreds of times a day in
 * other words has more.
 */
const CHOICE_NOISE = 20;

/** Noise is never larger than so many standard deviations. */
const MOST_NOISE = 2 * Math.sqrt(3);

/** Tells numbers of people who chose something, all with noise of one size. */
export interface ChoiceTeller {
  /**
   * About how many, in steps of 50; null: fewer than `fewerThan`, or nobody. `name` is the number's own in the answer: no two
   * may have the same.
   */
  tell(people: number, name: string): number | null;
  /** From here on a number is told: so large that nobody at all, or one person, never gets there by noise alone. */
  readonly fewerThan: number;
}

/**
 * Draws noise of mean 0 and variance 1, within ±2√3, for each number of an answer by its name in it. The same question on the
 * same day, and nothing else, has the same draws; without the secret nobody can compute them.
 */
export type DrawNoise = (name: string) => number;

/**
 * Tells numbers of which so many depend on one person's choice, and which together may tell that share of what an answer may
 * tell of it. The more there are, the larger is the noise of each: all of them tell what one alone would.
 */
export function tellChoices(numbers: number, draw: DrawNoise, share = 1): ChoiceTeller {
  const deviation = CHOICE_NOISE * Math.sqrt(Math.max(1, numbers) / share);
  const fewerThan = Math.ceil((deviation * MOST_NOISE + 1) / CHOICE_STEP) * CHOICE_STEP;
  return {
    tell(people, name) {
      const noisy = people + deviation * draw(name);
      return noisy < fewerThan ? null : roundToStep(noisy);
    },
    fewerThan,
  };
}

/** By how much a told number is off in about two of three cases, by the number from which on its part tells any. */
export function usuallyOff(fewerThan: number): number {
  return roundToStep(fewerThan / MOST_NOISE);
}

/**
 * What is told of a part, but no more than `most`: noise may have made it larger than its whole. Made of told numbers alone, it
 * tells nothing that they don't. Null: fewer than `fewerThan`.
 */
export function fitWithin(part: number | null, most: number, fewerThan: number): number | null {
  if (part === null) return null;
  const fitted = part > most ? Math.floor(most / CHOICE_STEP) * CHOICE_STEP : part;
  return fitted < fewerThan ? null : fitted;
}

/** How many there may be at most of what a number is told, or too small to be told. */
export function mostOf(told: number | null, fewerThan: number): number {
  return told ?? fewerThan - 1;
}

export function roundToStep(people: number): number {
  return Math.round(people / CHOICE_STEP) * CHOICE_STEP;
}

/** The sum of four even draws from [0, 1), moved and scaled to mean 0 and variance 1 (Irwin and Hall). */
export function toNoise(draws: readonly [number, number, number, number]): number {
  return (draws.reduce((sum, draw) => sum + draw, 0) - 2) * Math.sqrt(3);
}
