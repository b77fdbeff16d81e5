import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import {
  carriedSchema,
  limitsAnswerSchema,
  proposalListSchema,
  proposalSchema,
  weighedProposalSchema,
} from "../../contract/policy.ts";
import { call } from "./client.ts";

export type WeighedProposal = z.infer<typeof weighedProposalSchema>;

const PROPOSALS = "/v1/policy/proposals";

/** So many at once of those that are open no more. */
const PAGE_PROPOSALS = 50;

type PastProposal = z.infer<typeof proposalListSchema>["items"][number];

/** All that are open, then the others page by page, newest first. */
export const proposalPagesQuery = infiniteQueryOptions({
  queryKey: ["proposals", "pages"],
  queryFn: async ({ signal, pageParam }) => {
    const query = new URLSearchParams({ limit: String(PAGE_PROPOSALS) });
    if (pageParam !== undefined) query.set("before", String(pageParam));
    return (await call(`${PROPOSALS}?${query}`, proposalListSchema, { signal })).items;
  },
  initialPageParam: firstPage(),
  getNextPageParam: endOfPage,
});

function firstPage(): number | undefined {
  return undefined;
}

/** Before which id the next page begins; undefined: this is the last. */
function endOfPage(page: readonly PastProposal[]): number | undefined {
  const closed = page.filter(({ state }) => state !== "open");
  return closed.length < PAGE_PROPOSALS ? undefined : closed.at(-1)?.id;
}

/** What follows is counted when it is asked; nothing older is acknowledged. */
export function proposalQuery(id: number) {
  return queryOptions({
    queryKey: ["proposals", id],
    queryFn: ({ signal }) => call(`${PROPOSALS}/${id}`, weighedProposalSchema, { signal }),
    staleTime: 0,
  });
}

export const limitsQuery = queryOptions({
  queryKey: ["limits"],
  queryFn: ({ signal }) => call("/v1/limits", limitsAnswerSchema, { signal }),
});

export const proposeChange = (change: object, reason: string) =>
  call(PROPOSALS, weighedProposalSchema, { method: "POST", body: { changes: [change], reason } });

export const carryProposal = (id: number, effect: string | null) =>
  call(`${PROPOSALS}/${id}/carry`, carriedSchema, { method: "POST", body: effect === null ? {} : { effect } });

export const closeProposal = (id: number, as: "withdraw" | "decline", reason: string) =>
  call(`${PROPOSALS}/${id}/${as}`, proposalSchema, { method: "POST", body: reason === "" ? {} : { reason } });
