import { z } from "zod";
import type { AttributeDefinition, Facts } from "../domain/condition/attribute.ts";
import type { Campaign, Stage } from "../domain/campaign/campaign.ts";
import type { Decoration } from "../domain/campaign/decoration.ts";
import { LANGUAGES, type Label } from "../domain/label.ts";
import type { FeastDefinition } from "../domain/campaign/feast.ts";
import { FEASTS, type Schedule, type ScheduleZone } from "../domain/campaign/schedule.ts";
import type { Condition, Segment } from "../domain/condition/segment.ts";
import type { Json } from "../domain/json.ts";
import type { Category, Names, Theme } from "../domain/campaign/theme.ts";
import { canonicalZone } from "../domain/zone.ts";
import { absentable } from "./absentable.ts";
import { contrast } from "../art/contrast.ts";
import { checkIconPath } from "../art/icon-art.ts";
import { keySchema } from "./identifiers.ts";
import { rule } from "./rules.ts";

const lineOfText = (maximumLength: number) =>
  z
    .string()
    .max(maximumLength)
    .regex(/^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u, rule("one-line"));

const labelSchema = z.record(z.enum(LANGUAGES), lineOfText(120)).readonly() satisfies z.ZodType<Label>;

export const uniqueKeysSchema = z
  .array(keySchema)
  .max(100)
  .refine((keys) => new Set(keys).size === keys.length, rule("keys-once"))
  .readonly();

/** IANA names only: an offset such as +03:00 does not know when clocks change. */
const zoneNameSchema = z
  .string()
  .max(64)
  .refine((zone) => /^[a-z]/i.test(zone) && canonicalZone(zone) !== undefined, rule("time-zone"));

// Attributes

const purposeSchema = z.record(z.enum(LANGUAGES), lineOfText(240)).readonly() satisfies z.ZodType<Label>;

/** Names that every JavaScript object answers to would read as known facts of everybody. */
export const attributeKeySchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,62}$/, rule("camel-case"))
  .refine((key) => !(key in Object.prototype), "is a name that JavaScript uses itself; choose another");

const optionValueSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, rule("value-key"));

const attributeOptionSchema = z
  .strictObject({ value: optionValueSchema, label: labelSchema, zone: absentable(zoneNameSchema) })
  .readonly();

export const attributeSchema = z
  .strictObject({
    key: attributeKeySchema,
    source: z.enum(["profile", "device"]),
    type: z.enum(["string", "enum", "number", "boolean", "version", "strings"]),
    label: labelSchema,
    purpose: absentable(purposeSchema).describe("What it is needed for; asked of whoever writes one"),
    values: absentable(z.array(attributeOptionSchema).min(1).max(500).readonly()),
    minimum: absentable(z.number()),
    maximum: absentable(z.number()),
    household: absentable(z.boolean()).describe(
      "People with the same value belong together, as one account does: for the guard they count once. No rule may use it",
    ),
  })
  .superRefine(({ source, type, values, minimum, maximum, household }, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (type === "enum" && values === undefined) refuse("values", "is missing: an enum lists its permitted values");
    if (type !== "enum" && values !== undefined) refuse("values", `is only for an enum, and this is a ${type}`);
    if (values !== undefined && new Set(values.map((option) => option.value)).size < values.length) {
      refuse("values", rule("values-once"));
    }
    if (type !== "number" && minimum !== undefined) refuse("minimum", `is only for a number, and this is a ${type}`);
    if (type !== "number" && maximum !== undefined) refuse("maximum", `is only for a number, and this is a ${type}`);
    if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
      refuse("maximum", rule("not-below-minimum"));
    }
    if (household === true && (source !== "profile" || type !== "string")) {
      refuse("household", "is only for a string of the profile");
    }
  })
  .readonly() satisfies z.ZodType<AttributeDefinition>;

/** The content of `segments/attributes.json`. */
export const attributesFileSchema = z.strictObject({ attributes: z.array(attributeSchema).max(200).readonly() });

// Segments

/** Plain JSON, no deeper than anything that could still be compiled. Its meaning is checked when it is compiled. */
const MAXIMUM_CONDITION_DEPTH = 64;

export const conditionSchema = z
  .custom<Condition>(
    (value) => isJsonObject(value, MAXIMUM_CONDITION_DEPTH),
    `must be a JSON object, at most ${MAXIMUM_CONDITION_DEPTH} levels deep`,
  )
  .meta({ type: "object", description: "MongoDB-style condition over attributes" });

function isJsonObject(value: unknown, levels: number): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && isJson(value, levels);
}

function isJson(value: unknown, levels: number): value is Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || levels === 0) return false;
  return Object.values(value).every((inner) => isJson(inner, levels - 1));
}

export const factsSchema: z.ZodType<Facts> = z
  .record(
    attributeKeySchema,
    z.union([z.string().max(256), z.number(), z.boolean(), z.array(z.string().max(256)).max(100).readonly()], {
      error: rule("example-value"),
    }),
  )
  .readonly();

