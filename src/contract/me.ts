import { z } from "zod";
import { CHANNELS } from "../domain/decision/choice.ts";
import { NONE_REASONS, SHOW_REASONS } from "../domain/decision/decision.ts";
import { LANGUAGES } from "../domain/label.ts";
import { OUTLOOK_STATUSES } from "../domain/decision/outlook.ts";
import { waitingGiftsSchema } from "./gift.ts";
import { keySchema, scopeSchema } from "./identifiers.ts";
import { STAFF_ACTIONS } from "./rpc/rpc-care.ts";
import { GIFT_STATES } from "./rpc/rpc-gifts.ts";
import { trayDecorationSchema, traySchema } from "./tray.ts";

const instantTextSchema = z.iso.datetime().describe("UTC instant");
const sentenceSchema = z.string().describe("For the person to read, in their language and by their own clock");

const outlookSchema = z.strictObject({
  status: z.enum(OUTLOOK_STATUSES),
  from: instantTextSchema.nullable(),
  until: instantTextSchema.nullable(),
});

/** A wish and what becomes of it. */
const wishSchema = z.strictObject({
  theme: z.string(),
  label: z.string(),
  ...outlookSchema.shape,
  sentence: sentenceSchema,
});

const standingWishSchema = z.strictObject({ ...wishSchema.shape, since: instantTextSchema });

/** Numbers are drawn for each person, so that they say nothing of how often others have spoken; their order means nothing. */
const entryNumberSchema = z
  .int()
  .describe("The entry, for this person only; in no order, and renewed when LINK_KEYS get a newer key");

export const choiceEntrySchema = z.strictObject({
  id: entryNumberSchema,
  scope: scopeSchema,
  label: z.string(),
  value: z.enum(["in", "out"]),
  at: instantTextSchema,
  channel: z.enum(CHANNELS),
  by: z.enum(["self", "agent", "service"]).describe("Who gave the word: the person, or somebody for them"),
  isRetracted: z.boolean(),
  sentence: sentenceSchema,
});

/** Everything about one person, for that person: what, why, when, and what they said. */
export const meSchema = z.strictObject({
  language: z.enum(LANGUAGES),
  zone: z.string().describe("The IANA zone in which days begin and end for this person"),
  now: z.strictObject({
    decision: z.enum(["show", "none"]),
    reason: z.enum([...SHOW_REASONS, ...NONE_REASONS]),
    decoration: trayDecorationSchema.nullable(),
    showFrom: instantTextSchema.nullable(),
    showUntil: instantTextSchema.nullable(),
    sentence: sentenceSchema,
  }),
  upcoming: z.array(
    z.strictObject({
      reason: z.enum(SHOW_REASONS),
      decoration: trayDecorationSchema,
      showFrom: instantTextSchema,
      showUntil: instantTextSchema,
      sentence: sentenceSchema,
    }),
  ),
  switches: z.strictObject({
    everything: z.boolean().describe("False: everything was switched off; single themes may have been asked for since"),
    categories: z.array(
      z.strictObject({ scope: scopeSchema, label: z.string(), sensitive: z.boolean(), isOn: z.boolean() }),
    ),
    themes: z.array(
      z.strictObject({
        scope: scopeSchema,
        category: z.string(),
        label: z.string(),
        sensitive: z.boolean().describe("Shown only to those who ask"),
        isOn: z.boolean(),
        ifAsked: outlookSchema.describe("When it would be seen, had it just been asked for"),
      }),
    ),
  }),
  choices: z.array(choiceEntrySchema).describe("The latest fifty, newest first; nothing is forgotten next year"),
  olderChoices: z
    .int()
    .nullable()
    .describe("Ask GET /v1/me/choices?before= this for what was said before; null: that is all"),
  wishes: z.array(standingWishSchema),
  gifts: z.strictObject({
    allowed: z.boolean().describe("Whether other people may offer decorations"),
    waiting: waitingGiftsSchema.shape.gifts.describe("For my answer: POST /v1/me/gifts/{giftId}"),
  }),
  off: traySchema.shape.off,
});

export type Me = z.infer<typeof meSchema>;

