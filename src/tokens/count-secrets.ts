import type { VersionedKey } from "../contract/settings.ts";
import type { NoiseSecret } from "../domain/about.ts";
import { murmur3 } from "../domain/murmur3.ts";
import { onceForEach } from "../domain/once-for-each.ts";
import { createMarks } from "./marks.ts";

interface Keys {
  readonly linkKeys: readonly VersionedKey[];
}

/** Decides the noise of what staff is told of numbers of people. Another one when the newest link key is. */
export const noiseSecretOf = onceForEach(({ linkKeys }: Keys): NoiseSecret => createMarks(linkKeys, "noise").of(""));

/** Gives the random number below 2^32 that stands for a person wherever they are counted. */
export const recordKeysOf = onceForEach(({ linkKeys }: Keys) => {
  const secret = createMarks(linkKeys, "record keys").of("");
  return (subscriberId: string): number => murmur3(`${secret}:${subscriberId}`);
});
