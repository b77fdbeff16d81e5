import { murmur3 } from "../murmur3.ts";

/** One more than the largest bucket: buckets use all 32 bits of the hash. */
export const BUCKET_COUNT = 2 ** 32;

/**
 * The bucket, in [0, 2^32), of a person in a campaign. It never changes, so a campaign's coverage can only grow for
 * those inside, and different campaigns draw independently.
 */
export function bucketOf(campaignKey: string, subscriberId: string): number {
  return murmur3(`${campaignKey}:${subscriberId}`);
}
