import { z } from "zod";

/**
 * A member that may be left out, but is never `undefined`. The generator of the OpenAPI document takes a member for
 * required unless its schema takes `undefined`; this one says to it that it does. Objects, and what is inferred, don't ask.
 */
export function absentable<Schema extends z.ZodType>(schema: Schema): z.ZodExactOptional<Schema> {
  const absent = schema.exactOptional();
  const { safeParse } = absent;
  absent.safeParse = (value, parameters) =>
    (value === undefined ? z.any() : { safeParse }).safeParse(value, parameters);
  return absent;
}
