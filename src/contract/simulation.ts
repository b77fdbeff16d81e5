/** Rehearsals over the whole population, audience counts and personas: what is asked and what is answered. */
import { z } from "zod";
import type { AudienceReport } from "../domain/condition/audience.ts";
import { NONE_REASONS, SHOW_REASONS, type Explanation } from "../domain/decision/decision.ts";
import type { RehearsalReport } from "../domain/rehearsal/rehearsal-report.ts";
import {
  attributeKeySchema,
  campaignSchema,
  conditionSchema,
  daySchema,
  decorationSchema,
  factsSchema,
  scheduleZoneSchema,
  segmentSchema,
  timeOfDaySchema,
  uniqueKeysSchema,
} from "./definition-schemas.ts";
import { triedDeviceSchema } from "./tried-device.ts";
import { instantSchema, keySchema, scopeSchema } from "./identifiers.ts";
import { rule } from "./rules.ts";
import { DAY_MS } from "../domain/time-units.ts";

/** The longest that can be rehearsed at once: a leap year. */
const MAXIMUM_DAYS = 366;

const DRAFT_KINDS = ["segment", "decoration", "campaign"] as const;

/** What is to be tried out, beside what is live. Nothing of it is stored. */
const changesShape = {
  drafts: z
    .array(z.strictObject({ kind: z.enum(DRAFT_KINDS), key: keySchema }))
    .max(100)
    .default([])
    .describe("Working copies to treat as live: a campaign as running, a segment in every campaign that uses it"),
  definitions: z
    .strictObject({
      segments: z.array(segmentSchema).max(20).default([]),
      decorations: z.array(decorationSchema).max(20).default([]),
      campaigns: z.array(campaignSchema).max(20).default([]),
    })
    .prefault({})
    .describe("The same for what is not stored yet"),
};

export type WorldChanges = z.output<z.ZodObject<typeof changesShape>>;

const bySchema = z
  .array(attributeKeySchema)
  .max(8)
  .refine((keys) => new Set(keys).size === keys.length, rule("attributes-once"));

export const simulationRequestSchema = z
  .strictObject({
    ...changesShape,
    at: instantSchema.optional().describe("Rehearse this instant"),
    from: daySchema.optional().describe("Or every day from this one"),
    until: daySchema.optional().describe("up to this one, inclusive"),
    time: timeOfDaySchema.default("12:00").describe("at this time of day"),
    zone: scheduleZoneSchema.default("own").describe("in each subscriber's own zone, or in one zone for all"),
    by: bySchema.default(["region", "platform"]).describe("Attributes to count by; years of birth become ages"),
  })
  .superRefine(({ at, from, until }, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    const isPeriod = from !== undefined && until !== undefined;
    if ((at !== undefined) === isPeriod || (at !== undefined && (from ?? until) !== undefined)) {
      refuse([], rule("at-or-period"));
    } else if (isPeriod && until < from) refuse(["until"], rule("not-before-from"));
    else if (isPeriod && (Date.parse(until) - Date.parse(from)) / DAY_MS >= MAXIMUM_DAYS) {
      refuse(["until"], rule("period-length"));
    }
  });

export type SimulationRequest = z.output<typeof simulationRequestSchema>;

const countSchema = z
  .int()
  .nullable()
  .describe("About how many. Null: from 1 to 19 people, or a number from which such a number could be computed");

/** Who sees what depends on what people chose. */
const chosenSchema = z.int().nullable().describe("About how many, in steps of 50. Null: fewer than `fewerThan` says");

const comparisonShape = {
  live: chosenSchema,
  candidate: chosenSchema,
  kept: chosenSchema,
  gained: chosenSchema,
  lost: chosenSchema,
};

const valuesSchema = z
  .array(z.string().nullable())
  .readonly()
  .describe("More than one where a group by itself would be too small; null: not known");

const reasonSchema = z.enum([...SHOW_REASONS, ...NONE_REASONS]);
const reasonsSchema = z
  .array(z.strictObject({ reasons: z.array(reasonSchema).readonly(), people: chosenSchema }))
  .readonly();

const rehearsalReportSchema = z.strictObject({
  people: z.int().describe("About everybody in the shards"),
  fewerThan: z
    .strictObject({
      decorations: z.int(),
      groups: z.int(),
      campaigns: z.int(),
      overlaps: z.int(),
      days: z.int(),
    })
    .describe("From how many people on each part tells a number; where it is null there are fewer"),
  decorations: z
    .array(
      z.strictObject({
        decoration: z.string(),
        ...comparisonShape,
        groups: z.record(
          z.string(),
          z.array(z.strictObject({ values: valuesSchema, people: countSchema, ...comparisonShape })).readonly(),
        ),
      }),
    )
    .readonly()
    .describe("People who see it on at least one of the days, each once"),
  campaigns: z
    .array(
      z.strictObject({
        campaign: z.string(),
        off: chosenSchema.describe("People who switched its theme off, at whatever scope"),
        asked: chosenSchema,
        gift: chosenSchema,
        silent: chosenSchema,
        chosenTheme: chosenSchema.describe("People with any choice at the theme"),
        chosenCategory: chosenSchema.describe("People with any choice at the category or at a theme in it"),
      }),
    )
    .readonly(),
  overlaps: z
    .array(z.strictObject({ winner: z.string(), loser: z.string(), people: chosenSchema }))
    .readonly()
    .describe("Campaigns that both want the slot of the same people"),
  days: z
    .array(
      z.strictObject({
        firstDay: z.string(),
        lastDay: z.string(),
        decorations: z
          .array(z.strictObject({ decoration: z.string(), ...comparisonShape, reasons: reasonsSchema }))
          .readonly(),
        nothing: reasonsSchema.describe("Why the others see nothing under the candidate"),
      }),
    )
    .readonly()
    .describe("Day by day; neighbouring days that are alike stand together"),
}) satisfies z.ZodType<RehearsalReport>;

