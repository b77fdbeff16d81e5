import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { Answer } from "../parts/answer.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { useBodies } from "../api/bodies.ts";
import { seasonQuery } from "../api/queries.ts";
import type { Season, SeasonCampaign } from "../../contract/season.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { PhonePreview } from "./phone-preview.tsx";
import { findOverlaps } from "./season-plan.ts";
import { formatDay, Timeline } from "./timeline.tsx";

const MoveDialog = lazy(async () => ({ default: (await import("./move-dialog.tsx")).MoveDialog }));

const MONTHS_BEFORE = 2;
const MONTHS = 12;
const STEP_MONTHS = 3;

interface Move {
  readonly campaign: SeasonCampaign;
  readonly days: number;
}

/** The year: who shows what when, what overlaps, and what people would see. */
export function SeasonPage() {
  const { t } = useTexts();
  const [now] = useState(() => Date.now());
  const [shift, setShift] = useState(0);
  const [move, setMove] = useState<Move>();
  const range = rangeAround(now, shift);
  const query = useQuery(seasonQuery(toDay(range.from), toDay(range.until)));
  const decorations = useBodies("decorations");
  const art = new Map(decorations.map(({ key, path }) => [key, path]));
  return (
    <>
      <PageTitle title={t.season.title} intro={t.season.intro}>
        <Button variant="default" onClick={() => setShift(shift - STEP_MONTHS)}>
          ← {t.season.previousYear}
        </Button>
        <Button variant="default" disabled={shift === 0} onClick={() => setShift(0)}>
          {t.season.today}
        </Button>
        <Button variant="default" onClick={() => setShift(shift + STEP_MONTHS)}>
          {t.season.nextYear} →
        </Button>
        <Button component={Link} to="/campaigns?new=1">
          {t.season.newCampaign}
        </Button>
      </PageTitle>
      <Answer query={query} lines={6}>
        {(season) => (
          <Stack gap="lg">
            <Card withBorder padding="md" radius="lg">
              {season.campaigns.length === 0 ? <Text c="dimmed">{t.season.empty}</Text> : null}
              <Timeline
                season={season}
                range={range}
                now={now}
                art={art}
                onMove={(campaign, days) =>
                  setMove({ campaign, days: days + (move?.campaign.key === campaign.key ? move.days : 0) })
                }
              />
              {season.campaigns.some(({ isEditable }) => isEditable) ? (
                <Text size="xs" c="dimmed" mt="sm">
                  {t.season.moveHint}
                </Text>
              ) : null}
            </Card>
            <div className="season-lower">
              <PhonePreview season={season} art={art} now={now} />
              <Overlaps season={season} />
            </div>
          </Stack>
        )}
      </Answer>
      {move === undefined ? null : (
        <Suspense>
          <MoveDialog campaign={move.campaign} days={move.days} onClose={() => setMove(undefined)} />
        </Suspense>
      )}
    </>
  );
}

function Overlaps({ season }: { readonly season: Season }) {
  const { t, say } = useTexts();
  const overlaps = findOverlaps(season);
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="overlaps">
      <Title order={2} id="overlaps" mb="sm">
        {t.season.overlaps}
      </Title>
      {overlaps.length === 0 ? <Text c="dimmed">{t.season.noOverlaps}</Text> : null}
      <Stack gap="sm">
        {overlaps.map(({ winner, loser, from, until }) => (
          <Group key={winner.key + loser.key + from} gap="xs" wrap="nowrap" align="flex-start">
            <Text size="sm">
              {t.season.overlap(say(winner.label), say(loser.label))}:{" "}
              <b>
                {t.season.wins(
                  say(winner.label),
                  t.season.window(formatDay(from, t.locale), formatDay(until - 1, t.locale)),
                )}
              </b>
            </Text>
          </Group>
        ))}
      </Stack>
    </Card>
  );
}

function rangeAround(now: number, shiftMonths: number) {
  const date = new Date(now);
  const monthAt = (months: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const first = shiftMonths - MONTHS_BEFORE;
  return { from: monthAt(first), until: monthAt(first + MONTHS) };
}

function toDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
