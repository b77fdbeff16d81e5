import { z } from "zod";
import { LIVE_STATES } from "../domain/campaign/lifecycle.ts";
import { LEFT_OUT_CODES } from "../domain/review/roll-back.ts";
import { attributeKeySchema } from "./definition-schemas.ts";
import { diskSpaceSchema } from "./disk-space.ts";
import { keySchema } from "./identifiers.ts";
import { DEFINITION_KINDS } from "./rpc/rpc-control.ts";
import { whyUnseen } from "./unreadable-text.ts";
import { OBJECT_KINDS, TROUBLE_STATES } from "./rpc/rpc-identity.ts";

export const LEAST_REASON = 3;
export const MOST_REASON = 500;

const SAY_WHY = "say why, in a few words";

/** Why somebody did something; it goes into the audit, for people to read. */
export const reasonSchema = z
  .string()
  .trim()
  .min(LEAST_REASON, SAY_WHY)
  .max(MOST_REASON)
  .superRefine((reason, { addIssue }) => {
    const message = whyUnseen(reason);
    if (message !== undefined) addIssue({ code: "custom", message });
  });

const approvalShape = {
  submittedBy: z.string(),
  approvedBy: z.string(),
  authors: z.array(z.string()).readonly().optional().describe("Who wrote what a second person approved"),
};

const reachBoundSchema = z.strictObject({
  atMost: z.int().describe("At most so many people, a power of two"),
  share: z.number().describe("At most this share of all people, a power of two"),
});

const knownEndsShape = {
  knownEnds: z
    .array(z.string())
    .readonly()
    .optional()
    .describe("Starts of the same that were known to be halted or stopped when it was approved"),
  knownReasons: z
    .array(z.string())
    .readonly()
    .optional()
    .describe("Why it took two people when it was approved; what arises later takes a second person again"),
  agreedReach: reachBoundSchema.optional().describe("Whom it reached then"),
};

const reviewSchema = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("draft"), note: z.string().optional() }),
  z.strictObject({
    state: z.literal("submitted"),
    hash: z.string(),
    submittedBy: z.string(),
    needsTwo: z.boolean().describe("Somebody other than the author must approve"),
    whyTwo: z
      .array(z.looseObject({ code: z.string() }))
      .readonly()
      .optional()
      .describe("Why two people are needed"),
    submittedAt: z.int().optional(),
  }),
  z.strictObject({ state: z.literal("approved"), hash: z.string(), ...approvalShape, ...knownEndsShape }),
  z.strictObject({
    state: z.literal("scheduled"),
    hash: z.string(),
    ...approvalShape,
    ...knownEndsShape,
    startsAt: z.int(),
    scheduledBy: z.string().optional(),
  }),
]);

const labelSchema = z.strictObject({ ru: z.string(), en: z.string() }).readonly();

const awaitCauseSchema = z.discriminatedUnion("code", [
  z.strictObject({ code: z.literal("reach"), share: z.number().describe("More of all people have seen it") }),
  z.strictObject({
    code: z.literal("reach-together"),
    share: z.number().describe("More of all people have seen it or the others"),
    campaigns: z
      .array(z.strictObject({ key: z.string(), label: labelSchema }))
      .readonly()
      .describe("What else the same person showed alone within 30 days"),
  }),
  z.strictObject({ code: z.literal("outgrown"), ...reachBoundSchema.shape }),
  z.strictObject({ code: z.literal("own-people"), who: z.string().describe("Who wanted it, and imported people") }),
  z.strictObject({
    code: z.literal("revealed"),
    feast: labelSchema.describe("People would first see it on the days of this sensitive feast, or the day before"),
    gone: labelSchema.nullable().describe("What they saw in place of it; null: everything was stopped"),
  }),
]);

const startWordSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("two") }),
  z.strictObject({
    kind: z.literal("one"),
    of: z.array(z.string()).readonly().describe("Who wrote and wanted it, and so can't confirm it"),
    wantedBy: z
      .array(z.string())
      .readonly()
      .optional()
      .describe("Whose word it is, where these are others: also who started it, but not who only wrote policy"),
    awaitedSince: z.int().optional().describe("Since then nobody new gets it until a second person confirms it"),
    awaitedFor: awaitCauseSchema.optional().describe("Why; absent: not known"),
  }),
]);