export const simulationReportSchema = rehearsalReportSchema.extend({
  countedAt: z.iso.datetime().describe("UTC instant; whoever asks the same again that day (UTC) is told the same"),
  left: z.int().describe("Different rehearsals that you may ask for today after this one"),
  ruleset: z.int().describe("The live ruleset that the candidate is compared with"),
  rehearsed: z
    .array(z.strictObject({ campaign: z.string(), decoration: z.string(), theme: z.string(), isDraft: z.boolean() }))
    .readonly()
    .describe("The candidate's campaigns, first in the slot first"),
});

export type SimulationReport = z.infer<typeof simulationReportSchema>;

export const simulationProgressSchema = z.strictObject({
  shardsDone: z.int(),
  shards: z.int(),
  subscribersDone: z.int(),
});

export type SimulationProgress = z.infer<typeof simulationProgressSchema>;

// Audience counts

export const audienceRequestSchema = z
  .strictObject({
    condition: conditionSchema.optional(),
    include: uniqueKeysSchema.optional().describe("In any of these segments"),
    exclude: uniqueKeysSchema.optional().describe("In none of these"),
    segments: z.array(segmentSchema).max(20).default([]).describe("Segments that are not stored yet"),
    by: bySchema.default([]),
  })
  .refine(({ condition, include, exclude }) => (condition ?? include ?? exclude) !== undefined, rule("count-of-whom"));

export type AudienceRequest = z.output<typeof audienceRequestSchema>;

export const audienceReportSchema = z.strictObject({
  total: z.int().describe("About everybody in the shards"),
  matching: countSchema,
  share: z.number().nullable().describe("Of the total, in [0, 1]"),
  groups: z.record(
    z.string(),
    z.array(z.strictObject({ values: valuesSchema, total: z.int(), matching: z.int() })).readonly(),
  ),
  left: z.int().describe("Different counts that you may ask for today after this one"),
}) satisfies z.ZodType<AudienceReport>;

// Personas

/** An invented person, kept to try campaigns on. */
export const personaSchema = z.strictObject({
  label: z.string().trim().min(1).max(120).describe("Such as: 19, Novosibirsk, Android, opted out of romance"),
  attributes: factsSchema.default({}).describe("As an operator would import them"),
  device: triedDeviceSchema.default({}),
  choices: z
    .array(z.strictObject({ scope: scopeSchema, value: z.enum(["in", "out"]) }))
    .max(100)
    .readonly()
    .default([])
    .describe("In the order in which they were made"),
});

export type Persona = z.output<typeof personaSchema>;

export const storedPersonaSchema = personaSchema.extend({
  key: keySchema,
  changedAt: z.int(),
  changedBy: z.string(),
});

export type StoredPersona = z.output<typeof storedPersonaSchema>;

export const personaDecisionRequestSchema = z.strictObject({
  ...changesShape,
  at: instantSchema,
  personas: uniqueKeysSchema.optional().describe("All of them when left out"),
});

export type PersonaDecisionRequest = z.output<typeof personaDecisionRequestSchema>;

const decisionSchema = z.looseObject({
  decision: z.enum(["show", "none"]),
  reason: reasonSchema,
  campaign: z.string().optional(),
  decoration: z.string().optional(),
});

/** A decision with everything that led to it. */
export const explanationSchema = z.strictObject({
  decision: decisionSchema,
  ruleset: z.int(),
  at: z.int(),
  zone: z.string(),
  campaigns: z
    .array(
      z.strictObject({
        campaign: z.string(),
        decoration: z.string(),
        reason: reasonSchema,
        segments: z
          .array(
            z.strictObject({
              key: z.string(),
              role: z.enum(["wave", "include", "exclude"]),
              trace: z
                .looseObject({ kind: z.string(), path: z.string(), matched: z.boolean() })
                .describe("Down to attribute, operator, expected and actual; children are traces again"),
            }),
          )
          .readonly(),
        bucket: z.int(),
        coverage: z.number(),
      }),
    )
    .readonly(),
});

export const personaDecisionSchema = z.strictObject({
  persona: keySchema,
  label: z.string(),
  live: explanationSchema,
  candidate: explanationSchema,
});

/** What a persona would see, and why, now and with the changes. */
export interface PersonaDecision {
  readonly persona: string;
  readonly label: string;
  readonly live: Explanation;
  readonly candidate: Explanation;
}
