import { Button, Card, Group, Progress, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { SimulationProgress, SimulationReport } from "../../contract/simulation.ts";
import type { Campaign } from "../../domain/campaign.ts";
import { useBodies } from "../api/bodies.ts";
import { rehearseCampaign } from "../api/rehearse.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { useTexts } from "../texts/use-texts.tsx";

const MOST_ROWS = 12;

interface ReviewPanelProps {
  readonly campaign: Campaign;
  /** The working copy has changes that are not saved, which a rehearsal would not see. */
  readonly isChanged: boolean;
}

/** Who gains and who loses the decoration if the saved campaign goes live, counted over everybody. */
export function ReviewPanel({ campaign, isChanged }: ReviewPanelProps) {
  const { t } = useTexts();
  const [progress, setProgress] = useState<SimulationProgress>();
  const rehearsal = useMutation({
    mutationFn: () => rehearseCampaign(campaign.key, Date.now(), setProgress),
    onMutate: () => setProgress(undefined),
  });
  const { shardsDone = 0, shards = 0, subscribersDone = 0 } = progress ?? {};
  const done = t.review.progress(shardsDone, shards, subscribersDone);
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="review">
      <Stack>
        <Title order={2} id="review">
          {t.review.title}
        </Title>
        <Text size="sm" c="dimmed">
          {isChanged ? t.review.saveFirst : t.review.hint}
        </Text>
        <Group>
          <Button onClick={() => rehearsal.mutate()} disabled={isChanged} loading={rehearsal.isPending}>
            {rehearsal.data === undefined ? t.review.start : t.review.again}
          </Button>
        </Group>
        {rehearsal.isPending ? (
          <div role="status">
            <Text size="sm">{done}</Text>
            <Progress value={shards === 0 ? 0 : (shardsDone / shards) * 100} mt="xs" aria-label={done} />
          </div>
        ) : null}
        {rehearsal.isError ? <FailureNote error={rehearsal.error} onRetry={() => rehearsal.mutate()} /> : null}
        {rehearsal.data === undefined ? null : <Report report={rehearsal.data} campaign={campaign} />}
      </Stack>
    </Card>
  );
}

interface ReportProps {
  readonly report: SimulationReport;
  readonly campaign: Campaign;
}

function Report({ report, campaign }: ReportProps) {
  const { t, say } = useTexts();
  const attributes = useBodies("attributes");
  const campaigns = useBodies("campaigns");
  const shown = report.decorations.find(({ decoration }) => decoration === campaign.decoration);
  const people = report.campaigns.find((one) => one.campaign === campaign.key);
  const amount = (value: number | null | undefined) => (value === null ? t.review.few : t.number(value ?? 0));
  const nameOf = (key: string) => {
    const label = campaigns.find((one) => one.key === key)?.label;
    return label === undefined ? key : say(label);
  };
  const nameOfValue = (attribute: string, value: string | null) => {
    if (value === null) return t.review.unknown;
    const options = attributes.find(({ key }) => key === attribute)?.values ?? [];
    const label = options.find((option) => option.value === value)?.label;
    return label === undefined ? value : say(label);
  };
  const conflicts = report.overlaps.filter(({ winner, loser }) => winner === campaign.key || loser === campaign.key);
  const figures = [
    ["gained", shown?.gained],
    ["lost", shown?.lost],
    ["kept", shown?.kept],
    ["off", people?.off],
    ["asked", people?.asked],
  ] as const;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 2, md: 5 }}>
        {figures.map(([name, value]) => (
          <div key={name} data-figure={name}>
            <Text fz={26} fw={700} lh={1.2}>
              {amount(value)}
            </Text>
            <Text size="sm" c="dimmed">
              {t.review[name]}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {(["platform", "region"] as const).map((attribute) => (
        <Table.ScrollContainer key={attribute} minWidth={420}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>
                  {t.review.by} {t.review[attribute]}
                </Table.Th>
                <Table.Th>{t.review.gained}</Table.Th>
                <Table.Th>{t.review.lost}</Table.Th>
                <Table.Th>{t.review.kept}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {(shown?.groups[attribute] ?? []).slice(0, MOST_ROWS).map(({ values, gained, lost, kept }) => (
                <Table.Tr key={values.join()}>
                  <Table.Td>{values.map((value) => nameOfValue(attribute, value)).join(", ")}</Table.Td>
                  <Table.Td>{amount(gained)}</Table.Td>
                  <Table.Td>{amount(lost)}</Table.Td>
                  <Table.Td>{amount(kept)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ))}
      <Title order={3}>{t.review.conflicts}</Title>
      {conflicts.length === 0 ? <Text size="sm">{t.review.noConflicts}</Text> : null}
      {conflicts.map((one) => (
        <Text size="sm" key={one.winner + one.loser}>
          {t.review.conflict(nameOf(one.winner), nameOf(one.loser), amount(one.people))}
        </Text>
      ))}
    </Stack>
  );
}
