import { z } from "zod";
import { GIFT_ANSWERS } from "../domain/decision/gift.ts";
import { OUTLOOK_STATUSES } from "../domain/decision/outlook.ts";
import { GIFT_FATES } from "./rpc/rpc-gifts.ts";
import { keySchema } from "./identifiers.ts";
import { traySchema } from "./tray.ts";
import { FEWER_THAN } from "../domain/guard/tell-count.ts";
import { rule } from "./rules.ts";

const instantTextSchema = z.iso.datetime();

/** A gift, as its sender asks for it. There is no room for words of the sender's own. */
export const giveBodySchema = z.strictObject({
  to: z.string().max(64).describe("The recipient's phone number, however it is written; it is not stored"),
  theme: keySchema,
});

/** The same for everybody. */
export const giveAnswerSchema = z.strictObject({ giftId: z.string(), status: z.literal("sent") });

export const giftIdSchema = z.string().regex(/^[A-Za-z0-9_-]{22}$/, rule("gift-id"));

/** A gift that waits for the person's answer. */
const waitingGiftSchema = z.strictObject({
  giftId: z.string(),
  theme: z.string(),
  label: z.string(),
  offeredAt: instantTextSchema,
  expiresAt: instantTextSchema,
  ifShown: z.strictObject({
    status: z.enum(OUTLOOK_STATUSES),
    from: instantTextSchema.nullable(),
    until: instantTextSchema.nullable(),
  }),
  sentence: z.string().describe("For the person to read"),
});

export const waitingGiftsSchema = z.strictObject({ gifts: z.array(waitingGiftSchema) });

export const giftAnswerBodySchema = z.strictObject({
  answer: z
    .enum(GIFT_ANSWERS)
    .describe("show: yes, please; decline: no, thanks; never: and no gifts from anybody any more"),
});

export const giftAnsweredSchema = z.strictObject({
  tray: traySchema,
  gift: z
    .enum(GIFT_FATES)
    .describe(
      "What has become of the gift. “never” is kept whatever that is: an accepted one stays, a lapsed one is gone",
    ),
});

export const giftStandingSchema = z.strictObject({
  answered: z.int().nullable().describe(`About; null: fewer than ${FEWER_THAN.asked}, or nobody`),
  declined: z.int().nullable().describe(`About; null: fewer than ${FEWER_THAN.gifts}, or nobody`),
  odds: z
    .number()
    .describe(
      "Against “at most one in five declines”; giving is paused at 100, or some people earlier; 100 at least while it is",
    ),
  pausedAt: instantTextSchema.nullable(),
});
