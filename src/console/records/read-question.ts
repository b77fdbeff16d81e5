import { z } from "zod";
import { conditionSchema } from "../../contract/definition-schemas.ts";
import { looksLikePhone } from "../../contract/looks-like-phone.ts";
import type { AskedQuestion } from "../../contract/question.ts";
import type { Json } from "../../domain/json.ts";

const keysSchema = z.array(z.string()).default([]);
const labelSchema = z.object({ ru: z.string(), en: z.string() });
const labelledSchema = z.array(z.object({ label: labelSchema })).default([]);

/** Loose: earlier releases asked in other words, and what matters to a reader is enough. */
const countSchema = z.object({
  check: z.string().optional(),
  condition: conditionSchema.optional(),
  include: keysSchema,
  exclude: keysSchema,
  waves: z.array(z.object({ segments: keysSchema })).default([]),
  segments: z.array(z.object({ label: labelSchema, condition: conditionSchema })).default([]),
  by: keysSchema,
});

const rehearsalSchema = z.object({
  drafts: z.array(z.object({ kind: z.string(), key: z.string() })).default([]),
  definitions: z
    .object({ segments: labelledSchema, decorations: labelledSchema, campaigns: labelledSchema })
    .prefault({}),
  at: z.number().optional(),
  from: z.string().optional(),
  until: z.string().optional(),
  time: z.string().default(""),
  zone: z.string().default("own"),
  by: keysSchema,
});

export type ReadCount = z.output<typeof countSchema>;
export type ReadRehearsal = z.output<typeof rehearsalSchema>;

/** A question as it can be said; undefined: it was asked in a way that isn't known here. */
export type ReadQuestion =
  | { readonly kind: "count"; readonly count: ReadCount }
  | { readonly kind: "rehearsal"; readonly rehearsal: ReadRehearsal };

/** Reads what was asked; whatever may be a phone number in it is replaced by `hidden`. */
export function readQuestion(
  { kind, request }: Pick<AskedQuestion, "kind" | "request">,
  hidden: string,
): ReadQuestion | undefined {
  const asked = hideNumbers(parseJson(request), hidden);
  if (kind === "count") {
    const { data: count } = countSchema.safeParse(asked);
    return count && { kind, count };
  }
  const { data: rehearsal } = rehearsalSchema.safeParse(asked);
  return rehearsal && { kind: "rehearsal", rehearsal };
}

function parseJson(text: string): Json {
  try {
    // Parsed boundary: JSON is nothing else.
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

function hideNumbers(value: Json, hidden: string): Json {
  if (typeof value === "string") return looksLikePhone(value) ? hidden : value;
  // Moments have as many digits as numbers of some countries; they stand where nobody writes a number.
  if (typeof value === "number") return looksLikePhone(String(value)) ? hidden : value;
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((item) => hideNumbers(item, hidden));
  return Object.fromEntries(
    Object.entries(value).map(([name, said]) => [
      looksLikePhone(name) ? hidden : name,
      name === "at" ? said : hideNumbers(said, hidden),
    ]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
