import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { z } from "zod";
import {
  auditEntrySchema,
  rulesetChangesSchema,
  publishReportSchema,
  stopReportSchema,
  rollBackPlanSchema,
  rolledBackSchema,
  rulesetSummarySchema,
  statusSchema,
  storedDefinitionSchema,
} from "../../contract/control.ts";
import { stagesSchema } from "../../contract/definition-schemas.ts";
import { liveContentSchema } from "../../contract/live-content.ts";
import { guardAnswerSchema } from "../../contract/guard.ts";
import { problemIssueSchema } from "../../contract/problem.ts";
import { principalSchema } from "../../contract/role.ts";
import { seasonSchema } from "../../contract/season.ts";
import { serviceKeySchema } from "../../contract/service-key.ts";
import { ApiFailure, call } from "./client.ts";

export type Stored = z.infer<typeof storedDefinitionSchema>;
export type Status = z.infer<typeof statusSchema>;
export type PublishReport = z.infer<typeof publishReportSchema>;
export type RollBackPlan = z.infer<typeof rollBackPlanSchema>;
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export type Plural = "attributes" | "segments" | "categories" | "themes" | "feasts" | "decorations" | "campaigns";

const listSchema = z.strictObject({ items: z.array(storedDefinitionSchema) });
const stepSchema = z.strictObject({ campaign: storedDefinitionSchema, published: publishReportSchema.nullable() });
const checkSchema = z.strictObject({
  issues: z.array(problemIssueSchema),
  findings: z.array(
    z.strictObject({
      severity: z.enum(["warning", "info"]),
      code: z.string(),
      path: z.string(),
      message: z.strictObject({ ru: z.string(), en: z.string() }),
      stages: stagesSchema.optional(),
    }),
  ),
  two: z
    .strictObject({
      isNeeded: z.boolean(),
      isCounted: z.boolean(),
      oneWordShare: z.number(),
      reasons: z.array(
        z.strictObject({ code: z.string(), sentence: z.strictObject({ ru: z.string(), en: z.string() }) }),
      ),
    })
    .nullable(),
});

export type CampaignCheck = z.infer<typeof checkSchema>;

export const whoamiQuery = queryOptions({
  queryKey: ["whoami"],
  queryFn: ({ signal }) => call("/v1/whoami", principalSchema, { signal }),
  staleTime: 300_000,
});

export const STATUS_KEY = ["status"] as const;
let isStatusStreamed = false;

/** Whether a stream tells every change of the status; it is asked for rarely then, in case the line has gone dead. */
export function setStatusStreamed(isStreamed: boolean): void {
  isStatusStreamed = isStreamed;
}

export const statusQuery = queryOptions({
  queryKey: STATUS_KEY,
  queryFn: ({ signal }) => call("/v1/status", statusSchema, { signal }),
  refetchInterval: ({ state }) => (isStatusStreamed ? 30_000 : state.data?.isLive === false ? 1_000 : 15_000),
});

export function listQuery(plural: Plural) {
  return queryOptions({
    queryKey: ["definitions", plural],
    queryFn: async ({ signal }) => (await call(`/v1/${plural}`, listSchema, { signal })).items,
  });
}

export function definitionQuery(plural: Plural, key: string) {
  return queryOptions({
    queryKey: ["definitions", plural, key],
    queryFn: ({ signal }) => call(`/v1/${plural}/${key}`, storedDefinitionSchema, { signal }),
  });
}

export function seasonQuery(from: string, until: string) {
  return queryOptions({
    queryKey: ["season", from, until],
    queryFn: ({ signal }) => call(`/v1/season?from=${from}&until=${until}`, seasonSchema, { signal }),
  });
}

export const rulesetsQuery = queryOptions({
  queryKey: ["rulesets"],
  queryFn: async ({ signal }) =>
    (await call("/v1/rulesets", z.strictObject({ items: z.array(rulesetSummarySchema) }), { signal })).items,
});

