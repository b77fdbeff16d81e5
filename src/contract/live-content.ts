import { z } from "zod";
import { campaignSchema, decorationSchema, segmentSchema } from "./definition-schemas.ts";

/** A campaign as it was approved and started, with copies of everything it uses. */
export const liveContentSchema = z.strictObject({
  campaign: campaignSchema,
  segments: z.array(segmentSchema),
  decoration: decorationSchema,
});
