import { z } from "zod";
import { FEWER_THAN } from "../domain/guard/tell-count.ts";
import { PART_FEWER_THAN } from "../domain/guard/part-bound.ts";
import { NOTICE_KINDS, TEST_NOTICE } from "../domain/guard/guard-notice.ts";

const instantTextSchema = z.iso.datetime().describe("UTC instant");
const textSchema = z.strictObject({ ru: z.string(), en: z.string() });
const levelSchema = z.enum(["calm", "warn", "halt"]);
const actionSchema = z.enum(["halt", "warn", "complete", "hold", "continue", "advance"]);

/** A number of people as it is told. */
const aboutSchema = (fewerThan: number) =>
  z.int().nullable().describe(`About; null: fewer than ${fewerThan}, or nobody`);

const peopleShape = {
  exposed: aboutSchema(FEWER_THAN.exposed).describe(
    `About how many saw it without having asked; null: fewer than ${FEWER_THAN.exposed}`,
  ),
  optedOut: aboutSchema(FEWER_THAN.optedOut).describe(
    `Of these, about how many switched it off; null: fewer than ${FEWER_THAN.optedOut}, or nobody`,
  ),
  complained: aboutSchema(FEWER_THAN.complained).describe(
    `Of these, about how many complained; null: fewer than ${FEWER_THAN.complained}, or nobody`,
  ),
};

const peopleCountsSchema = z.strictObject(peopleShape);

const guardPartSchema = z.strictObject({
  people: aboutSchema(FEWER_THAN.optedOut),
  expected: z.number().nullable().describe("How many of those who are told to have seen it would be normal"),
  p0: z.number().describe("The share of people that is normal"),
  weight: z.number().describe("In the whole"),
});

const oddsSchema = z
  .number()
  .describe("Against “this is normal”, from the told counts; never beyond what the level says");

const guardPointSchema = z.strictObject({
  at: instantTextSchema.describe("When the period began"),
  action: actionSchema,
  level: levelSchema,
  stage: z.int(),
  coverage: z.number(),
  ...peopleShape,
  asked: aboutSchema(FEWER_THAN.asked),
  gifts: aboutSchema(FEWER_THAN.gifts),
  odds: oddsSchema,
  safeOdds: z.number(),
});

const phaseSchema = z
  .enum(["ahead", "running", "held", "full", "kept", "over", "halted", "stopped", "completed", "superseded"])
  .describe(
    "`held`: nobody new gets it; `full`: all stages are passed; `kept`: only who has it keeps it, as the audience was changed; `over`: its season has ended",
  );

/** What a reader is told about a guarded campaign: numbers, words, and what comes next. */
export const guardAnswerSchema = z.strictObject({
  guard: z.string(),
  campaign: z.string(),
  version: z.int(),
  phase: phaseSchema,
  heldBy: z.enum(["nobody", "guard", "person"]),
  season: z.strictObject({ from: instantTextSchema, until: instantTextSchema }),
  audience: z.int().describe("About how many people, as counted within the last hour: in tens, from 1 to 24 as 20"),
  stage: z.strictObject({
    index: z.int().describe("From 0; as large as `total` when all stages are passed"),
    total: z.int(),
    startedAt: instantTextSchema,
    share: z.number().describe("Of the audience, to be reached in this stage"),
    coverage: z.number().describe("Of the audience, reached by now"),
  }),
  next: z
    .strictObject({
      opens: z.enum(["stage", "everybody"]),
      notBefore: instantTextSchema,
      waitsFor: z.array(
        z.enum(["minimum-time", "growing", "stale", "held-by-hand", "one-word", "inconclusive", "warning"]),
      ),
    })
    .nullable()
    .describe("What is to come, and what it waits for"),
  plan: z
    .array(z.strictObject({ afterHours: z.number(), stage: z.int(), share: z.number(), people: z.int() }))
    .describe("Corners of the coverage to expect if all goes well"),
  shards: z
    .strictObject({ heard: z.int(), total: z.int() })
    .describe("From how many of all shards the counts are fresh; unless from all, the real ones may be higher"),
  counts: z.strictObject({
    ...peopleShape,
    asked: aboutSchema(FEWER_THAN.asked).describe(
      "About how many see it because they asked or accepted a gift; no part of the evidence",
    ),
    gifts: aboutSchema(FEWER_THAN.gifts).describe("Of these, about how many accepted a gift"),
  }),
  evidence: z.strictObject({
    odds: oddsSchema,
    safeOdds: z.number().describe("Against “too many mind”: what the next stage needs"),
    level: levelSchema,
    limits: z.strictObject({ warn: z.number(), halt: z.number(), advance: z.number(), minimumPeople: z.int() }),
    parts: z.strictObject({ optedOut: guardPartSchema, complained: guardPartSchema }),
  }),
  verdict: z.strictObject({
    action: actionSchema,
    at: instantTextSchema,
    sentence: textSchema,
    silentShards: z.array(z.string()).describe("No fresh numbers from these, whatever the guard does about it"),
  }),
  probe: z
    .strictObject({ at: instantTextSchema, isStillShown: z.boolean(), unreachable: z.int() })
    .nullable()
    .describe("After a halt: whether any of those who were asked about still gets it by default"),
  history: z.array(guardPointSchema),
  earlier: z
    .array(
      z.strictObject({
        guard: z.string(),
        version: z.int(),
        phase: phaseSchema,
        coverage: z.number().describe("Of that audience, reached before the change"),
        counts: peopleCountsSchema,
        odds: oddsSchema,
        haltAt: z.number().describe("Odds at which this one halts the campaign"),
        level: levelSchema,
        sentence: textSchema,
      }),
    )
    .describe("The guards of audiences that the campaign had before it was changed: any of them may halt it"),
});

