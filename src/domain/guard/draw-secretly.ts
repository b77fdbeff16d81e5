import type { NoiseSecret } from "../about.ts";
import { murmur3 } from "../murmur3.ts";

/**
 * A number from [0, 1) that a name always has, and that nobody can compute without the secret. Where something stops at a limit,
 * everybody sees that it did: whoever knows the limit brings the count to one person before it, and sees whether somebody acts.
 */
export function drawSecretly(secret: NoiseSecret, name: string): number {
  return murmur3(`${secret}:limit:${name}`) / 2 ** 32;
}
