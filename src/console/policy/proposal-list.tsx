import { Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { proposalPagesQuery } from "../api/policy.ts";
import { Answer } from "../parts/answer.tsx";
import { LoadOlder } from "../parts/load-older.tsx";
import { numberOf } from "../records/search-text.ts";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { POLICY_TEXTS } from "../texts/policy-page-texts.ts";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { ProposalEnd } from "./proposal-end.tsx";
import { ProposalDialog } from "./proposal-dialog.tsx";

/** What people want changed: all that is open, then the rest. */
export function ProposalList() {
  const { t, say } = useTexts();
  const texts = usePageTexts(POLICY_TEXTS);
  const pages = useInfiniteQuery(proposalPagesQuery);
  const proposals = pages.data?.pages.flat() ?? [];
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  // The opened one stands in the address.
  const opened = numberOf(search["proposal"]);
  const open = (proposal: number | undefined) =>
    void navigate({
      to: "/policy",
      search: proposal === undefined ? {} : { proposal },
      replace: true,
      resetScroll: false,
    });
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="proposals">
      <Title order={2} id="proposals" mb="sm">
        {texts.proposals}
      </Title>
      <Answer query={pages} lines={2}>
        {() => (
          <Stack>
            {proposals.length === 0 ? <Text c="dimmed">{texts.none}</Text> : null}
            {proposals.map(({ id, state, lines, reason, proposedBy, proposedAt, closed }) => (
              <Group key={id} justify="space-between" role="group" aria-label={texts.proposal(id)}>
                <Stack gap={2} flex={1}>
                  {lines.map((line) => (
                    <Text key={line.en}>{say(line)}</Text>
                  ))}
                  <Text size="sm" c="dimmed">
                    {texts.by(nameOfActor(proposedBy, t), formatMoment(proposedAt, t.locale))}: {reason}
                  </Text>
                  <ProposalEnd proposal={{ state, closed }} />
                </Stack>
                <Badge tt="none" variant="light" className="state">
                  {texts.states[state]}
                </Badge>
                <Button variant="default" aria-haspopup="dialog" aria-label={texts.lookAt(id)} onClick={() => open(id)}>
                  {texts.look}
                </Button>
              </Group>
            ))}
            <LoadOlder pages={pages} label={texts.older} />
          </Stack>
        )}
      </Answer>
      {opened === undefined ? null : <ProposalDialog id={opened} onClose={() => open(undefined)} />}
    </Card>
  );
}
