import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { policySchema, retrospectiveSchema, themePolicySchema } from "../../contract/guard.ts";
import { call } from "./client.ts";

export type Policy = z.infer<typeof policySchema>;

const listSchema = z.strictObject({ items: z.array(retrospectiveSchema) });

/** What there was to learn from each run of a campaign, newest first. */
export function retrospectivesQuery(campaign: string) {
  return queryOptions({
    queryKey: ["retrospectives", campaign],
    queryFn: async ({ signal }) =>
      (await call(`/v1/campaigns/${campaign}/retrospectives`, listSchema, { signal })).items,
  });
}

export const policyQuery = queryOptions({
  queryKey: ["policy"],
  queryFn: ({ signal }) => call("/v1/policy", policySchema, { signal }),
});

/** Lets a theme be on by default again. `seen`: the halt that the page shows. */
export async function reviewTheme(client: QueryClient, theme: string, reason: string, seen: string): Promise<void> {
  await call(`/v1/themes/${theme}/review`, themePolicySchema, { method: "POST", body: { reason, seen } });
  await client.invalidateQueries({ queryKey: policyQuery.queryKey });
}