const lifecycleSchema = z.strictObject({
  review: reviewSchema.describe("Where the working copy stands"),
  live: z
    .strictObject({
      state: z.enum(LIVE_STATES),
      version: z.int(),
      hash: z.string(),
      startedAt: z.int(),
      changedAt: z.int(),
      amendedAt: z.int().optional().describe("When its content was last changed without anything new being started"),
      reason: z.string().optional(),
      haltedAt: z.int().optional().describe("When the guard halted this version"),
      approval: z.strictObject(approvalShape).optional().describe("On whose word it was started"),
      word: startWordSchema.optional().describe("On whose word it runs; absent: it was started before this was kept"),
      ...knownEndsShape,
      haltedBy: z.literal("policy").optional().describe("Who halted it, if it is halted; absent: its guard"),
      policyHalt: z
        .strictObject({
          at: z.int(),
          was: z.enum(["running", "holding"]).describe("What it goes on as, if the halt is lifted"),
          proposal: z.int().optional().describe("The proposal whose carrying halted it; absent: none, or not known"),
          liftProposedBy: z.string().optional().describe("Who wants the halt lifted"),
          liftProposedAt: z
            .int()
            .optional()
            .describe("How often policy had been changed when they said so; their word holds until it is again"),
        })
        .optional(),
      haltedByPolicyAt: z
        .int()
        .optional()
        .describe("When policy halted this version; absent: it did not, or two lifted that"),
    })
    .optional()
    .describe("Where the published version stands"),
  editors: z.array(z.string()).readonly(),
  approvedParts: z
    .record(z.string(), z.int())
    .optional()
    .describe("The revision of each part that a second person approved last"),
});

const authorSchema = z.strictObject({
  who: z.string().describe("The human, also of what their machines wrote"),
  parts: z.array(z.string()).readonly().describe("What they wrote, as kind/key"),
});

/** A definition as the control plane answers it. */
export const storedDefinitionSchema = z.strictObject({
  kind: z.enum(DEFINITION_KINDS),
  key: keySchema.or(attributeKeySchema),
  revision: z.int(),
  hash: z.string(),
  body: z.looseObject({}).describe("The definition, as in its file"),
  changedAt: z.int(),
  changedBy: z.string(),
  lifecycle: lifecycleSchema.optional(),
  authors: z
    .array(authorSchema)
    .readonly()
    .optional()
    .describe("Of campaigns: who wrote a part since a second person last approved it; none of them can approve it"),
  tags: z
    .strictObject({
      review: z.string().optional().describe("Of what is submitted, with why it takes two people"),
      live: z.string().optional().describe("Of what runs, with what it waits for"),
      lift: z.string().optional().describe("Of a halt by policy, with what would go on and who has asked to lift it"),
    })
    .optional()
    .describe("Of campaigns: what whoever approves or confirms one, or lifts its halt by policy, names in `seen`"),
  isAsLive: z
    .boolean()
    .optional()
    .describe("Of a campaign that was started: whether it is still what was started last, with all that it uses"),
  usedBy: z.array(z.string()),
});

export const publishReportSchema = z.strictObject({
  ruleset: z.int(),
  acknowledged: z.int().describe("Shards that decide with it"),
  total: z.int(),
  isLive: z.boolean(),
});

const resumeWordSchema = z.strictObject({
  proposedBy: z.string(),
  until: z.int().describe("Until then another approver's word goes with it"),
});

export const stopReportSchema = publishReportSchema.extend({
  resume: resumeWordSchema
    .optional()
    .describe("Everything is still stopped: one person alone wants it to go on. Absent: it is done"),
});

export const rulesetSummarySchema = z.strictObject({
  version: z.int(),
  compiledAt: z
    .int()
    .describe("When the days and hours of its campaigns were worked out; a stop or a halt takes them over"),
  inForceFrom: z.int().describe("When this version was made, and in force"),
  cause: z.string(),
  by: z.string(),
  stopped: z.boolean(),
  campaigns: z.array(
    z.strictObject({
      key: z.string(),
      label: labelSchema.optional().describe("As people called it in that ruleset"),
      state: z.string(),
    }),
  ),
});

const jsonChangeSchema = z.strictObject({
  path: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});

