import { z } from "zod";
import type { Facts } from "../domain/condition/attribute.ts";
import { canonicalZone } from "../domain/zone.ts";

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
