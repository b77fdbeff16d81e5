import { readPlainText } from "./plain-text.ts";
import type { Platform } from "./platforms.ts";

/** What Apple's and Android's systems, and tools that build apps for both, call themselves; makers' names of Android too. */
const NAMES: readonly (readonly [Platform, RegExp])[] = [
  ["ios", /^(?:ios|ipados|iphone ?os|iphone ?player|iphone|ipad|ipod(?: ?touch)?)$/],
  [
    "android",
    /^(?:android(?: ?(?:os|go|one|tv|sdk|api))?|aosp|miui|hyperos|emui|magic ?ui|coloros|oxygenos|one ?ui|fire ?os)$/,
  ],
];

/** A version, a build or a model after the name: `iOS 17.1`, `Android 14 (API 34)`, `android/34`. */
const TAIL = /[\s/_-]*v?\d[\w.]*(?:\s+(?:beta|rc)\s*\d*)?(?:\s*\([\w .,:/-]*\))?$|\s*\([\w .,:/-]*\)$/;

/**
 * The platform as rules know it. Undefined for every other system: icons for iOS and Android are no use to HarmonyOS, a
 * desktop or a browser.
 */
export function readPlatform(said: unknown): Platform | undefined {
  const text = readPlainText(said)?.trim().toLowerCase();
  if (text === undefined) return undefined;
  const name = text.replace(/^(?:targetplatform|platform|devicetype|os)[.:=]\s*/, "").replace(TAIL, "");
  return NAMES.find(([, pattern]) => pattern.test(name))?.[0];
}
