import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { VersionedKey } from "../contract/settings.ts";
import { toNoise, type DrawNoise, type NoiseSecret } from "../domain/about.ts";
import { murmur3 } from "../domain/murmur3.ts";
import { onceForEach } from "../domain/once-for-each.ts";
import { createMarks } from "./marks.ts";

interface Keys {
  readonly linkKeys: readonly VersionedKey[];
}

const encoder = new TextEncoder();
const DRAW_RANGE = 2 ** 16;

/** Decides the noise of how many people have some attributes. Another one when the newest link key is. */
export const noiseSecretOf = onceForEach(({ linkKeys }: Keys): NoiseSecret => createMarks(linkKeys, "noise").of(""));

/** Gives the random number below 2^32 that stands for a person wherever they are counted. */
export const recordKeysOf = onceForEach(({ linkKeys }: Keys) => {
  const secret = createMarks(linkKeys, "record keys").of("");
  return (subscriberId: string): number => murmur3(`${secret}:${subscriberId}`);
});

const questionMarksOf = onceForEach(({ linkKeys }: Keys) => createMarks(linkKeys, "questions"));

/** The noise of how many people chose something, as one question on one day is told it. */
export function drawNoiseFor(keys: Keys, question: string): DrawNoise {
  const key = encoder.encode(questionMarksOf(keys).of(question));
  return (name) => {
    const bytes = new DataView(hmac(sha256, key, encoder.encode(name)).buffer);
    const drawAt = (offset: number) => (bytes.getUint16(offset) + 0.5) / DRAW_RANGE;
    return toNoise([drawAt(0), drawAt(2), drawAt(4), drawAt(6)]);
  };
}
