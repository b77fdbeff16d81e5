import { z } from "zod";
import { canonicalZone } from "../domain/zone.ts";
import { PLATFORMS } from "./device/platforms.ts";
import { rule } from "./rules.ts";

/**
 * A phone as staff and programs write one, to try something out: what can't be used is refused, so that it is found.
 * What phones say themselves goes through `readDevice`.
 */
export const triedDeviceSchema = z.strictObject({
  platform: z.enum(PLATFORMS).optional(),
  appVersion: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6}){0,3}([-+][0-9A-Za-z.-]{1,32})?$/, rule("version"))
    .optional(),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/, rule("language-tag"))
    .optional(),
  timezone: z
    .string()
    .max(64)
    .transform((zone, context) => {
      const canonical = canonicalZone(zone);
      if (canonical !== undefined) return canonical;
      context.addIssue({ code: "custom", message: rule("time-zone") });
      return z.NEVER;
    })
    .optional(),
});
