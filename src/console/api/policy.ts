import { queryOptions } from "@tanstack/react-query";
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

export const proposalsQuery = queryOptions({
  queryKey: ["proposals"],
  queryFn: async ({ signal }) => (await call(PROPOSALS, proposalListSchema, { signal })).items,
});

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