const segmentExampleSchema = z
  .strictObject({ description: lineOfText(200), attributes: factsSchema, matches: z.boolean() })
  .readonly();

const segmentFields = {
  label: labelSchema,
  condition: conditionSchema,
  examples: z.array(segmentExampleSchema).max(100).readonly(),
};

/** The content of `segments/<key>.json`. */
export const segmentFileSchema = z.strictObject(segmentFields).readonly();

export const segmentSchema = z
  .strictObject({
    key: keySchema.refine((key) => key !== "attributes", reserved("segments/attributes.json")),
    ...segmentFields,
  })
  .readonly() satisfies z.ZodType<Segment>;

// Themes and decorations

const NAME_PATTERN = /^(?:[\p{Ll}\p{Lo}\p{N}-]+~?)(?:_[\p{Ll}\p{Lo}\p{N}-]+~?)*$/u;
const namePatternsSchema = z
  .array(z.string().max(64).regex(NAME_PATTERN, rule("words")))
  .max(100)
  .readonly();

/** How people call it in messages. */
const namesSchema = z
  .strictObject({
    ru: namePatternsSchema,
    en: namePatternsSchema,
    translit: namePatternsSchema.describe("Latin spellings of the Russian word"),
    emoji: z.array(z.string().min(1).max(16)).max(20).readonly(),
  })
  .readonly() satisfies z.ZodType<Names>;

export const categorySchema = z
  .strictObject({ key: keySchema, sensitive: z.boolean(), label: labelSchema, names: namesSchema.optional() })
  .readonly() satisfies z.ZodType<Category>;

export const themeSchema = z
  .strictObject({ key: keySchema, category: keySchema, label: labelSchema, names: namesSchema.optional() })
  .readonly() satisfies z.ZodType<Theme>;

export const feastSchema = z
  .strictObject({
    key: z.enum(FEASTS),
    category: keySchema
      .nullable()
      .describe("Which every campaign around the feast stands in besides its theme's; null: none"),
    label: labelSchema.optional(),
  })
  .readonly() satisfies z.ZodType<FeastDefinition>;

/** The content of `decorations/themes.json`. */
export const themesFileSchema = z.strictObject({
  categories: z.array(categorySchema).max(100).readonly(),
  themes: z.array(themeSchema).max(500).readonly(),
  feasts: z
    .array(feastSchema)
    .max(FEASTS.length)
    .readonly()
    .default([])
    .describe("Feasts that are not listed carry what they come with"),
});

const COLOR = /^#[0-9A-F]{6}$/;

/** What accents are seen on: the lightest and the darkest background of a phone. */
const BACKGROUNDS = ["#FFFFFF", "#1B1B1F"] as const;

/** What WCAG 2.2 (1.4.11) asks of anything that is not text. */
const LEAST_CONTRAST = 3;

/** A colour, `#RRGGBB`, that can be told from a light and from a dark background. */
const accentColorSchema = z
  .string()
  .regex(COLOR, rule("colour"))
  .refine(
    (color) => !COLOR.test(color) || BACKGROUNDS.every((background) => contrast(color, background) >= LEAST_CONTRAST),
    `must have a contrast of at least ${LEAST_CONTRAST}:1 with ${BACKGROUNDS.join(" and with ")}; take a middle tone`,
  );

const decorationFields = {
  theme: keySchema,
  label: labelSchema,
  glyph: z.string().regex(/^[^\s\p{L}\p{N}\p{P}\p{C}\u{10000}-\u{10FFFF}]\uFE0E$/u, rule("glyph")),
  emoji: z.emoji(rule("emoji")).max(16),
  androidResource: z.string().regex(/^ic_deco_[a-z0-9_]{1,54}$/, rule("android-resource")),
  iosSymbol: z.string().regex(/^deco\.[a-z0-9.-]{1,58}$/, rule("ios-symbol")),
  iosAlternateIcon: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, rule("app-icon"))
    .optional(),
  accent: accentColorSchema.optional(),
};

/** The content of `decorations/<key>.json`. */
export const decorationFileSchema = z.strictObject(decorationFields).readonly();

export const decorationSchema = z
  .strictObject({
    key: keySchema.refine((key) => key !== "themes", reserved("decorations/themes.json")),
    ...decorationFields,
    path: z
      .string()
      .max(2048)
      .superRefine((path, context) => {
        for (const { message } of checkIconPath(path)) context.addIssue({ code: "custom", message });
      }),
    artHash: z.string().regex(/^[0-9a-f]{12}$/, rule("art-hash")),
  })
  .readonly() satisfies z.ZodType<Decoration>;

function reserved(file: string): string {
  return `is reserved: ${file} holds something else`;
}

// Schedules

/** Days of each month; 29 February is a day of leap years. */
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const daySchema = z.iso.date(rule("day"));

const dayOfYearSchema = z.string().refine(isDayOfYear, rule("day-of-year"));

