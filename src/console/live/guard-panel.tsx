import {
  Alert,
  Anchor,
  Button,
  Card,
  Group,
  Modal,
  Progress,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { GuardAnswer } from "../../contract/guard.ts";
import type { Campaign } from "../../domain/campaign.ts";
import type { Live } from "../../domain/lifecycle.ts";
import { forgetAnswers, guardQuery, takeStep } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";

const EvidenceCurve = lazy(async () => ({ default: (await import("./evidence-curve.tsx")).EvidenceCurve }));

interface GuardPanelProps {
  readonly campaign: Campaign;
  readonly live: Live;
}

/** One started campaign as its guard sees it. */
export function GuardPanel({ campaign, live }: GuardPanelProps) {
  const { t, say } = useTexts();
  const query = useQuery(guardQuery(campaign.key));
  const canStop = live.state === "running" || live.state === "holding" || live.state === "halted";
  return (
    <Card withBorder radius="lg" component="section" aria-label={say(campaign.label)}>
      <Group justify="space-between" mb="sm">
        <Group gap="sm">
          <Title order={2}>
            <Anchor component={Link} to={`/campaigns/${campaign.key}`} inherit>
              {say(campaign.label)}
            </Anchor>
          </Title>
          <StateBadge state={live.state} />
        </Group>
        {canStop ? <StopCampaign campaign={campaign} /> : null}
      </Group>
      <Answer query={query} lines={3}>
        {(guard) => (guard === null ? <Text c="dimmed">{t.live.guardMissing}</Text> : <GuardFacts guard={guard} />)}
      </Answer>
    </Card>
  );
}

function GuardFacts({ guard }: { readonly guard: GuardAnswer }) {
  const { t, say } = useTexts();
  const { counts, stage, evidence, verdict, next, probe, history } = guard;
  const color = evidence.level === "calm" ? "green" : evidence.level === "warn" ? "yellow" : "red";
  const numbers = [
    [t.live.exposed, counts.exposed],
    [t.live.optedOut, counts.optedOut],
    [t.live.complained, counts.complained],
    [t.live.asked, counts.asked],
  ] as const;
  return (
    <Stack gap="md">
      <Alert color={color}>
        <Text size="sm">{say(verdict.sentence)}</Text>
      </Alert>
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        {numbers.map(([name, value]) => (
          <div key={name}>
            <Text size="xs" c="dimmed">
              {name}
            </Text>
            <Text fz={26} fw={700} lh={1.2}>
              {t.number(value)}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      <div>
        <Text size="sm">
          <b>{stage.index >= stage.total ? t.live.allStages : t.live.stageOf(stage.index + 1, stage.total)}</b>,{" "}
          {t.live.coverage(t.percent(stage.coverage))}
        </Text>
        <Progress value={stage.coverage * 100} mt={4} aria-label={t.live.coverage(t.percent(stage.coverage))} />
        {next === null ? null : (
          <Text size="sm" mt={4} c="dimmed">
            {t.live.waitsFor}: {next.waitsFor.map((reason) => t.live.waits[reason]).join(", ")};{" "}
            {t.live.notBefore(formatMoment(Date.parse(next.notBefore), t.locale))}
          </Text>
        )}
      </div>
      <div>
        <Title order={3} mb={4}>
          {t.live.evidence}
        </Title>
        {history.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t.live.noHistory}
          </Text>
        ) : (
          <Suspense fallback={<Skeleton height={220} />}>
            <EvidenceCurve guard={guard} />
          </Suspense>
        )}
      </div>
      {probe === null ? null : <Text size="sm">{t.live.probe(probe.stillShown, probe.checked)}</Text>}
    </Stack>
  );
}

function StopCampaign({ campaign }: { readonly campaign: Campaign }) {
  const { t, say } = useTexts();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const stop = useMutation({
    mutationFn: () => takeStep(campaign.key, "stop", { reason: t.live.quickReason }),
    onSuccess: () => forgetAnswers(client),
  });
  const published = stop.data?.published;
  return (
    <>
      <Button color="red.8" size="sm" onClick={() => setAsking(true)}>
        {t.live.stop}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t.live.stopQuestion(say(campaign.label))}
        centered
      >
        <Stack>
          <Text size="sm">{t.stepHints["stop"]}</Text>
          {stop.isError ? <FailureNote error={stop.error} /> : null}
          {published === undefined || published === null ? null : (
            <Alert color={published.isLive ? "green" : "yellow"} role="status">
              {t.campaign.acknowledged(published.acknowledged, published.total)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {stop.isSuccess ? t.common.close : t.common.cancel}
            </Button>
            {stop.isSuccess ? null : (
              <Button color="red.8" onClick={() => stop.mutate()} loading={stop.isPending} data-autofocus>
                {t.live.stop}
              </Button>
            )}
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
