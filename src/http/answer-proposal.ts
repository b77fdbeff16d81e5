import type { z } from "@hono/zod-openapi";
import type { proposalSchema, weighedProposalSchema } from "../contract/policy.ts";
import type { Proposal, WeighedProposal } from "../contract/rpc/rpc-policy.ts";
import type { Json } from "../domain/json.ts";
import { sayOvertaken } from "../domain/policy/overtaken.ts";
import { sayLine } from "../domain/policy/policy-line-texts.ts";
import { sayCampaigns, sayConcerned } from "../domain/policy/concerned-texts.ts";
import { sayFutureAuthors } from "../domain/policy/future-author-texts.ts";
import { sayDirection, saySaidNo } from "../domain/policy/policy-texts.ts";

/** A proposal with its sentences. */
export function answerProposal(proposal: Proposal): z.infer<typeof proposalSchema> {
  const { id, state, reason, proposedBy, proposedAt, direction, changes, lines, declines, closed, overtaken } =
    proposal;
  return {
    id,
    state,
    reason,
    proposedBy,
    proposedAt,
    direction,
    sentence: sayDirection(direction),
    changes: changes.map(({ kind, key, baseRevision, before, body }) => ({
      kind,
      key,
      baseRevision,
      before: toRecord(before),
      body: toRecord(body),
    })),
    lines: lines.map((line) => ({ code: line.code, ...sayLine(line) })),
    declines: [...declines],
    closed: closed && { ...closed, sentence: overtaken && sayOvertaken(overtaken) },
  };
}

export function answerWeighed(proposal: WeighedProposal): z.infer<typeof weighedProposalSchema> {
  const { effect, tag } = proposal;
  const consequences = effect && {
    saidNo: effect.saidNo.map((said) => ({ ...said, sentence: saySaidNo(said) })),
    campaigns: effect.campaigns.map((each) => ({ ...each, sentence: sayConcerned(each) })),
    authors: effect.authors.map((each) => ({ ...each, sentence: sayFutureAuthors(each) })),
    sentences: [...sayCampaigns(effect.campaigns), ...effect.authors.map((each) => sayFutureAuthors(each))],
  };
  return { ...answerProposal(proposal), consequences, effect: tag };
}

function toRecord(body: Json | null): Record<string, unknown> | null {
  return typeof body === "object" && body !== null && !Array.isArray(body) ? { ...body } : null;
}
