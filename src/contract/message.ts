import { z } from "zod";
import { INTENTS, MESSAGE_REASONS } from "../domain/message/understanding.ts";
import { LANGUAGES } from "../domain/label.ts";
import { OUTCOMES } from "../domain/message/reply.ts";
import { keySchema, scopeSchema, subscriberIdSchema } from "./identifiers.ts";

/** Longer texts are no messages; the recogniser reads the first 2,000 characters anyway. */
export const MAXIMUM_MESSAGE_CHARACTERS = 4_000;

const actionKindSchema = z.enum(["switch-off", "switch-on", "undo", "gift"]);

/** What a person wrote to a bot or by SMS, or the button that they pressed there. */
export const messageBodySchema = z
  .strictObject({
    subscriberId: subscriberIdSchema,
    channel: z.enum(["bot", "sms"]),
    text: z.string().min(1).max(MAXIMUM_MESSAGE_CHARACTERS).optional().describe("As the person wrote it"),
    action: z
      .strictObject({ kind: actionKindSchema.exclude(["gift"]), scope: scopeSchema.optional() })
      .optional()
      .describe("A button of an earlier reply, as data; instead of text"),
    language: z.enum(LANGUAGES).optional().describe("Of the reply to a button; a text is answered in its own"),
    messageId: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe("The channel's own id: a message that is delivered again within a week is not done again"),
  })
  .refine(({ text, action }) => (text === undefined) !== (action === undefined), "must have either text or action")
  .refine(({ action }) => action === undefined || action.kind === "undo" || action.scope !== undefined, {
    path: ["action", "scope"],
    message: "is required for this kind of action",
  });

/** What was understood, what was done, and the reply, ready to send. */
export const messageAnswerSchema = z.strictObject({
  intent: z.enum(INTENTS),
  certainty: z.enum(["sure", "unsure"]).describe("Nothing is ever switched on an unsure reading"),
  done: z.enum(OUTCOMES).describe("What became of it"),
  scope: scopeSchema.nullable().describe("What was switched or spoken of"),
  language: z.enum(LANGUAGES),
  reply: z.strictObject({
    text: z.string(),
    actions: z.array(
      z.strictObject({
        kind: actionKindSchema,
        label: z.string().describe("Sent back as a message, it asks for the same"),
        scope: scopeSchema.nullable(),
      }),
    ),
  }),
  why: z
    .array(z.strictObject({ rule: z.string(), words: z.array(z.string()) }))
    .describe(
      "How it was read: the rules that spoke and the words that made them. For the person's eyes, not for logs",
    ),
});

export type MessageAnswer = z.infer<typeof messageAnswerSchema>;

/** Why people were unhappy, by campaign. */
export const messageReasonsSchema = z.strictObject({
  campaigns: z.array(
    z.strictObject({
      campaign: keySchema,
      reasons: z.array(
        z.strictObject({
          reason: z.enum(MESSAGE_REASONS),
          people: z.int().nullable().describe("To the nearest ten; null: fewer than 20"),
        }),
      ),
    }),
  ),
});
