import { z } from "zod";
import { diskSpaceSchema } from "./disk-space.ts";
import { failingDutySchema, keysToConfirmSchema, objectReportSchema } from "./control.ts";
import { TROUBLE_STATES } from "./rpc/rpc-identity.ts";

const troubleSchema = z.strictObject({
  object: z.string(),
  state: z.enum(TROUBLE_STATES),
  sentence: z.strictObject({ ru: z.string(), en: z.string() }).describe("What is wrong, and what to do"),
});

/** How the service is, for whoever asks. */
export const healthSchema = z.strictObject({
  status: z
    .enum(["ready", "installing", "damaged"])
    .describe("`damaged`: what is listed is not as it should be, or the disk is short of room; everything else serves"),
  ruleset: z.int(),
  shards: z.strictObject({ total: z.int(), acknowledged: z.int() }),
  objects: z.array(troubleSchema),
  failingDuties: z.array(failingDutySchema).readonly(),
  space: diskSpaceSchema.extend({
    sentence: z
      .strictObject({ ru: z.string(), en: z.string() })
      .nullable()
      .describe("What is wrong with the disk, and what to do; null if there is enough room"),
  }),
});

export type Health = z.infer<typeof healthSchema>;

/** The same, with every object, for staff. */
export const objectsSchema = healthSchema.omit({ objects: true }).extend({
  at: z.int().describe("When it was so, in milliseconds since 1970"),
  ruleset: z.int().describe("The latest one"),
  troubles: z.array(troubleSchema).describe("What `GET /healthz` lists"),
  objects: z.array(objectReportSchema),
  keysToConfirm: keysToConfirmSchema,
});

export type ObjectList = z.infer<typeof objectsSchema>;
