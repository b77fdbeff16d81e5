import "../live/live.css";
import { Anchor, Card, Stack, Table, Text, Title } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { RetrospectiveAnswer } from "../../contract/guard.ts";
import { FEWER_THAN } from "../../domain/guard/tell-count.ts";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { useBodies } from "../api/bodies.ts";
import { policyQuery, retrospectivesQuery } from "../api/lessons.ts";
import { listQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { useAbout } from "../parts/use-about.ts";
import { LESSON_TEXTS } from "../texts/lesson-texts.ts";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { PolicyCard } from "./policy-card.tsx";
import { ThemeReviews } from "./theme-reviews.tsx";

/** What was learnt from campaigns that have ended, and what follows for the next ones. */
export function LessonsPage() {
  const texts = usePageTexts(LESSON_TEXTS);
  return (
    <>
      <PageTitle title={texts.title} intro={texts.intro} />
      <Lessons />
    </>
  );
}

function Lessons() {
  const texts = usePageTexts(LESSON_TEXTS);
  const campaigns = useQuery(listQuery("campaigns"));
  const policy = useQuery(policyQuery);
  return (
    <Stack gap="lg">
      <Answer query={policy} lines={2}>
        {(known) => <ThemeReviews themes={known.themes} />}
      </Answer>
      <Card withBorder radius="lg" component="section" aria-labelledby="runs">
        <Title order={2} id="runs" mb="sm">
          {texts.runs}
        </Title>
        <Answer query={campaigns}>{() => <AllRuns />}</Answer>
      </Card>
      <Answer query={policy}>{(known) => <PolicyCard categories={known.categories} />}</Answer>
    </Stack>
  );
}

/** Every run that has ended, the latest first. */
function AllRuns() {
  const texts = usePageTexts(LESSON_TEXTS);
  const campaigns = useBodies("campaigns");
  const queries = useQueries({ queries: campaigns.map(({ key }) => retrospectivesQuery(key)) });
  const failed = queries.find(({ isError }) => isError);
  const known = queries.filter(({ isSuccess }) => isSuccess).length;
  const runs = queries
    .flatMap(({ data }) => data ?? [])
    .toSorted((one, other) => Date.parse(other.endedAt) - Date.parse(one.endedAt));
  return (
    <>
      {failed === undefined ? null : <FailureNote error={failed.error} onRetry={() => void failed.refetch()} />}
      {known < queries.length ? (
        <Text size="sm" c="dimmed" role="status">
          {texts.gathering(known, queries.length)}
        </Text>
      ) : null}
      {runs.length === 0 ? (
        known < queries.length ? null : (
          <Text c="dimmed">{texts.empty}</Text>
        )
      ) : (
        <RunTable runs={runs} campaigns={campaigns} />
      )}
    </>
  );
}

interface RunTableProps {
  readonly runs: readonly RetrospectiveAnswer[];
  readonly campaigns: readonly Campaign[];
}

function RunTable({ runs, campaigns }: RunTableProps) {
  const { t, say } = useTexts();
  const about = useAbout();
  const texts = usePageTexts(LESSON_TEXTS);
  return (
    <Table.ScrollContainer minWidth={0}>
      <Table verticalSpacing="xs" className="list-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t.campaigns.campaign}</Table.Th>
            <Table.Th>{texts.outcome}</Table.Th>
            <Table.Th>{texts.ended}</Table.Th>
            <Table.Th className="amount">{t.live.exposed}</Table.Th>
            <Table.Th className="amount">{t.live.optedOut}</Table.Th>
            <Table.Th className="amount">{t.live.complained}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map(({ guard, campaign, version, outcome, endedAt, totals, isFinal }) => {
            const label = campaigns.find(({ key }) => key === campaign)?.label;
            return (
              <Table.Tr key={guard}>
                <Table.Td>
                  <Anchor component={Link} to={`/lessons/${campaign}`} hash={guard}>
                    {label === undefined ? campaign : say(label)}
                  </Anchor>{" "}
                  <Text span size="sm" c="dimmed">
                    {texts.start(version)}
                  </Text>
                </Table.Td>
                <Table.Td data-label={texts.outcome}>
                  <StateBadge state={outcome} />
                </Table.Td>
                <Table.Td data-label={texts.ended}>
                  {formatMoment(Date.parse(endedAt), t.locale)}
                  {isFinal ? null : (
                    <Text size="xs" c="dimmed">
                      {texts.provisional}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td className="amount" data-label={t.live.exposed}>
                  {about.say(totals.exposed, FEWER_THAN.exposed)}
                </Table.Td>
                <Table.Td className="amount" data-label={t.live.optedOut}>
                  {about.say(totals.optedOut, FEWER_THAN.optedOut)}
                  {totals.exposed === null || totals.optedOut === null ? null : (
                    <Text span size="xs" c="dimmed">
                      {" "}
                      ({t.percent(totals.optedOut / totals.exposed)})
                    </Text>
                  )}
                </Table.Td>
                <Table.Td className="amount" data-label={t.live.complained}>
                  {about.say(totals.complained, FEWER_THAN.complained)}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
