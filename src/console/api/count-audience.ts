import { queryOptions } from "@tanstack/react-query";
import { audienceReportSchema } from "../../contract/simulation.ts";
import type { Audience } from "../../domain/campaign/campaign.ts";
import type { Condition } from "../../domain/condition/segment.ts";
import { call } from "./client.ts";

/** Whom to count: those whom a condition fits, or a campaign's audience. */
export type Countable = { readonly condition: Condition } | Audience;

/** How many people an audience has, over the whole population. */
export function audienceCountQuery(audience: Countable, by: readonly string[]) {
  return queryOptions({
    queryKey: ["audience-count", audience, by],
    queryFn: ({ signal }) =>
      call("/v1/audiences:count", audienceReportSchema, { method: "POST", body: { ...audience, by }, signal }),
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
}