/** Some of a person's words, newest first. */
export const choicePageSchema = z.strictObject({
  choices: meSchema.shape.choices,
  olderChoices: meSchema.shape.olderChoices,
});

export type ChoicePage = z.infer<typeof choicePageSchema>;

/** Which of a person's words. */
export const choicePageShape = {
  before: z.coerce.number().int().min(1).optional().describe("Entries before this one; absent: the latest"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const wishBodySchema = z.strictObject({ theme: keySchema });

/** The answer to a wish: what becomes of it, and the tray as it is now. */
export const wishAnswerSchema = z.strictObject({ ...wishSchema.shape, tray: traySchema });

export const wishListSchema = z.strictObject({ wishes: z.array(standingWishSchema) });

/** A link that opens the person's own page without logging in again. */
export const pageLinkSchema = z.strictObject({
  url: z.string().describe("Open it in a browser or a web view; it is as good as the token, so hand it to nobody else"),
  expiresAt: instantTextSchema,
});

const textRecordSchema = z.record(z.string(), z.unknown());

/** Everything that is held about a person, as it is stored, with instants as text. */
export const personExportSchema = z.strictObject({
  subscriberId: z.string(),
  exportedAt: instantTextSchema,
  operator: z.strictObject({
    isImported: z.boolean().describe("The operator lists this person"),
    isTest: z.boolean(),
    attributes: textRecordSchema.describe("What the operator says"),
  }),
  phone: textRecordSchema.describe("What the phone last said of itself"),
  phoneNumber: z.strictObject({
    entries: z.int().describe("Keyed fingerprints of the number; the number itself is not stored"),
  }),
  choices: z.array(
    z.strictObject({
      id: entryNumberSchema,
      scope: scopeSchema,
      value: z.enum(["in", "out"]),
      at: instantTextSchema,
      channel: z.enum(CHANNELS),
      actor: z.string(),
      notice: z.string().nullable().describe("Which text the person saw"),
      keyDigest: z
        .string()
        .nullable()
        .describe("A digest of the Idempotency-Key under which it was sent, for a week; the key itself is not stored"),
      takesBack: z.int().nullable().describe("The id of the choice that this entry takes back"),
    }),
  ),
  standing: z.record(
    z.string(),
    z.strictObject({ in: instantTextSchema.nullable(), out: instantTextSchema.nullable() }),
  ),
  changes: z.int().describe("How often the choices have changed"),
  seen: z.array(
    z.strictObject({
      campaign: z.string().describe("One start of a campaign"),
      stage: z.int().nullable(),
      seenAt: instantTextSchema.nullable().describe("First seen without having asked"),
      askedAt: instantTextSchema.nullable().describe("First seen because they asked"),
      optedOutAt: instantTextSchema.nullable(),
      complainedAt: instantTextSchema.nullable(),
      isGift: z.boolean(),
    }),
  ),
  countedBefore: z
    .array(z.string())
    .describe("Starts of campaigns for which this line was counted before an erasure; kept as keyed hashes"),
  gifts: z.strictObject({
    sent: z.array(z.strictObject({ giftId: z.string(), theme: z.string(), at: instantTextSchema })),
    received: z.array(
      z.strictObject({
        giftId: z.string(),
        theme: z.string(),
        state: z.enum(GIFT_STATES),
        offeredAt: instantTextSchema,
        expiresAt: instantTextSchema,
      }),
    ),
    declinedSenders: z.int().describe("Senders of whom one gift was declined: with one more they are blocked"),
    blockedSenders: z.int().describe("From how many senders no gift is taken any more"),
    sentBeforeErasure: z
      .int()
      .describe("Gifts that count for the quota though all else about them was erased; kept as keyed hashes"),
  }),
  refusesTokensBefore: instantTextSchema.nullable().describe("Tokens that were issued before are void"),
  erasedAt: instantTextSchema
    .nullable()
    .describe("When everything was last erased; kept for three years, so that the operator's channels follow"),
  staffActs: z
    .array(z.strictObject({ at: instantTextSchema, actor: z.string(), action: z.enum(STAFF_ACTIONS) }))
    .describe("Who of the staff looked or acted, newest first"),
});

export type PersonExport = z.infer<typeof personExportSchema>;
