import { z } from "zod";
import { FEASTS } from "../domain/campaign/schedule.ts";

const windowSchema = z.strictObject({ from: z.int(), until: z.int() }).readonly();
const labelSchema = z.strictObject({ ru: z.string(), en: z.string() }).readonly();

/** A stretch of the year: who shows when in each zone, and the feasts. What is live counts, else the working copy. */
export const seasonSchema = z.strictObject({
  zones: z.array(z.string()).readonly().describe("The zones of the regions, from west to east"),
  campaigns: z
    .array(
      z
        .strictObject({
          key: z.string(),
          label: labelSchema,
          decoration: z.string(),
          delivery: z.enum(["default-on", "opt-in"]),
          priority: z.int(),
          state: z.string(),
          isLive: z.boolean().describe("Drawn from what is live"),
          isEditable: z.boolean().describe("Its working copy is a draft with days of its own"),
          revision: z.int(),
          waves: z
            .array(
              z
                .strictObject({
                  segments: z.array(z.string()).readonly().describe("Empty: everybody else"),
                  windowsByZone: z.array(z.array(windowSchema).readonly()).readonly().describe("In the order of zones"),
                })
                .readonly(),
            )
            .readonly(),
        })
        .readonly(),
    )
    .readonly(),
  feasts: z
    .array(
      z
        .strictObject({
          feast: z.enum(FEASTS),
          day: z.string(),
          lastDay: z.string(),
          label: labelSchema,
          category: z
            .string()
            .nullable()
            .describe("Which campaigns around it stand in besides their theme's; null: none"),
          isSensitive: z.boolean().describe("The category is shown only to who asks for it"),
          regions: z.array(z.string()).readonly().nullable().describe("Where it is kept; null: everywhere"),
        })
        .readonly(),
    )
    .readonly(),
  unknownFeasts: z
    .array(z.strictObject({ feast: z.enum(FEASTS), label: labelSchema, first: z.int(), last: z.int() }).readonly())
    .readonly()
    .describe("Feasts whose days are not known for all of this stretch, and the years for which they are"),
});

export type Season = z.infer<typeof seasonSchema>;
export type SeasonCampaign = Season["campaigns"][number];
