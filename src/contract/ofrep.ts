/**
 * Garland as a flag service: the OpenFeature Remote Evaluation Protocol (OFREP) 0.3.0. What clients really do with it,
 * and what was decided about it, stands in docs/ofrep.md.
 */
import { z } from "zod";
import type { Reason } from "../domain/decision/decision.ts";
import { onceForEach } from "../domain/once-for-each.ts";
import { DEFAULT_PACE, DEFAULT_REFRESH_SECONDS, paceOf } from "../domain/decision/plan-refresh.ts";
import { coverageAt } from "../domain/decision/rollout.ts";
import { readDevice } from "./device.ts";
import { knownSubscriberIdSchema } from "./identifiers.ts";
import type { Settings } from "./settings.ts";
import {
  joinTray,
  ownTrayOf,
  sharedTrayOf,
  type OwnTray,
  type SharedTray,
  type Tray,
  type TrayDecoration,
  type TrayParts,
} from "./tray.ts";

/** In the order of bulk answers. */
export const FLAG_KEYS = ["tray-icon", "tray-icon-key", "tray-icon-visible", "tray-refresh-seconds"] as const;

export type FlagKey = (typeof FLAG_KEYS)[number];

/** Those of OpenFeature's reasons that occur here. Clients in Python know no others. */
const FLAG_REASONS = ["STATIC", "DEFAULT", "TARGETING_MATCH", "SPLIT", "DISABLED"] as const;

const FLAG_ERROR_CODES = [
  "PARSE_ERROR",
  "TARGETING_KEY_MISSING",
  "INVALID_CONTEXT",
  "FLAG_NOT_FOUND",
  "GENERAL",
] as const;

/** No floats and no nulls: the Kotlin client would lose the whole answer. */
const flagMetadataSchema = z.record(z.string(), z.union([z.string(), z.boolean(), z.int()]));

export const flagSuccessSchema = z.strictObject({
  key: z.string(),
  value: z
    .union([z.boolean(), z.string(), z.int(), z.record(z.string(), z.unknown())])
    .optional()
    .describe("Absent: use the code default"),
  reason: z.enum(FLAG_REASONS),
  variant: z.string(),
  metadata: flagMetadataSchema,
});

/** A flag that could not be evaluated, in a bulk answer or by itself. */
export const flagFailureSchema = z.strictObject({
  key: z.string(),
  errorCode: z.enum(FLAG_ERROR_CODES),
  errorDetails: z.string(),
});

/** A bulk request that failed as a whole. */
export const bulkFailureSchema = flagFailureSchema.omit({ key: true });

const eventStreamSchema = z.strictObject({
  type: z.literal("sse"),
  url: z.url(),
  inactivityDelaySec: z.int().min(1),
});

export const bulkSuccessSchema = z.strictObject({
  flags: z.array(z.union([flagSuccessSchema, flagFailureSchema])),
  eventStreams: z.array(eventStreamSchema).optional().describe("Only with ?eventStreams=1"),
});

export type EventStream = z.infer<typeof eventStreamSchema>;
export type FlagSuccess = z.infer<typeof flagSuccessSchema>;
export type FlagFailure = z.infer<typeof flagFailureSchema>;
export type BulkFailure = z.infer<typeof bulkFailureSchema>;
export type FlagErrorCode = FlagFailure["errorCode"];
export type FlagAnswer = FlagSuccess | FlagFailure;

/** Some clients send what they do not know as null, or as an empty text. */
const dropUnknown = (members: unknown): unknown =>
  typeof members === "object" && members !== null && !Array.isArray(members)
    ? Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== ""))
    : members;

/**
 * An OpenFeature context: who, and what their phone says of itself. Of the latter what can't be used is not known; anything
 * else in it is not looked at.
 */
const flagContextSchema = z.preprocess(
  dropUnknown,
  z
    .looseObject({ targetingKey: knownSubscriberIdSchema.optional() })
    .transform(({ targetingKey, ...said }) => ({ ...(targetingKey && { targetingKey }), ...readDevice(said) })),
);

export type FlagContext = z.output<typeof flagContextSchema>;

export const flagRequestSchema = z.preprocess(dropUnknown, z.object({ context: flagContextSchema.optional() }));

/** One flag of a person, before it is put in the protocol's shape. */
interface Evaluation {
  readonly value?: FlagSuccess["value"];
  readonly variant: string;
  readonly reason: FlagSuccess["reason"];
}

/** What flags are made of. */
export interface FlagSource {
  readonly own: OwnTray;
  readonly shared: SharedTray;
  /** Both together. */
  readonly tray: Tray;
  readonly pace: string;
  /** OpenFeature's word for the decision's reason. */
  readonly reason: FlagSuccess["reason"];
}

type FlagTable = Readonly<Record<FlagKey, (source: FlagSource) => Evaluation>>;

const NO_ICON = "none";

