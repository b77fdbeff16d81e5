import { z } from "zod";
import { INTENTS, MESSAGE_REASONS } from "../domain/message/understanding.ts";
import { LANGUAGES } from "../domain/label.ts";
import { OUTCOMES } from "../domain/message/reply.ts";
import { keySchema, scopeSchema, subscriberIdSchema } from "./identifiers.ts";
import { actionKindSchema, replySchema } from "./reply.ts";

/** Longer texts are no messages; the recogniser reads the first 2,000 characters anyway. */
const MAXIMUM_MESSAGE_CHARACTERS = 4_000;

/** Bots' and gateways' own ids. What is kept of one is a keyed hash, so a long one costs nothing. */
const MAXIMUM_MESSAGE_ID_CHARACTERS = 4_000;

/** What a person wrote to a bot or by SMS, or the button that they pressed there. */
export const messageBodySchema = z
  .strictObject({
    subscriberId: subscriberIdSchema,
    channel: z.enum(["bot", "sms"]),
    text: z.string().min(1).max(MAXIMUM_MESSAGE_CHARACTERS).optional().describe("As the person wrote it"),
    action: z
      .strictObject({ kind: actionKindSchema, scope: scopeSchema.nullish(), label: z.string().nullish() })
      .optional()
      .describe("A button of an earlier reply, just as the reply has it, instead of text; its label says nothing more"),
    language: z.enum(LANGUAGES).optional().describe("Of the reply to a button; a text is answered in its own"),
    messageId: z
      .union([z.string().min(1).max(MAXIMUM_MESSAGE_ID_CHARACTERS), z.int().transform(String)])
      .optional()
      .describe("The channel's own id: a message that is delivered again within a week is not done again"),
  })
  .refine(({ text, action }) => (text === undefined) !== (action === undefined), "must have either text or action")
  .refine(({ action }) => !needsScope(action?.kind) || typeof action?.scope === "string", {
    path: ["action", "scope"],
    message: "is required for this kind of action",
  });

const needsScope = (kind: string | undefined): boolean => kind === "switch-off" || kind === "switch-on";

/** What was understood, what was done, and the reply, ready to send. */
export const messageAnswerSchema = z.strictObject({
  intent: z.enum(INTENTS),
  certainty: z.enum(["sure", "unsure"]).describe("Nothing is ever switched on an unsure reading"),
  done: z.enum(OUTCOMES).describe("What became of it"),
  scope: scopeSchema.nullable().describe("What was switched or spoken of"),
  language: z.enum(LANGUAGES),
  reply: replySchema,
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
