import { z } from "zod";
import { ASKED } from "../domain/message/asked.ts";
import { INTENTS, MESSAGE_REASONS } from "../domain/message/understanding.ts";
import { LANGUAGES } from "../domain/label.ts";
import { OUTCOMES } from "../domain/message/reply.ts";
import { keySchema, scopeSchema, knownSubscriberIdSchema } from "./identifiers.ts";
import { actionKindSchema, replySchema } from "./reply.ts";
import { rule } from "./rules.ts";

/** Of a longer text so much is taken, and read. */
const MAXIMUM_MESSAGE_CHARACTERS = 4_096;

/** Bots' and gateways' own ids. What is kept of one is a keyed hash, so a long one costs nothing. */
const MAXIMUM_MESSAGE_ID_CHARACTERS = 4_000;

/**
 * The value that a schema makes of a member, or none. Gateways fill members with what they have, and a СТОП is not to be
 * refused for what stands beside it: so what is unusable counts as left out.
 */
function ifUsable<Value>(
  schema: z.ZodType<Value>,
  meta: { readonly type: string | string[]; readonly description: string },
) {
  return z
    .unknown()
    .transform((value) => schema.safeParse(value).data)
    .optional()
    .meta({ ...meta });
}

/** Two ids past 2^53 may have become the same number on the way: those are no ids. */
const messageIdSchema = z.union([z.string().min(1).max(MAXIMUM_MESSAGE_ID_CHARACTERS), z.int().transform(String)]);

const pressedSchema = z
  .object({
    kind: actionKindSchema,
    scope: scopeSchema.nullish(),
    entry: z.int().nullish().catch(undefined),
  })
  .transform(({ kind, scope, entry }) => ({ kind, scope: scope ?? undefined, entry: entry ?? undefined }));

/** What a button's members have to be; what else stands in it is ignored. */
const actionSchema = z
  .object({
    kind: z.unknown().optional(),
    scope: z.unknown().optional(),
    entry: z.unknown().optional(),
  })
  .transform((action) => {
    const usesScope = needsScope(action.kind) || action.kind === "gift";
    const pressed = pressedSchema.safeParse({ ...action, scope: usesScope ? action.scope : undefined }).data;
    return pressed === undefined || (needsScope(pressed.kind) && pressed.scope === undefined) ? undefined : pressed;
  });

const needsScope = (kind: unknown): boolean => kind === "switch-off" || kind === "switch-on";

/** What is unknown in it counts as left out. */
const contextSchema = z.object({ asked: z.enum(ASKED).optional().catch(undefined) });

/** What a person wrote to a bot or by SMS, or the button that they pressed there. Where there are both, the text counts. */
export const messageBodySchema = z
  .object({
    subscriberId: knownSubscriberIdSchema,
    channel: z.enum(["bot", "sms"]),
    text: ifUsable(
      z
        .union([z.string(), z.number().transform(String)])
        .transform((text) => text.slice(0, MAXIMUM_MESSAGE_CHARACTERS) || undefined),
      { type: "string", description: "As the person wrote it; the first 4,096 characters are read" },
    ),
    action: ifUsable(actionSchema, {
      type: "object",
      description:
        "A button of an earlier reply, just as the reply has it (kind, scope, entry), instead of text; its label says nothing more",
    }),
    language: ifUsable(z.enum(LANGUAGES), {
      type: "string",
      description: "Of the reply to a button, ru or en; a text is answered in its own",
    }),
    context: ifUsable(contextSchema, {
      type: "object",
      description:
        "What came before. `asked`: the question that our last reply put, if the person has written nothing since: keep (whether the decoration may stay), off (what to switch off), on (what to switch on)",
    }),
    messageId: ifUsable(messageIdSchema, {
      type: ["string", "integer"],
      description:
        "The channel's own id: a message that is delivered again within a week is not done again. A number past 2^53 has to be sent as a string",
    }),
  })
  .refine(({ text, action }) => text !== undefined || action !== undefined, rule("message-or-action"));

export type MessageBody = z.output<typeof messageBodySchema>;

/** What was understood, what was done, and the reply, ready to send. */
export const messageAnswerSchema = z.strictObject({
  intent: z.enum(INTENTS),
  handled: z
    .boolean()
    .describe(
      "false: it is about the operator's other business, so that a general bot goes on; the reply need not be sent",
    ),
  certainty: z.enum(["sure", "unsure"]).describe("Nothing is ever switched on an unsure reading"),
  done: z.enum(OUTCOMES).describe("What became of it"),
  scope: scopeSchema.nullable().describe("What was switched or spoken of"),
  also: z
    .array(z.strictObject({ scope: scopeSchema, value: z.enum(["in", "out"]), done: z.enum(OUTCOMES) }))
    .describe('What else was asked for and done, as in "уберите ёлку, а тюльпан включите"'),
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
  countedAt: z.iso.datetime().describe("UTC instant; all of the staff is told the same until the day (UTC) ends"),
  fewerThan: z.int().describe("What fewer people than this gave is not named"),
  campaigns: z.array(
    z.strictObject({
      campaign: keySchema,
      reasons: z.array(
        z.strictObject({
          reason: z.enum(MESSAGE_REASONS),
          people: z.int().describe("About how many, in steps of 50"),
        }),
      ),
    }),
  ),
});

export type MessageReasons = z.infer<typeof messageReasonsSchema>;