const FLAGS: FlagTable = {
  // An instruction rather than a preference: also "nothing" says what to clear and when to ask again.
  "tray-icon": ({ tray: { v, epoch, refresh, off, decoration }, shared, reason }) => ({
    value: { v, epoch, refresh, off, ...withoutNulls(shared) },
    variant: decoration?.key ?? NO_ICON,
    reason,
  }),
  "tray-icon-key": ({ tray, reason }) => {
    const key = tray.decoration?.key ?? NO_ICON;
    return { ...valueUnlessDisabled(key, reason), variant: key, reason };
  },
  "tray-icon-visible": ({ tray, reason }) => {
    const isVisible = tray.decision === "show";
    return { ...valueUnlessDisabled(isVisible, reason), variant: isVisible ? "on" : "off", reason };
  },
  "tray-refresh-seconds": ({ tray, pace }) => ({
    value: tray.refresh.afterSeconds,
    variant: pace,
    reason: "TARGETING_MATCH",
  }),
};

/** Where nothing is shown because somebody stopped it, the flag counts as disabled: the app's own default applies. */
function valueUnlessDisabled<Value>(value: Value, reason: FlagSuccess["reason"]): { readonly value?: Value } {
  return reason === "DISABLED" ? {} : { value };
}

const REASONS: Readonly<Record<Reason, FlagSuccess["reason"]>> = {
  segment: "TARGETING_MATCH",
  asked: "TARGETING_MATCH",
  gift: "TARGETING_MATCH",
  stopped: "DISABLED",
  halted: "DISABLED",
  holdout: "SPLIT",
  "not-yet-rolled-out": "SPLIT",
  "no-campaign": "DEFAULT",
  "outside-window": "DEFAULT",
  "not-in-audience": "DEFAULT",
  excluded: "DEFAULT",
  "sensitive-not-asked": "DEFAULT",
  "opted-out": "DEFAULT",
  outranked: "DEFAULT",
  unsure: "DEFAULT",
};

/** OpenFeature's word for a reason, where the person's bucket is not known. */
export function flagReasonOf(reason: Reason): FlagSuccess["reason"] {
  return REASONS[reason];
}

/** A default that reached a person by their bucket is a split, whatever segment they are in. */
function toFlagReason({ rules, at }: TrayParts, { reason, campaign }: Tray): FlagSuccess["reason"] {
  if (reason !== "segment") return REASONS[reason];
  const definition = rules.campaigns.find((candidate) => candidate.definition.key === campaign)?.definition;
  const isSplit = definition !== undefined && (coverageAt(definition.rollout, at) < 1 || definition.holdoutPercent > 0);
  return isSplit ? "SPLIT" : REASONS[reason];
}

export function flagSourceOf(parts: TrayParts): FlagSource {
  const own = ownTrayOf(parts);
  const shared = sharedTrayOf(parts);
  const tray = joinTray(own, shared);
  const pace = paceOf(parts.rules, parts.timeline, parts.at);
  return { own, shared, tray, pace, reason: toFlagReason(parts, tray) };
}

/** Every flag of a person, sorted by key. A flag that fails takes no other with it. */
export function evaluateFlags(source: FlagSource, flagSetId: string, flags: FlagTable = FLAGS): readonly FlagAnswer[] {
  const { tray } = source;
  const metadata = {
    flagSetId,
    version: String(tray.ruleset),
    ...(tray.campaign === null ? {} : { campaign: tray.campaign }),
    reason: tray.reason,
  };
  return FLAG_KEYS.map((key) => {
    try {
      return { key, ...flags[key](source), metadata };
    } catch {
      return {
        key,
        errorCode: "GENERAL",
        errorDetails: "This flag could not be evaluated; the others can be trusted.",
      };
    }
  });
}

/** The flags of nobody in particular: when to ask again is known, what to show is not. */
export function evaluateForNobody(flagSetId: string): readonly FlagAnswer[] {
  return FLAG_KEYS.map((key) =>
    key === "tray-refresh-seconds"
      ? {
          key,
          value: DEFAULT_REFRESH_SECONDS,
          reason: "STATIC",
          variant: DEFAULT_PACE,
          metadata: { flagSetId },
        }
      : {
          key,
          errorCode: "TARGETING_KEY_MISSING",
          errorDetails: "Put the subscriberId into the context as targetingKey: what is shown depends on the person.",
        },
  );
}

/** Flags of one environment form a set. */
export function flagSetIdOf({ isProduction }: Pick<Settings, "isProduction">): string {
  return `garland/${isProduction ? "production" : "development"}`;
}

/** What is null in a tray is absent in its flag, as not every client can read a null there. */
export const withoutNulls = onceForEach(({ scopes: _scopes, labels: _labels, ...shared }: SharedTray) =>
  dropNulls({
    ...shared,
    decoration: shared.decoration === null ? null : toFlagDecoration(shared.decoration),
    upcoming: shared.upcoming.map((show) => ({ ...show, decoration: toFlagDecoration(show.decoration) })),
  }),
);

/** Of a decoration, only members of `ios` and `tint` may be null. Made once, as decorations in trays are. */
const toFlagDecoration = onceForEach((decoration: TrayDecoration) => ({
  ...decoration,
  ios: dropNulls(decoration.ios),
  tint: dropNulls(decoration.tint),
}));

function dropNulls(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}
