/** The population as NDJSON: what a line may say, and what an import answers. */
import { z } from "zod";
import type { AttributeDefinition, AttributeType } from "../domain/condition/attribute.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { parseVersion } from "../domain/condition/version.ts";
import { attributeKeySchema } from "./definition-schemas.ts";
import { instantSchema, knownSubscriberIdSchema, subscriberIdSchema } from "./identifiers.ts";
import { looksLikePhone } from "./looks-like-phone.ts";
import { sayInEnglish } from "./rule-texts.ts";

/** Longer lines are refused, each as one error. */
export const MAXIMUM_LINE_BYTES = 64 * 1024;

/** An import lists so many errors; `errorCount` says how many there were. */
export const MAXIMUM_LISTED_ERRORS = 1_000;

export const LINE_ERROR_CODES = [
  "too-long",
  "malformed-utf8",
  "malformed-json",
  "invalid-line",
  "unknown-field",
  "invalid-subscriber-id",
  "unknown-attribute",
  "device-attribute",
  "invalid-value",
  "invalid-phone",
  "phones-not-accepted",
] as const;

export type LineErrorCode = (typeof LINE_ERROR_CODES)[number];

/** What is wrong with a line: where in it, what, and what to do. It never repeats a value of the line. */
export interface LineIssue {
  readonly code: LineErrorCode;
  /** Such as `$.attributes.region`. */
  readonly path: string;
  readonly message: string;
}

/** What one line asks for. */
export type PopulationLine =
  | {
      readonly kind: "upsert";
      readonly subscriberId: string;
      /** The attributes as JSON text, members in the dictionary's order: equal facts are equal texts. */
      readonly profile: string;
      readonly test: boolean;
      /** As written; null: this line of the operator has no number any more; absent: unchanged. */
      readonly phone?: string | null;
    }
  | {
      readonly kind: "delete" | "erase";
      readonly subscriberId: string;
      /** The line has changed hands as well; epoch milliseconds. */
      readonly issuedBefore?: number;
    }
  | {
      readonly kind: "refuse-tokens";
      readonly subscriberId: string;
      /** Epoch milliseconds. */
      readonly issuedBefore: number;
    };

const importErrorSchema = z.strictObject({
  line: z.int().min(1),
  path: z.string(),
  code: z.enum(LINE_ERROR_CODES),
  message: z.string(),
});

export type ImportError = z.infer<typeof importErrorSchema>;

/** `lines` = imported + deleted + erased + voided + unchanged + refused; blank lines are not counted. */
export const importReportSchema = z.strictObject({
  lines: z.int(),
  imported: z.int().describe("New or changed subscribers"),
  deleted: z.int(),
  erased: z.int().describe("Lines that were to be erased, whether or not there was anything to erase"),
  voided: z.int().describe("Lines whose tokens of earlier are void now"),
  unchanged: z.int().describe("Lines that said what was stored already"),
  refused: z.int().describe("Lines with errors; nothing of them is stored"),
  errorCount: z.int(),
  errors: z.array(importErrorSchema).max(MAXIMUM_LISTED_ERRORS),
  resumedFromLine: z.int().optional().describe("Lines before this one had been stored by an earlier request"),
});

export type ImportReport = z.infer<typeof importReportSchema>;

/** The report on no lines. */
export const EMPTY_REPORT: ImportReport = {
  lines: 0,
  imported: 0,
  deleted: 0,
  erased: 0,
  voided: 0,
  unchanged: 0,
  refused: 0,
  errorCount: 0,
  errors: [],
};

export const populationCountSchema = z.strictObject({
  subscribers: z.int(),
  shards: z.int(),
  phones: z.record(z.string(), z.int()).describe("Indexed phone numbers by the id of their key"),
});

/** Reads one line, or says everything that is wrong with it. */
export type LineReader = (text: string) => Result<PopulationLine, readonly LineIssue[]>;

/** How far the clock by which an instant was written may be ahead of ours. */
const LEEWAY_MS = 60_000;

/** That tokens are void can't be taken back; an instant that lies ahead would lock the person out until then. */
export function liesAhead(issuedBefore: number, now: number): boolean {
  return issuedBefore > now + LEEWAY_MS;
}

