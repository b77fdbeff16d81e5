import { Alert, Box, Button, Card, Group, Progress, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import type { SimulationReport } from "../../contract/simulation.ts";
import { usuallyOff } from "../../domain/about.ts";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { LEAST_TOLD } from "../../domain/rehearsal/rehearsal-report.ts";
import { useBodies } from "../api/bodies.ts";
import { useRehearsal } from "../api/rehearse.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { sayGroup } from "../parts/say-group.ts";
import { useShowAll } from "../parts/use-show-all.tsx";
import { REVIEW_TEXTS } from "../texts/review-texts.ts";
import { findUntold, isUntold } from "./untold.ts";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";

const FEW_ROWS = 12;

interface ReviewPanelProps {
  readonly campaign: Campaign;
  readonly revision: number;
  /** The working copy has changes that are not saved, which a rehearsal would not see. */
  readonly isChanged: boolean;
}

/** Who gains and who loses the decoration if the saved campaign goes live, counted over everybody. */
export function ReviewPanel({ campaign, revision, isChanged }: ReviewPanelProps) {
  const page = usePageTexts(REVIEW_TEXTS);
  const { query, progress } = useRehearsal(campaign.key, revision);
  const { shardsDone = 0, shards = 0, subscribersDone = 0 } = progress ?? {};
  const done = page.review.progress(shardsDone, shards, subscribersDone);
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="review">
      <Stack>
        <Group justify="space-between" align="flex-start">
          <Box flex="1 1 20rem">
            <Title order={2} id="review">
              {page.review.title}
            </Title>
            <Text size="sm" c="dimmed" maw={640}>
              {isChanged ? page.review.saveFirst : page.review.hint}
            </Text>
          </Box>
          <Button onClick={() => void query.refetch()} disabled={isChanged} loading={query.isFetching} flex="none">
            {query.data === undefined ? page.review.start : page.review.again}
          </Button>
        </Group>
        {query.isFetching ? (
          <div role="status">
            <Text size="sm">{done}</Text>
            <Progress value={shards === 0 ? 0 : (shardsDone / shards) * 100} mt="xs" aria-label={done} />
          </div>
        ) : null}
        {query.isError && !query.isFetching ? (
          <FailureNote error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {query.data === undefined ? null : <Report report={query.data} campaign={campaign} />}
      </Stack>
    </Card>
  );
}

const BREAKDOWNS = ["platform", "region"] as const;

interface ReportProps {
  readonly report: SimulationReport;
  readonly campaign: Campaign;
}

function Report({ report, campaign }: ReportProps) {
  const { t, say } = useTexts();
  const page = usePageTexts(REVIEW_TEXTS);
  const campaigns = useBodies("campaigns");
  const shown = report.decorations.find(({ decoration }) => decoration === campaign.decoration);
  const people = report.campaigns.find((one) => one.campaign === campaign.key);
  const nameOf = (key: string) => {
    const label = campaigns.find((one) => one.key === key)?.label;
    return label === undefined ? key : say(label);
  };
  const conflicts = report.overlaps.filter(({ winner, loser }) => winner === campaign.key || loser === campaign.key);
  const { fewerThan } = report;
  const amount = (value: number | null | undefined, least: number) =>
    typeof value === "number" ? t.number(value) : page.review.few(least);
  const figures = [
    ["gained", shown?.gained, fewerThan.decorations],
    ["lost", shown?.lost, fewerThan.decorations],
    ["kept", shown?.kept, fewerThan.decorations],
    ["off", people?.off, fewerThan.campaigns],
    ["asked", people?.asked, fewerThan.campaigns],
  ] as const;
  const rows = BREAKDOWNS.flatMap((attribute) => shown?.groups[attribute] ?? []);
  const untold = findUntold({ figures, rows, conflicts });
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {page.review.rehearsedAt(formatMoment(Date.parse(report.countedAt), t.locale), t.common.people(report.people))}{" "}
        {page.review.about(usuallyOff(fewerThan.decorations), usuallyOff(fewerThan.groups))}{" "}
        {page.review.left(report.left)}
      </Text>
      {untold === undefined ? null : (
        <Alert
          color="blue"
          role="status"
          title={
            report.people < LEAST_TOLD
              ? page.review.neverTold(t.common.people(report.people), LEAST_TOLD)
              : page.review.untold(untold, fewerThan.groups)
          }
        >
          <Text size="sm">
            {page.review.instead} {report.people < LEAST_TOLD ? null : page.review.askLess}
          </Text>
        </Alert>
      )}
      <SimpleGrid cols={{ base: 2, md: 5 }}>
        {figures.map(([name, value, least]) => (
          <div key={name} data-figure={name}>
            <Text fz={26} fw={700} lh={1.2}>
              {amount(value, least)}
            </Text>
            <Text size="sm" c="dimmed">
              {page.review[name]}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {BREAKDOWNS.map((attribute) => (
        <Breakdown
          key={attribute}
          attribute={attribute}
          groups={shown?.groups[attribute] ?? []}
          least={fewerThan.groups}
        />
      ))}
      <div>
        <Title order={3}>{page.review.conflicts}</Title>
        {conflicts.length === 0 ? <Text size="sm">{page.review.noConflicts(fewerThan.overlaps)}</Text> : null}
        {conflicts.map((one) => (
          <Text size="sm" key={one.winner + one.loser}>
            {page.review.conflict(nameOf(one.winner), nameOf(one.loser), amount(one.people, fewerThan.overlaps))}
          </Text>
        ))}
      </div>
    </Stack>
  );
}

type Groups = SimulationReport["decorations"][number]["groups"][string];

interface BreakdownProps {
  readonly attribute: (typeof BREAKDOWNS)[number];
  readonly groups: Groups;
  /** From how many people on a number is told. */
  readonly least: number;
}

function Breakdown({ attribute, groups, least }: BreakdownProps) {
  const { t, say } = useTexts();
  const page = usePageTexts(REVIEW_TEXTS);
  const options = useBodies("attributes").find(({ key }) => key === attribute)?.values ?? [];
  const { visible, button } = useShowAll(groups.toSorted(mostChangedFirst), FEW_ROWS);
  if (groups.length === 0) return null;
  if (isUntold(groups)) return <Text size="sm">{page.review.untoldGroups[attribute](groups.length, least)}</Text>;
  const amount = (value: number | null) => (value === null ? page.review.few(least) : t.number(value));
  const nameOf = (value: string | null) => {
    if (value === null) return page.review.unknown;
    const label = options.find((option) => option.value === value)?.label;
    return label === undefined ? value : say(label);
  };
  return (
    <div>
      <Table.ScrollContainer minWidth={0}>
        <Table className="figures list-table" highlightOnHover verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>
                {page.review.by} {page.review[attribute]}
              </Table.Th>
              <Table.Th>{page.review.gained}</Table.Th>
              <Table.Th>{page.review.lost}</Table.Th>
              <Table.Th>{page.review.kept}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {visible.map(({ values, gained, lost, kept }) => (
              <Table.Tr key={values.join()}>
                <Table.Td title={values.map(nameOf).join(", ")}>{sayGroup(values.map(nameOf), t)}</Table.Td>
                <Table.Td data-label={page.review.gained}>{amount(gained)}</Table.Td>
                <Table.Td data-label={page.review.lost}>{amount(lost)}</Table.Td>
                <Table.Td data-label={page.review.kept}>{amount(kept)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {button}
    </div>
  );
}

type Counts = Pick<Groups[number], "gained" | "lost">;

/** A number that is not said is a small one. */
const UNSAID = 10;

function mostChangedFirst(one: Counts, other: Counts): number {
  const changed = ({ gained, lost }: Counts) => (gained ?? UNSAID) + (lost ?? UNSAID);
  return changed(other) - changed(one);
}
