import { z } from "zod";
import type { Facts } from "../domain/attribute.ts";

/** What a phone says about itself; all of it may be left out. */
export const deviceSchema = z.strictObject({
  platform: z.enum(["ios", "android"]).optional(),
  appVersion: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6}){0,3}([-+][0-9A-Za-z.-]{1,32})?$/, "must be a dotted version such as 5.12.0")
    .optional(),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/, "must be a language tag such as ru-RU")
    .optional(),
  timezone: z
    .string()
    .max(64)
    .transform((zone, context) => {
      const canonical = canonicalZone(zone);
      if (canonical !== undefined) return canonical;
      context.addIssue({ code: "custom", message: "must be an IANA time zone such as Asia/Novosibirsk" });
      return z.NEVER;
    })
    .optional(),
});

/** Facts of source `device`. */
export type Device = Facts & z.output<typeof deviceSchema>;

const canonicalZones = new Map<string, string | undefined>();
const MAXIMUM_REMEMBERED_ZONES = 1_000;

/**
 * The name under which windows are compiled, e.g. for an older alias; undefined for an unknown zone. Offsets such as
 * +03:00 are refused: they do not know about clock changes. Answers are remembered, as Intl is slow.
 */
function canonicalZone(zone: string): string | undefined {
  if (canonicalZones.has(zone)) return canonicalZones.get(zone);
  const canonical = /^[A-Za-z]/.test(zone) ? lookUpZone(zone) : undefined;
  if (canonicalZones.size < MAXIMUM_REMEMBERED_ZONES) canonicalZones.set(zone, canonical);
  return canonical;
}

function lookUpZone(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