function isDayOfYear(text: string): boolean {
  const [, month, day] = /^--(\d\d)-(\d\d)$/.exec(text) ?? [];
  return Number(day) >= 1 && Number(day) <= (DAYS_OF_MONTH[Number(month) - 1] ?? 0);
}

export const scheduleZoneSchema: z.ZodType<ScheduleZone> = z.union([z.literal("own"), zoneNameSchema], {
  error: rule("time-zone-or-own"),
});

export const timeOfDaySchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, rule("time-of-day"));

const offsetDaysSchema = z.int().min(-366).max(366);

const scheduleBase = {
  zone: scheduleZoneSchema,
  startTime: absentable(timeOfDaySchema),
  endTime: absentable(timeOfDaySchema),
};

const scheduleSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("once"), firstDay: daySchema, lastDay: daySchema, ...scheduleBase }).readonly(),
    z
      .strictObject({ kind: z.literal("yearly"), firstDay: dayOfYearSchema, lastDay: dayOfYearSchema, ...scheduleBase })
      .readonly(),
    z
      .strictObject({
        kind: z.literal("feast"),
        feast: z.enum(FEASTS),
        firstOffsetDays: offsetDaysSchema,
        lastOffsetDays: offsetDaysSchema,
        ...scheduleBase,
      })
      .readonly(),
  ])
  .superRefine((schedule, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (schedule.kind === "once" && schedule.lastDay < schedule.firstDay)
      refuse("lastDay", rule("not-before-first-day"));
    if (schedule.kind === "feast" && schedule.lastOffsetDays < schedule.firstOffsetDays) {
      refuse("lastOffsetDays", rule("not-below-first-offset"));
    }
    const isOneDay =
      schedule.kind === "feast"
        ? schedule.firstOffsetDays === schedule.lastOffsetDays
        : schedule.firstDay === schedule.lastDay;
    if (isOneDay && schedule.endTime !== undefined && schedule.endTime <= (schedule.startTime ?? "00:00")) {
      refuse("endTime", rule("end-after-start"));
    }
  }) satisfies z.ZodType<Schedule>;

// Campaigns

const minimumHoursSchema = z
  .number()
  .positive()
  .max(24 * 366);

const stageSchema = z.union(
  [
    z.strictObject({ minimumHours: minimumHoursSchema, people: z.int().positive().max(1e9) }).readonly(),
    z.strictObject({ minimumHours: minimumHoursSchema, percent: z.number().positive().max(100) }).readonly(),
  ],
  { error: rule("stage-size") },
) satisfies z.ZodType<Stage>;

export const stagesSchema = z
  .array(stageSchema)
  .max(20)
  .superRefine((stages, context) => {
    for (const [index, stage] of stages.entries()) {
      const before = stages[index - 1];
      if (before === undefined) continue;
      const shrinks =
        ("percent" in stage && "percent" in before && stage.percent < before.percent) ||
        ("people" in stage && "people" in before && stage.people < before.people);
      if (shrinks) context.addIssue({ code: "custom", path: [index], message: rule("stages-grow") });
    }
  })
  .readonly();

const campaignFields = {
  label: labelSchema,
  decoration: keySchema,
  audience: z.strictObject({ include: uniqueKeysSchema, exclude: uniqueKeysSchema }).readonly(),
  delivery: z.enum(["default-on", "opt-in"]),
  requests: z.boolean(),
  schedule: scheduleSchema,
  waves: z
    .array(
      z
        .strictObject({
          segments: uniqueKeysSchema.refine((keys) => keys.length > 0, rule("segment-needed")),
          startsAfterDays: z.int().min(0).max(366),
        })
        .readonly(),
    )
    .max(20)
    .readonly(),
  priority: z.int().min(0).max(1000),
  holdoutPercent: z.number().min(0).max(100),
  stages: stagesSchema,
  unstagedBecause: absentable(z.string().trim().min(3).max(500)),
};

/** A campaign that nobody could ever see is a mistake, not a campaign. */
function refuseUnseen(campaign: Omit<Campaign, "key">, context: z.RefinementCtx): void {
  if (campaign.delivery === "opt-in" && !campaign.requests) {
    const message = rule("opt-in-requests");
    context.addIssue({ code: "custom", path: ["requests"], message });
  }
  if (campaign.delivery === "default-on" && campaign.audience.include.length === 0) {
    const message = rule("own-audience");
    context.addIssue({ code: "custom", path: ["audience", "include"], message });
  }
  if (campaign.stages.length > 0 && campaign.unstagedBecause !== undefined) {
    const message = rule("stages-explained");
    context.addIssue({ code: "custom", path: ["unstagedBecause"], message });
  }
}

/** The content of `campaigns/<key>.json`. */
export const campaignFileSchema = z.strictObject(campaignFields).superRefine(refuseUnseen).readonly();

export const campaignSchema = z
  .strictObject({ key: keySchema, ...campaignFields })
  .superRefine(refuseUnseen)
  .readonly() satisfies z.ZodType<Campaign>;