export type GuardAnswer = z.infer<typeof guardAnswerSchema>;

const partSchema = aboutSchema(PART_FEWER_THAN);

const partCountsSchema = z.strictObject({ exposed: partSchema, optedOut: partSchema, complained: partSchema });

const breakdownSchema = z
  .strictObject({
    parts: z.array(partCountsSchema.extend({ value: z.string().nullable().describe("Null: not known") })),
  })
  .describe(
    `Told once, when the retrospective is final; values with fewer than ${PART_FEWER_THAN} people are left out`,
  );

/** What there is to learn from one run of a campaign. */
export const retrospectiveSchema = z.strictObject({
  guard: z.string(),
  campaign: z.string(),
  version: z.int(),
  theme: z.string(),
  category: z.string(),
  delivery: z.enum(["default-on", "opt-in"]),
  outcome: z.enum(["halted", "stopped", "completed", "superseded"]),
  isFinal: z.boolean().describe("The seven days in which people may still mind are over"),
  startedAt: instantTextSchema,
  endedAt: instantTextSchema,
  writtenAt: instantTextSchema,
  p0: z.number().describe("The opt-out rate that was agreed to be normal"),
  audience: z.int(),
  totals: peopleCountsSchema,
  byStage: z.array(partCountsSchema).describe("Told once, when the retrospective is final"),
  asked: aboutSchema(FEWER_THAN.asked),
  gifts: aboutSchema(FEWER_THAN.gifts),
  level: levelSchema,
  odds: oddsSchema,
  byRegion: breakdownSchema,
  byPlatform: breakdownSchema,
  history: z.array(guardPointSchema),
});

export type RetrospectiveAnswer = z.infer<typeof retrospectiveSchema>;

export const themePolicySchema = z.strictObject({
  theme: z.string(),
  haltedBy: z.string().describe("The guard of the campaign that was halted last"),
  halts: z.array(z.string()).describe("The guards of all campaigns that this review is about"),
  haltedAt: instantTextSchema,
  review: z
    .strictObject({ by: z.string(), at: instantTextSchema, reason: z.string() })
    .nullable()
    .describe("Null: it can't be on by default until an approver has reviewed it"),
});

/** What has been learnt from campaigns so far. */
export const policySchema = z.strictObject({
  themes: z.array(themePolicySchema),
  categories: z.array(
    z.strictObject({
      category: z.string(),
      sensitive: z.boolean(),
      p0: z.number().describe("The opt-out rate that counts as normal in campaigns that start now"),
      learntFrom: z.string().nullable().describe("The guard of a quiet campaign; null: nothing is known yet"),
    }),
  ),
});

export const noticeKindSchema = z.enum(NOTICE_KINDS);

export const webhookSchema = z.strictObject({
  id: z.string(),
  url: z.string(),
  kinds: z.array(noticeKindSchema).readonly().nullable().describe("Null: all"),
  createdAt: instantTextSchema,
  createdBy: z.string(),
});

export const deliverySchema = z.strictObject({
  id: z.string(),
  webhook: z.string(),
  notice: z.string(),
  kind: z.enum([...NOTICE_KINDS, TEST_NOTICE]),
  at: instantTextSchema,
  state: z.enum(["waiting", "delivered", "failed"]).describe("`failed`: given up until it is replayed"),
  attempts: z.int(),
  nextAttemptAt: instantTextSchema.nullable(),
  lastAnswer: z.string().nullable().describe("An HTTP status, or why there is none"),
});
