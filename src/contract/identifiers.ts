import { z } from "zod";
import { isScope, type Scope } from "../domain/decision/choice.ts";

/** Keys of definitions: lower case, digits and dashes. */
export const keySchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be 1–63 lower-case letters, digits or dashes, not beginning with a dash");

/** Mobile numbers as Russians write them: an identifier that looks like one is refused. */
const PHONE_LIKE = /^(?:\+?7|8)?9\d{9}$/;

/** An operator's opaque identifier of a subscription. */
export const subscriberIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{1,64}$/, "must be 1–64 letters, digits, dots, dashes, tildes or underscores")
  .refine((id) => !PHONE_LIKE.test(id), "looks like a phone number; use an opaque identifier instead");

/** `all`, `gifts`, `category:<key>` or `theme:<key>`. */
export const scopeSchema = z
  .string()
  .refine(isScope, "must be all, gifts, category:<key> or theme:<key>")
  // Parsed boundary: the line above has just checked it.
  .transform((text) => text as Scope);

/** An instant with its offset, such as 2027-02-14T09:00:00+03:00, as epoch milliseconds. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: "must be an instant with offset, such as 2027-02-14T09:00:00+03:00" })
  .transform((text) => Date.parse(text));

/** Client-made keys that make a repeated request harmless. */
export const idempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{1,128}$/, "must be 1–128 visible ASCII characters");

const MAXIMUM_PHONE_CHARACTERS = 64;

/** Whether a text that should hold something else is a Russian mobile number. */
export function looksLikePhone(text: string): boolean {
  return text.length <= MAXIMUM_PHONE_CHARACTERS && /^[78]?9\d{9}$/.test(text.replace(/[\s()+.-]/g, ""));
}
