import { z } from "zod";
import { looksLikePhone } from "./looks-like-phone.ts";
import { isScope } from "../domain/decision/choice.ts";
import { rule } from "./rules.ts";

/** Keys of definitions: lower case, digits and dashes. */
export const keySchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, rule("key"));

/** No version ever took these in. */
const BARE_MOBILE = /^[78]?9\d{9}$/;
const NOT_AN_IDENTIFIER = rule("identifier");
const NO_PHONE = rule("not-a-phone");

/**
 * An operator's opaque identifier of a subscription, as people and channels name it. Earlier versions took in numbers in
 * some spellings, and whoever has such an identifier must still be able to say no.
 */
export const knownSubscriberIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{1,64}$/, {
    // Whoever wrote a number with blanks and brackets would only take these out.
    error: ({ input }) => (typeof input === "string" && looksLikePhone(input) ? NO_PHONE : NOT_AN_IDENTIFIER),
  })
  .refine((id) => !BARE_MOBILE.test(id), NO_PHONE);

/** The identifier of somebody who is taken in: a phone number in no spelling. */
export const subscriberIdSchema = knownSubscriberIdSchema.refine((id) => !looksLikePhone(id), NO_PHONE);

/** `all`, `gifts`, `category:<key>` or `theme:<key>`. */
export const scopeSchema = z.string().refine(isScope, rule("scope"));

/** An instant with its offset, such as 2027-02-14T09:00:00+03:00, as epoch milliseconds. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: rule("instant") })
  .transform((text) => Date.parse(text));

/** Client-made keys that make a repeated request harmless. */
export const idempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{1,128}$/, rule("idempotency-key"));