/** What a rollback would do, or has done. */
export const rollBackPlanSchema = z.strictObject({
  target: z.int(),
  present: z.int().describe("The latest ruleset before it"),
  campaigns: z
    .array(
      z.strictObject({
        key: z.string(),
        outcome: z.enum(["returns", "holds", "ends", "left-out"]),
        ends: z.boolean().describe("What is shown of it now is shown no longer"),
        code: z
          .enum(LEFT_OUT_CODES)
          .nullable()
          .describe("Why it does not come back; null: it does, or was not there either"),
        sentence: z.strictObject({ ru: z.string(), en: z.string() }).nullable(),
      }),
    )
    .readonly()
    .describe("Campaigns of which something changes, or which are left out"),
  changes: z.array(jsonChangeSchema).readonly(),
});

export const rulesetChangesSchema = z.strictObject({
  changes: z.array(jsonChangeSchema).readonly(),
  policy: z
    .array(z.strictObject({ code: z.string(), ru: z.string(), en: z.string() }))
    .readonly()
    .describe("What was changed in policy between the two, in words"),
});

export const rolledBackSchema = publishReportSchema.extend({ rollback: rollBackPlanSchema });

export const auditEntrySchema = z.strictObject({
  id: z.int(),
  at: z.int(),
  actor: z.string(),
  action: z.string(),
  target: z.string(),
  why: z.string().nullable(),
  changes: z.array(jsonChangeSchema),
  hash: z.string(),
});

/** An object that is not as the catalog remembers it. */
const troubledObjectSchema = z.strictObject({
  object: z.string(),
  kind: z.enum(OBJECT_KINDS),
  state: z
    .enum(TROUBLE_STATES)
    .describe("`lost`, `older` or `foreign`: shows nothing, takes no word; `ahead`: the catalog is an older copy"),
  since: z.int(),
  file: z.string().describe("Where its data lies, in GARLAND_DATA"),
  proposedBy: z.string().nullable().describe("Who has proposed to accept the loss"),
  sentence: z.strictObject({ ru: z.string(), en: z.string() }).describe("What is wrong, and what to do"),
});

/** An object as the catalog knows it. */
export const objectReportSchema = z.strictObject({
  object: z.string(),
  kind: z.enum(["catalog", ...OBJECT_KINDS]),
  state: z.enum(["known", ...TROUBLE_STATES]),
  version: z.int().nullable().describe("Of the ruleset or order that it holds; 0: none; null: it was not heard yet"),
  bytes: z.int().nullable().describe("Of its file, in whole MiB"),
  heardAt: z.int().nullable().describe("When it last said so, in milliseconds since 1970"),
  file: z.string().describe("Where its data lies, in GARLAND_DATA"),
  sentence: z.strictObject({ ru: z.string(), en: z.string() }).nullable().describe("What is wrong, and what to do"),
});

/** Something that an object should do by itself, and does not manage to. */
export const failingDutySchema = z.strictObject({
  duty: z.string(),
  failures: z.int().describe("In a row"),
  since: z.int().describe("When the first of them was, in milliseconds since 1970"),
  reason: z.string(),
  nextTryAt: z.int().describe("In milliseconds since 1970"),
});

export const repairSchema = z.strictObject({
  object: z.string(),
  state: z.enum(["proposed", "carried-out"]).describe("`proposed`: a second person has to ask for the same"),
  proposedBy: z.string(),
});

export const keysToConfirmSchema = z
  .array(z.strictObject({ prefix: z.string(), name: z.string(), createdBy: z.string() }))
  .readonly()
  .describe(
    "Keys that could switch on no more for people, or read no more about them, as no second person has confirmed them",
  );

export const statusSchema = publishReportSchema.extend({
  shards: z.array(z.int()).describe("The ruleset that each shard decides with, shard 0 first; 0: none yet"),
  errors: z.array(z.string()).describe("Shards that could not be reached, with why; they are tried again"),
  stopped: z.boolean(),
  resume: resumeWordSchema
    .optional()
    .describe("Who wants everything to go on that is stopped, perhaps too long ago (`until`). Absent: nobody"),
  troubled: z.array(troubledObjectSchema).describe("What is not as it should be; empty if all is well"),
  failingDuties: z
    .array(failingDutySchema)
    .readonly()
    .describe("What the service should do by itself and does not manage to: starts, renewed windows, deliveries"),
  keysToConfirm: keysToConfirmSchema,
  space: diskSpaceSchema,
});