/** Makes the reader for a dictionary: only declared `profile` attributes are taken, and only values that they permit. */
export function createLineReader(attributes: readonly AttributeDefinition[]): LineReader {
  const upsertSchema = z.strictObject({
    subscriberId: subscriberIdSchema,
    attributes: profileSchemaOf(attributes),
    phone: z.string().max(64).nullable().exactOptional(),
    test: z.boolean().exactOptional(),
  });
  const deviceKeys = new Set(attributes.filter(({ source }) => source === "device").map(({ key }) => key));
  const explain = (line: object, { issues }: z.ZodError) => {
    const found = issues.flatMap((issue) => whyPhone(line, issue, deviceKeys) ?? toLineIssues(issue, deviceKeys));
    // One thing a place: what else is wrong there may follow from it.
    return fail(found.filter(({ path }, index) => found.findIndex((other) => other.path === path) === index));
  };

  return function readLine(text) {
    const value = parseJson(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      const message = 'must be one JSON object, such as {"subscriberId":"…","attributes":{}}';
      return fail([{ code: "malformed-json", path: "$", message }]);
    }
    for (const kind of ["delete", "erase"] as const) {
      if (!Object.hasOwn(value, kind)) continue;
      const removal = removalSchemas[kind].safeParse(value, { error: wordIssue });
      if (!removal.success) return explain(value, removal.error);
      const { subscriberId, refuseTokensIssuedBefore: issuedBefore } = removal.data;
      return succeed({ kind, subscriberId, ...(issuedBefore !== undefined && { issuedBefore }) });
    }
    if (Object.hasOwn(value, "refuseTokensIssuedBefore")) {
      const refusal = refusalSchema.safeParse(value, { error: wordIssue });
      if (!refusal.success) return explain(value, refusal.error);
      const { subscriberId, refuseTokensIssuedBefore: issuedBefore } = refusal.data;
      return succeed({ kind: "refuse-tokens", subscriberId, issuedBefore });
    }
    const upsert = upsertSchema.safeParse(value, { error: wordIssue });
    if (!upsert.success) return explain(value, upsert.error);
    const { subscriberId, attributes: profile, test = false, phone } = upsert.data;
    const line = { kind: "upsert", subscriberId, profile: JSON.stringify(profile), test } as const;
    return succeed(phone === undefined ? line : { ...line, phone });
  };
}

const refusalSchema = z.strictObject({
  subscriberId: knownSubscriberIdSchema,
  refuseTokensIssuedBefore: instantSchema,
});

/** A line that is sold again is mostly both removed and refused. */
const removalFields = {
  subscriberId: knownSubscriberIdSchema,
  refuseTokensIssuedBefore: instantSchema.exactOptional(),
};
const removalSchemas = {
  delete: z.strictObject({ ...removalFields, delete: z.literal(true) }),
  erase: z.strictObject({ ...removalFields, erase: z.literal(true) }),
};

function profileSchemaOf(attributes: readonly AttributeDefinition[]) {
  const profile = attributes.filter(({ source }) => source === "profile");
  return z.strictObject(
    Object.fromEntries(
      profile.map((attribute) => [attribute.key, VALUE_SCHEMAS[attribute.type](attribute).exactOptional()]),
    ),
  );
}

const NO_PHONE = "looks like a phone number; leave it out, as a number is taken only as the line's phone";
const NO_PHONE_AS_ID =
  "looks like a phone number; put the operator's opaque identifier here, and the number, if anything, in phone";
const NO_PHONE_FIELD =
  "has what looks like a phone number in a field that is not known here; put it in phone, or leave it out";

const textSchema = z
  .string()
  .max(256)
  .refine((text) => !looksLikePhone(text), NO_PHONE)
  .refine(
    (text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text),
    "has a line break or a control character; write it in one line",
  );

const MAXIMUM_NAMED_VALUES = 8;

