import type { NoiseSecret } from "../about.ts";
import { murmur3 } from "../murmur3.ts";

/**
 * A number from [0, 1) that a name always has, and that nobody can compute without the secret. Where something stops at a limit,
 * everybody sees that it did: whoever knows the limit brings the count to one person before it, and sees whether somebody acts.
 */
export function drawSecretly(secret: NoiseSecret, name: string): number {
  return murmur3(`${secret}:limit:${name}`) / 2 ** 32;
}

/** Among how many people in a row a limit may lie: `each` of so many, and at least and at most so many. */
export interface DrawnAmong {
  readonly least: number;
  readonly each: number;
  readonly most?: number;
}

/** By how many people a limit of so many lies away from where all would know it. `place`, from [0, 1), is drawn secretly. */
export function drawAway(place: number, people: number, { least, each, most = Infinity }: DrawnAmong): number {
  return Math.floor(place * Math.min(Math.max(1 + Math.floor(each * people), least), most));
}
