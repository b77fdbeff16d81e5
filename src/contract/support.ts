import { z } from "zod";
import { scopeSchema } from "./identifiers.ts";
import { choiceEntrySchema, choicePageSchema, meSchema, pageLinkSchema } from "./me.ts";
import { STAFF_ACTIONS } from "./rpc/rpc-care.ts";
import { explanationSchema } from "./simulation.ts";
import { traySchema } from "./tray.ts";

const labelSchema = z.strictObject({ ru: z.string(), en: z.string() });
const instantTextSchema = z.iso.datetime().describe("UTC instant");

const staffActSchema = z.strictObject({
  at: instantTextSchema,
  actor: z.string().describe("person:<subject> or service:<key prefix>"),
  action: z.enum(STAFF_ACTIONS),
});

/** A word with who entered it: an agent takes back only what they entered themselves. */
const spokenChoicesSchema = z.array(
  choiceEntrySchema.extend({
    actor: z.string().describe("`self`, `agent:<subject>` (also through a link of theirs) or `service:<name>`"),
  }),
);

/** Some of a person's words, newest first, for support. */
export const supportChoicePageSchema = choicePageSchema.extend({ choices: spokenChoicesSchema });

export type SupportChoicePage = z.infer<typeof supportChoicePageSchema>;

/** A subscriber as support sees them at an instant. */
export const supportViewSchema = z.strictObject({
  subscriberId: z.string(),
  at: instantTextSchema,
  isKnown: z.boolean().describe("False: never imported, never asked, never chose; decided for all the same"),
  ruleset: z.strictObject({
    version: z.int(),
    isCurrent: z.boolean().describe("False: an earlier one, which was in force at that instant"),
    knownUntil: instantTextSchema.describe("Schedules are known up to this instant"),
  }),
  person: meSchema
    .extend({ choices: spokenChoicesSchema })
    .describe("What the person reads about themselves, with their choices as they stood then"),
  explanation: explanationSchema.describe("The decision, down to each campaign, segment and attribute"),
  profile: z.record(z.string(), z.unknown()).describe("As the operator says now; earlier profiles are not kept"),
  phone: z.record(z.string(), z.unknown()).describe("What the phone last said of itself"),
  names: z
    .record(z.string(), labelSchema)
    .describe(
      "What people call today what is named above by its key, such as `campaign/spring`, `segment/students`, `attribute/tariff`, `value/tariff/breeze`",
    ),
  staffActs: z.array(staffActSchema).describe("Who of the staff looked or acted, newest first, you included"),
});

export const findBodySchema = z.strictObject({
  phone: z.string().min(1).max(64).describe("In any usual spelling; it is neither stored nor logged"),
});

export const foundSchema = z.strictObject({ subscriberId: z.string() });

export const supportLinksSchema = z.strictObject({
  off: traySchema.shape.off.describe("Only switches off, in your name; good for ever, and may be sent by any channel"),
  page: pageLinkSchema.describe(
    "The person's own page; what is pressed there is entered in your name. Send it to that person only",
  ),
});

export const complaintBodySchema = z.strictObject({
  scope: scopeSchema.default("all").describe("What it is about; everything if they did not say"),
});

export const staffActListSchema = z.strictObject({
  items: z.array(
    staffActSchema.extend({ subscriberId: z.string().nullable().describe("Null: that person was erased since") }),
  ),
});
