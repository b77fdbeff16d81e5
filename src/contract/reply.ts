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
    }),
  ),
});

export type MessageReply = z.infer<typeof replySchema>;
