import type { Facts } from "../domain/condition/attribute.ts";
import type { Platform } from "./device/platforms.ts";
import { readAppVersion } from "./device/read-app-version.ts";
import { readLocale } from "./device/read-locale.ts";
import { readPlatform } from "./device/read-platform.ts";
import { readTimezone } from "./device/read-timezone.ts";

/** Facts of source `device`, each absent where it is not known. */
export type Device = Facts & {
  readonly platform?: Platform;
  readonly appVersion?: string;
  readonly locale?: string;
  readonly timezone?: string;
};

/** What a phone says of itself, as it came: anything. */
export interface Said {
  readonly platform?: unknown;
  readonly appVersion?: unknown;
  readonly locale?: unknown;
  readonly timezone?: unknown;
}

const MOST_REMEMBERED = 5_000;
/** No phone says more; whoever says much does not fill the memory. */
const MOST_CHARACTERS_REMEMBERED = 512;

const remembered = new Map<string, Device>();

/**
 * What can be known of a phone from what it says: repaired where real systems write a thing in another way, and absent
 * where nothing can be made of it. No fact is ever a reason to refuse anything. Phones are millions, but what they say of
 * themselves is the same few thousand texts, so answers are remembered.
 */
export function readDevice(said: Said): Device {
  const text = JSON.stringify([said.platform, said.appVersion, said.locale, said.timezone]);
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const device = readAnew(said);
  if (text.length > MOST_CHARACTERS_REMEMBERED) return device;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(text, device);
  return device;
}

function readAnew(said: Said): Device {
  const platform = readPlatform(said.platform);
  const appVersion = readAppVersion(said.appVersion);
  const locale = readLocale(said.locale);
  const timezone = readTimezone(said.timezone);
  return {
    ...(platform && { platform }),
    ...(appVersion && { appVersion }),
    ...(locale && { locale }),
    ...(timezone && { timezone }),
  };
}
