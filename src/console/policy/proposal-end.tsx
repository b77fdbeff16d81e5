import { Text } from "@mantine/core";
import type { WeighedProposal } from "../api/policy.ts";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { POLICY_TEXTS } from "../texts/policy-page-texts.ts";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";

interface ProposalEndProps {
  readonly proposal: Pick<WeighedProposal, "state" | "closed">;
}

/** Who ended a proposal, when, and why. */
export function ProposalEnd({ proposal: { state, closed } }: ProposalEndProps) {
  const { t, say } = useTexts();
  const texts = usePageTexts(POLICY_TEXTS);
  if (closed === null || state === "open") return null;
  const when = formatMoment(closed.at, t.locale);
  const why = closed.sentence === null ? closed.why : say(closed.sentence);
  return (
    <Text size="sm" c="dimmed">
      {texts.ends[state](nameOfActor(closed.by, t), when)}
      {why ? `: ${why}` : "."}
    </Text>
  );
}
