import { z } from "zod";
import { FEASTS } from "../domain/campaign/schedule.ts";
import { FATES, FEWEST_SAYING_NO } from "../domain/policy/policy-effect.ts";
import { LIMIT_BOUNDS, LIMITS_KEY, type LimitName, type Limits } from "../domain/limits.ts";
import { publishReportSchema, reasonSchema } from "./control.ts";
import { attributeKeySchema, attributeSchema, categorySchema, feastSchema, themeSchema } from "./definition-schemas.ts";
import { keySchema } from "./identifiers.ts";
import { PROPOSAL_STATES } from "./rpc/rpc-policy.ts";
import { rule } from "./rules.ts";

const limitSchema = (name: LimitName) => {
  const { least, most } = LIMIT_BOUNDS[name];
  const number = name === "mostUnstagedPeople" ? z.int() : z.number();
  return number.min(least).max(most, `must be at most ${most}: a limit can only be stricter than what is promised`);
};

/** What may be set within hard bounds. */
const limitsSchema = z
  .strictObject({
    key: z.literal(LIMITS_KEY),
    ordinaryP0: limitSchema("ordinaryP0"),
    sensitiveP0: limitSchema("sensitiveP0"),
    mostLearntP0: limitSchema("mostLearntP0"),
    mostUnstagedPeople: limitSchema("mostUnstagedPeople"),
    rampPerHour: limitSchema("rampPerHour"),
    oneWordShare: limitSchema("oneWordShare"),
  })
  .readonly() satisfies z.ZodType<Limits>;

const changeOf = <Kind extends string, Body extends z.ZodType<object>>(
  kind: Kind,
  key: z.ZodType<string>,
  body: Body,
) =>
  z.strictObject({
    kind: z.literal(kind),
    key,
    body: body.nullable().describe("The whole row as it shall be; null: it goes"),
    baseRevision: z.int().min(0).describe("The revision that you saw; 0: it must not exist yet"),
  });

const changeSchema = z
  .discriminatedUnion("kind", [
    changeOf("attribute", attributeKeySchema, attributeSchema),
    changeOf("category", keySchema, categorySchema),
    changeOf("theme", keySchema, themeSchema),
    changeOf("feast", z.enum(FEASTS), feastSchema).describe("What a feast carries; its days come with Garland"),
    changeOf("limits", z.literal(LIMITS_KEY), limitsSchema),
  ])
  .refine(({ key, body }) => body === null || body.key === key, {
    path: ["body", "key"],
    error: rule("row-key"),
  });

/** More than anybody could read before they agree. */
const MOST_CHANGES = 100;

export const proposeSchema = z.strictObject({
  changes: z
    .array(changeSchema)
    .min(1)
    .max(MOST_CHANGES)
    .refine((changes) => new Set(changes.map(({ kind, key }) => `${kind}/${key}`)).size === changes.length, {
      error: rule("rows-once"),
    }),
  reason: reasonSchema,
});

const wordsSchema = z.strictObject({ ru: z.string(), en: z.string() });

const effectSchema = z.strictObject({
  saidNo: z.array(
    z.strictObject({
      scope: z.string(),
      people: z
        .int()
        .nullable()
        .describe(`About; 0: fewer than ${FEWEST_SAYING_NO}, or nobody; null: not every shard answered`),
      label: wordsSchema.optional().describe("As people call it"),
      sentence: wordsSchema,
    }),
  ),
  campaigns: z.array(
    z.strictObject({
      campaign: z.string(),
      label: wordsSchema.optional().describe("As people call it"),
      becomes: z
        .enum(FATES)
        .describe(
          "`held-beyond`: one person wants it, and it holds itself once more than `share` of all people have seen it",
        ),
      delivery: z.enum(["default-on", "opt-in"]).optional(),
      categories: z.array(wordsSchema).readonly().optional().describe("In which it stands from then on"),
      share: z.number().optional(),
      sentence: wordsSchema,
    }),
  ),
  authors: z
    .array(
      z.strictObject({
        parts: z
          .array(z.strictObject({ part: z.string(), label: wordsSchema.optional() }))
          .readonly()
          .describe("What is proposed, such as `category/romance`"),
        people: z.array(z.string()).readonly().describe("They count as authors of every new campaign with these parts"),
        sentence: wordsSchema,
      }),
    )
    .describe("Who can approve no new campaign of what is proposed, once it is carried"),
  sentences: z.array(wordsSchema).describe("What becomes of campaigns and of who may approve them, each thing once"),
});

export const proposalSchema = z.strictObject({
  id: z.int(),
  state: z.enum(PROPOSAL_STATES),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: z.int(),
  direction: z.enum(["tightens", "loosens"]),
  sentence: wordsSchema.describe("Who may carry it"),
  changes: z.array(
    z.strictObject({
      kind: z.string(),
      key: z.string(),
      baseRevision: z.int(),
      before: z.looseObject({}).nullable(),
      body: z.looseObject({}).nullable(),
    }),
  ),
  lines: z.array(wordsSchema.extend({ code: z.string() })).describe("What changes, in words"),
  declines: z
    .array(z.strictObject({ by: z.string(), at: z.int(), why: z.string().nullable() }))
    .describe("Who declined what tightens: it stays open until another person declines it as well"),
  closed: z
    .strictObject({
      by: z.string(),
      at: z.int(),
      why: z.string().nullable(),
      sentence: wordsSchema.nullable().describe("Why it is outdated"),
    })
    .nullable(),
});

export const weighedProposalSchema = proposalSchema.extend({
  consequences: effectSchema.nullable().describe("Null: it is open no more"),
  effect: z
    .string()
    .nullable()
    .describe("Of content, base and consequences; send it with :carry to say that you read them"),
});

export const proposalListSchema = z.strictObject({ items: z.array(proposalSchema) });

export const carriedSchema = z.strictObject({ proposal: proposalSchema, published: publishReportSchema });

export const limitsAnswerSchema = z.strictObject({
  limits: limitsSchema,
  revision: z.int().describe("0: nothing was ever set, and the defaults hold"),
  bounds: z.record(z.string(), z.strictObject({ least: z.number(), most: z.number() })),
});
