import { z } from "zod";
import { scopeSchema } from "./identifiers.ts";

export const actionKindSchema = z.enum(["switch-off", "switch-on", "undo", "gift"]);

/** What a channel sends to whoever wrote: the text, and buttons as data. */
export const replySchema = z.strictObject({
  text: z.string(),
  actions: z.array(
    z.strictObject({
      kind: actionKindSchema,
      label: z.string().describe("Sent back as a message, it asks for the same"),
      scope: scopeSchema.nullable(),
      entry: z
        .int()
        .nullable()
        .describe("Of a button to put back: the entry of the word that it takes back. Send it back with the button"),
    }),
  ),
});

export type MessageReply = z.infer<typeof replySchema>;
