import { z } from "zod";

/** Counting who has some attributes, and rehearsing who would see what. */
const QUESTION_KINDS = ["count", "rehearsal"] as const;

export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** Different questions that one human may ask a day, whatever keys they hold. */
export const QUESTIONS_A_DAY: Readonly<Record<QuestionKind, number>> = { count: 1_000, rehearsal: 300 };

/** How many days it is on record who asked what. */
export const QUESTIONS_KEPT_DAYS = 90;

/**
 * What is done for one person at a time: an agent looks a number up, looks at what somebody said, or makes links; a key that no
 * second person has confirmed reads what somebody sees or is told.
 */
export type DeskAct = "look-up" | "look" | "link" | "key-look";

/** Nobody was found with a number that an agent looked up; the number itself is not kept. */
const NOT_FOUND = "number-not-found";

/** What is on record. */
export const askedKindSchema = z.enum([...QUESTION_KINDS, NOT_FOUND]);

/** A question about people that somebody of the staff asked. */
export const askedQuestionSchema = z.strictObject({
  id: z.int(),
  at: z.iso.datetime().describe("UTC instant"),
  actor: z.string(),
  kind: askedKindSchema,
  request: z
    .string()
    .describe("The request's JSON; empty if it was longer than 32,768 characters, or a number was looked up"),
});

export type AskedQuestion = z.infer<typeof askedQuestionSchema>;