/** What each type of attribute takes. A value that is not known is left out, never null. */
const VALUE_SCHEMAS: Readonly<Record<AttributeType, (attribute: AttributeDefinition) => z.ZodType>> = {
  string: () => textSchema,
  strings: () => z.array(textSchema).max(100),
  boolean: () => z.boolean(),
  version: () => textSchema.refine((text) => parseVersion(text) !== undefined, "must be a version such as 5.12.0"),
  number: ({ minimum = -Infinity, maximum = Infinity }) =>
    z
      .number()
      .refine((value) => value >= minimum && value <= maximum, `must be between ${minimum} and ${maximum}`)
      .refine((value) => !looksLikePhone(String(value)), NO_PHONE),
  enum: ({ values = [] }) => {
    const named = values.slice(0, MAXIMUM_NAMED_VALUES).map((option) => option.value);
    const rest = values.length - named.length;
    const message = `must be one of ${named.join(", ")}${rest > 0 ? ` or ${rest} more that the dictionary lists` : ""}`;
    return z.enum(
      values.map((option) => option.value),
      { error: message },
    );
  },
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wordIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== "invalid_type") return undefined;
  return issue.input === undefined ? `is missing: expected ${issue.expected}` : `must be ${issue.expected}`;
}

const CODES: Readonly<Record<string, LineErrorCode>> = {
  subscriberId: "invalid-subscriber-id",
  attributes: "invalid-value",
  phone: "invalid-phone",
  refuseTokensIssuedBefore: "invalid-value",
};

const LINE_FIELDS: readonly string[] = [
  "subscriberId",
  "attributes",
  "phone",
  "test",
  "delete",
  "erase",
  "refuseTokensIssuedBefore",
];

/** Whoever put a number elsewhere must learn just that, whatever else it is not. Undefined: it is no number, or stands where one may. */
function whyPhone(
  line: object,
  issue: z.core.$ZodIssue,
  deviceKeys: ReadonlySet<string>,
): readonly LineIssue[] | undefined {
  const [field] = issue.path;
  const path = ["$", ...issue.path].join(".");
  if (issue.code === "unrecognized_keys") {
    const isKnown = (key: string) => (field === "attributes" ? deviceKeys.has(key) : LINE_FIELDS.includes(key));
    const holders = issue.keys.filter(
      (key) => !isKnown(key) && (isPhone(key) || isPhone(valueAt(line, [...issue.path, key]))),
    );
    if (holders.length === 0) return undefined;
    if (field !== "attributes") return [{ code: "unknown-field", path, message: NO_PHONE_FIELD }];
    const named = holders.map((key): LineIssue => {
      const isName = attributeKeySchema.safeParse(key).success;
      return { code: "unknown-attribute", path: isName ? `${path}.${key}` : path, message: NO_PHONE };
    });
    const others = issue.keys.filter((key) => !holders.includes(key));
    return [...named, ...toLineIssues({ ...issue, keys: others }, deviceKeys)];
  }
  if (field === "phone" || !isPhone(valueAt(line, issue.path))) return undefined;
  return field === "subscriberId"
    ? [{ code: "invalid-subscriber-id", path, message: NO_PHONE_AS_ID }]
    : [{ code: issue.path.length > 1 ? "invalid-value" : "invalid-line", path, message: NO_PHONE }];
}

function isPhone(value: unknown): boolean {
  return (typeof value === "string" || typeof value === "number") && looksLikePhone(String(value));
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    return Object.entries(at).find(([name]) => name === String(key))?.[1];
  }, value);
}

function toLineIssues(issue: z.core.$ZodIssue, deviceKeys: ReadonlySet<string>): readonly LineIssue[] {
  const path = ["$", ...issue.path].join(".");
  const [field] = issue.path;
  if (issue.code !== "unrecognized_keys") {
    const code = (issue.path.length > 1 || field !== "attributes") && CODES[String(field)];
    return [{ code: code || "invalid-line", path, message: sayInEnglish(issue.message) }];
  }
  if (field !== "attributes") {
    const apart = issue.keys.filter((key) => LINE_FIELDS.includes(key));
    const message =
      apart.length < issue.keys.length
        ? `has a field that is not known here; there are ${LINE_FIELDS.join(", ")}`
        : `says two things at once: put ${apart.join(" and ")} on a line of its own, with the subscriberId`;
    return [{ code: "unknown-field", path, message }];
  }
  return issue.keys.map((key) => {
    // A key may be anything, even a phone number: it is named only if it could be an attribute's.
    const named = attributeKeySchema.safeParse(key).success ? `${path}.${key}` : path;
    if (deviceKeys.has(key)) {
      return { code: "device-attribute", path: named, message: "comes from the phone with each request; leave it out" };
    }
    const message = "has an attribute that segments/attributes.json does not declare; declare it or leave it out";
    return { code: "unknown-attribute", path: named, message };
  });
}
