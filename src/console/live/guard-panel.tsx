import { Alert, Anchor, Card, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { GuardAnswer } from "../../contract/guard.ts";
import { isAwaited } from "../../domain/campaign/start-word.ts";
import { shownLive } from "../campaign/read-lifecycle.ts";
import { useBodies } from "../api/bodies.ts";
import { guardQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { Art } from "../parts/status-bars.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { GUARD_PANEL_TEXTS } from "../texts/guard-panel-texts.ts";
import { formatMomentHere, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import type { Run, Stopped } from "./run.ts";
import { PeopleTiles } from "./people-tiles.tsx";
import { StageProgress } from "./stage-progress.tsx";
import { StopCampaign } from "./stop-campaign.tsx";

const EvidenceCurve = lazy(async () => ({ default: (await import("./evidence-curve.tsx")).EvidenceCurve }));

interface GuardPanelProps extends Run {
  readonly onStopped: (stopped: Stopped) => void;
}

/** One run that is on, as its guard sees it. */
export function GuardPanel({ campaign, live, onStopped }: GuardPanelProps) {
  const { say } = useTexts();
  const { guardPanel } = usePageTexts(GUARD_PANEL_TEXTS);
  const query = useQuery(guardQuery(campaign.key));
  const path = useBodies("decorations").find(({ key }) => key === campaign.decoration)?.path;
  return (
    <Card withBorder radius="lg" component="section" aria-label={say(campaign.label)} id={campaign.key}>
      <Group justify="space-between" mb="sm" align="flex-start">
        <Group gap="sm">
          <Art path={path} size={28} />
          <Title order={2}>
            <Anchor component={Link} to={`/campaigns/${campaign.key}`} inherit>
              {say(campaign.label)}
            </Anchor>
          </Title>
          <StateBadge state={shownLive(live)} />
        </Group>
        <StopCampaign campaign={campaign} live={live} isOn onStopped={onStopped} />
      </Group>
      {live.haltedBy === "policy" ? (
        <Alert color="red" title={guardPanel.policyHalted}>
          {guardPanel.policyHaltedMeans}
        </Alert>
      ) : null}
      <Answer query={query} lines={3}>
        {(guard) =>
          live.haltedBy === "policy" ? null : guard === null ? (
            <Text c="dimmed">{guardPanel.guardMissing}</Text>
          ) : (
            <GuardFacts guard={guard} />
          )
        }
      </Answer>
      {isAwaited(live.word) || live.haltedBy === "policy" ? (
        <Anchor component={Link} to={`/campaigns/${campaign.key}`} size="sm" underline="always">
          {live.haltedBy === "policy" ? guardPanel.liftThere : guardPanel.confirmThere}
        </Anchor>
      ) : null}
    </Card>
  );
}

function GuardFacts({ guard }: { readonly guard: GuardAnswer }) {
  const { t, say } = useTexts();
  const { guardPanel } = usePageTexts(GUARD_PANEL_TEXTS);
  const { evidence, verdict, shards, probe, history, phase } = guard;
  const isProven = probe !== null && !probe.isStillShown && probe.unreachable === 0;
  // That all is well can't be said of a part.
  const isWell = shards.heard === shards.total || !WELL.includes(verdict.action);
  return (
    <Stack gap="md">
      <Alert
        color={colorOf(guard)}
        title={isWell ? guardPanel.verdicts[verdict.action] : guardPanel.notAllHeard}
        className="verdict"
      >
        <Text size="sm">{say(verdict.sentence)}</Text>
        {probe === null ? null : (
          <Text size="sm" mt={4}>
            {guardPanel.probe(probe.isStillShown)}{" "}
            {probe.unreachable === 0 ? null : guardPanel.probeUnreachable(probe.unreachable)}
          </Text>
        )}
        {phase === "halted" ? (
          <Text size="sm" mt={4}>
            {isProven ? guardPanel.afterHalt : guardPanel.afterHaltUnproven}{" "}
            <Anchor component={Link} to={`/lessons/${guard.campaign}`} inherit underline="always">
              {t.live.retrospective}
            </Anchor>
          </Text>
        ) : null}
      </Alert>
      <PeopleTiles guard={guard} />
      <StageProgress {...guard} />
      <div>
        <Title order={3} mb={4}>
          {t.live.evidence}
        </Title>
        <Text size="sm" c="dimmed" mb="xs">
          {guardPanel.evidenceHint(evidence.limits.warn, evidence.limits.halt)}
        </Text>
        {history.length === 0 ? (
          <Text size="sm" c="dimmed">
            {guardPanel.noHistory}
          </Text>
        ) : (
          <Suspense fallback={<Skeleton height={220} />}>
            <EvidenceCurve limits={evidence.limits} points={history} />
          </Suspense>
        )}
      </div>
      {guard.earlier.length === 0 ? null : <EarlierGuards earlier={guard.earlier} />}
      <Text size="xs" c="dimmed">
        {guardPanel.asOf(formatMomentHere(Date.parse(verdict.at), t.locale))}
      </Text>
    </Stack>
  );
}

const WELL: readonly GuardAnswer["verdict"]["action"][] = ["continue", "advance", "complete"];

/** The audiences that the campaign had before it was changed. */
function EarlierGuards({ earlier }: Pick<GuardAnswer, "earlier">) {
  const { t, say } = useTexts();
  const { guardPanel } = usePageTexts(GUARD_PANEL_TEXTS);
  return (
    <div>
      <Title order={3} mb={4}>
        {guardPanel.earlier}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {guardPanel.earlierHint}
      </Text>
      <Stack gap="xs">
        {earlier.map((each) => (
          <Alert key={each.guard} color={LEVEL_COLORS[each.level]} p="xs">
            <Text size="sm">
              {guardPanel.earlierCoverage(each.version, t.percent(each.coverage))} {say(each.sentence)}
            </Text>
          </Alert>
        ))}
      </Stack>
    </div>
  );
}

const LEVEL_COLORS: Readonly<Record<GuardAnswer["earlier"][number]["level"], string>> = {
  calm: "green",
  warn: "yellow",
  halt: "red",
};

function colorOf({ evidence, verdict, shards, phase }: GuardAnswer): string {
  if (phase === "halted" || evidence.level === "halt") return "red";
  const isPart = shards.heard < shards.total;
  return evidence.level === "warn" || verdict.action === "hold" || isPart ? "yellow" : "green";
}
