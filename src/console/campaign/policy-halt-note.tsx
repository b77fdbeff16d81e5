import { Anchor, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { PolicyHalt } from "../../domain/campaign/lifecycle.ts";
import { proposalPagesQuery, proposalQuery } from "../api/policy.ts";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { REVIEW_TEXTS } from "../texts/review-texts.ts";
import { formatMomentHere, usePageTexts, useTexts } from "../texts/use-texts.tsx";

/** Which change of policy halted a campaign, who wanted and who carried it, and why. */
export function PolicyHaltNote({ halt: { proposal, at } }: { readonly halt: PolicyHalt }) {
  const { t, say } = useTexts();
  const { lift } = usePageTexts(REVIEW_TEXTS);
  const asked = useQuery({ ...proposalQuery(proposal ?? 0), enabled: proposal !== undefined });
  // What an earlier release halted says only when.
  const latest = useInfiniteQuery({ ...proposalPagesQuery, enabled: proposal === undefined });
  const known =
    proposal === undefined
      ? latest.data?.pages.flat().find(({ state, closed }) => state === "carried" && closed?.at === at)
      : asked.data;
  if (known === undefined) return null;
  const by = nameOfActor(known.proposedBy, t);
  const carriedBy = known.closed === null ? by : nameOfActor(known.closed.by, t);
  return (
    <Text size="sm">
      {lift.cause(known.lines.map(say).join(" "))} {lift.people(by, carriedBy, formatMomentHere(at, t.locale))}{" "}
      {lift.reason(known.reason)}{" "}
      <Anchor component={Link} to="/policy" inherit underline="always">
        {lift.proposal(known.id)}
      </Anchor>
    </Text>
  );
}
