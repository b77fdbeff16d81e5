import { Card, Group, SimpleGrid, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { RetrospectiveAnswer } from "../../contract/guard.ts";
import { guardParametersFor } from "../../domain/guard/guard-parameters.ts";
import { FEWER_THAN } from "../../domain/guard/tell-count.ts";
import { PART_FEWER_THAN } from "../../domain/guard/part-bound.ts";
import { useBodies } from "../api/bodies.ts";
import { StateBadge } from "../parts/state-badge.tsx";
import { useAbout } from "../parts/use-about.ts";
import { LESSON_TEXTS } from "../texts/lesson-texts.ts";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { Breakdown } from "./breakdown.tsx";

const EvidenceCurve = lazy(async () => ({ default: (await import("../live/evidence-curve.tsx")).EvidenceCurve }));

/** One run, looked back at: how it ended, whom it reached, who minded, and where. */
export function Retrospective({ retrospective }: { readonly retrospective: RetrospectiveAnswer }) {
  const { t, say } = useTexts();
  const texts = usePageTexts(LESSON_TEXTS);
  const about = useAbout();
  const attributes = useBodies("attributes");
  const { guard, version, outcome, isFinal, startedAt, endedAt, totals, asked, gifts, p0, audience } = retrospective;
  const nameOf = (attribute: string) => (value: string | null) => {
    if (value === null) return t.audience.unknownGroup;
    const options = attributes.find(({ key }) => key === attribute)?.values;
    const option = options?.find((one) => one.value === value);
    return option === undefined ? value : say(option.label);
  };
  const { warnOdds, haltOdds } = guardParametersFor(p0);
  const share = totals.exposed === null || totals.optedOut === null ? null : totals.optedOut / totals.exposed;
  const facts = [
    [texts.audience, t.number(audience)],
    [t.live.exposed, about.say(totals.exposed, FEWER_THAN.exposed)],
    [t.live.optedOut, about.say(totals.optedOut, FEWER_THAN.optedOut)],
    [t.live.complained, about.say(totals.complained, FEWER_THAN.complained)],
    [t.live.asked, about.say(asked, FEWER_THAN.asked)],
    [t.live.gifts, about.say(gifts, FEWER_THAN.gifts)],
  ] as const;
  return (
    <Card withBorder radius="lg" component="section" id={guard} aria-labelledby={`${guard}-title`}>
      <Group gap="sm" mb={4}>
        <Title order={2} id={`${guard}-title`}>
          {texts.start(version)}
        </Title>
        <StateBadge state={outcome} />
        <Text size="sm" c="dimmed">
          {t.season.window(formatMoment(Date.parse(startedAt), t.locale), formatMoment(Date.parse(endedAt), t.locale))}
        </Text>
      </Group>
      <Text mb="md">
        {share === null ? texts.fewMinded(t.fine(p0)) : texts.sentence(t.fine(share), t.fine(p0))}{" "}
        {isFinal ? null : texts.provisionalLong}
      </Text>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
          {facts.map(([name, value]) => (
            <div key={name} className="people-tile">
              <Text size="xs" c="dimmed">
                {name}
              </Text>
              <Text fz={22} fw={700} lh={1.3}>
                {value}
              </Text>
            </div>
          ))}
        </SimpleGrid>
        <Text size="xs" c="dimmed">
          {about.why}
        </Text>
        {retrospective.history.length === 0 ? null : (
          <div>
            <Title order={3} mb={4}>
              {t.live.evidence}
            </Title>
            <Suspense fallback={<Skeleton height={220} />}>
              <EvidenceCurve limits={{ warn: warnOdds, halt: haltOdds }} points={retrospective.history} />
            </Suspense>
          </div>
        )}
        {retrospective.byStage.length < 2 ? null : <StageTable stages={retrospective.byStage} />}
        {isFinal ? (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <Breakdown title={texts.byRegion} breakdown={retrospective.byRegion} nameOf={nameOf("region")} />
            <Breakdown title={texts.byPlatform} breakdown={retrospective.byPlatform} nameOf={nameOf("platform")} />
          </SimpleGrid>
        ) : null}
        <Text size={isFinal ? "xs" : "sm"} c="dimmed">
          {isFinal ? texts.partsNote : texts.partsLater}
        </Text>
      </Stack>
    </Card>
  );
}

function StageTable({ stages }: { readonly stages: RetrospectiveAnswer["byStage"] }) {
  const { t } = useTexts();
  const texts = usePageTexts(LESSON_TEXTS);
  const about = useAbout();
  return (
    <div>
      <Title order={3} mb={4}>
        {texts.byStage}
      </Title>
      <Table.ScrollContainer minWidth={0}>
        <Table verticalSpacing={6} className="list-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t.campaign.stages}</Table.Th>
              <Table.Th className="amount">{t.live.exposed}</Table.Th>
              <Table.Th className="amount">{t.live.optedOut}</Table.Th>
              <Table.Th className="amount">{t.live.complained}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {stages.map(({ exposed, optedOut, complained }, index) => (
              <Table.Tr key={index}>
                <Table.Td>{t.campaign.stage(index + 1)}</Table.Td>
                <Table.Td className="amount" data-label={t.live.exposed}>
                  {about.say(exposed, PART_FEWER_THAN)}
                </Table.Td>
                <Table.Td className="amount" data-label={t.live.optedOut}>
                  {about.say(optedOut, PART_FEWER_THAN)}
                </Table.Td>
                <Table.Td className="amount" data-label={t.live.complained}>
                  {about.say(complained, PART_FEWER_THAN)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