/** What is different in a version from an earlier one. */
export function rulesetChangesQuery(version: number, since: number) {
  return queryOptions({
    queryKey: ["rulesets", version, "changes", since],
    queryFn: ({ signal }) => call(`/v1/rulesets/${version}/changes?since=${since}`, rulesetChangesSchema, { signal }),
    enabled: version > 1,
    staleTime: Infinity,
  });
}

/** What was started last; `version` counts the starts, 0 if there was none. */
export function liveContentQuery(key: string, version: number) {
  return queryOptions({
    queryKey: ["live-content", key, version],
    queryFn: async ({ signal }) =>
      version === 0 ? null : call(`/v1/campaigns/${key}/live`, liveContentSchema, { signal }),
  });
}

/** How a campaign fares; null if it has no guard. */
export function guardQuery(key: string) {
  return queryOptions({
    queryKey: ["guard", key],
    queryFn: async ({ signal }) => {
      try {
        return await call(`/v1/campaigns/${key}/guard`, guardAnswerSchema, { signal });
      } catch (error) {
        if (error instanceof ApiFailure && (error.kind === "missing" || error.problem?.status === 503)) return null;
        throw error;
      }
    },
    refetchInterval: 10_000,
  });
}

export interface AuditFilter {
  readonly target?: string;
  readonly actor?: string;
}

export function auditQuery({ target = "", actor = "" }: AuditFilter) {
  const query = new URLSearchParams({ limit: "200", ...(target && { target }), ...(actor && { actor }) });
  return queryOptions({
    queryKey: ["audit", target, actor],
    queryFn: async ({ signal }) =>
      (await call(`/v1/audit?${query}`, z.strictObject({ items: z.array(auditEntrySchema) }), { signal })).items,
  });
}

export const verificationQuery = queryOptions({
  queryKey: ["audit", "verification"],
  queryFn: ({ signal }) =>
    call("/v1/audit/verification", z.strictObject({ entries: z.int(), brokenAt: z.int().nullable() }), { signal }),
});

export const serviceKeysQuery = queryOptions({
  queryKey: ["service-keys"],
  queryFn: async ({ signal }) =>
    (await call("/v1/service-keys", z.strictObject({ keys: z.array(serviceKeySchema) }), { signal })).keys,
});

export const newServiceKeySchema = z.strictObject({ ...serviceKeySchema.shape, key: z.string() });

export function checkQuery<Body extends { readonly key: string }>(body: Body) {
  return queryOptions({
    // It is answered in the reader's language.
    queryKey: ["check", body, document.documentElement.lang],
    queryFn: ({ signal }) => call("/v1/campaigns:check", checkSchema, { method: "POST", body, signal }),
    placeholderData: (before) => before,
  });
}

/** Stores a definition; `revision` is the one that the writer saw, 0 for a new one. */
export function saveDefinition<Body extends { readonly key: string }>(
  plural: Plural,
  body: Body,
  revision: number,
): Promise<Stored> {
  const headers: Record<string, string> = revision === 0 ? { "If-None-Match": "*" } : { "If-Match": `"r${revision}"` };
  return call(`/v1/${plural}/${body.key}`, storedDefinitionSchema, { method: "PUT", body, headers });
}

export function takeStep(key: string, step: string, body: object) {
  return call(`/v1/campaigns/${key}:${step}`, stepSchema, { method: "POST", body });
}

export function postReason(path: string, reason: string): Promise<z.infer<typeof stopReportSchema>> {
  return call(path, stopReportSchema, { method: "POST", body: { reason } });
}

/** What a rollback would do now. */
export function rollBackPreviewQuery(version: number) {
  return queryOptions({
    queryKey: ["rulesets", version, "rollback"],
    queryFn: ({ signal }) => call(`/v1/rulesets/${version}/rollback-preview`, rollBackPlanSchema, { signal }),
    retry: false,
  });
}

/** Rolls back, unless another ruleset was published since the one that was seen. */
export function rollBackTo(version: number, reason: string, seen: number | undefined) {
  return call(`/v1/rulesets/${version}/rollback`, rolledBackSchema, { method: "POST", body: { reason, seen } });
}

/** After a change anything may be different: windows, states, the audit, what is remarked about a campaign. */
export function forgetAnswers(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "whoami" });
}
