import { Anchor, Button, Card, Skeleton, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { Answer } from "../parts/answer.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { useBodies } from "../api/bodies.ts";
import { seasonQuery } from "../api/queries.ts";
import { EDITORS } from "../../contract/role.ts";
import { useMay } from "../api/use-may.ts";
import { useObstacle } from "../api/use-obstacle.ts";
import { useTexts } from "../texts/use-texts.tsx";
import "./season.css";
import { sayDays, shiftDays, type Move } from "./lane.tsx";
import { barsOf, findOverlaps, type Overlap } from "./season-plan.ts";
import { Timeline } from "./timeline.tsx";

const PhonePreview = lazy(async () => ({ default: (await import("./phone-preview.tsx")).PhonePreview }));
const MoveDialog = lazy(async () => ({ default: (await import("./move-dialog.tsx")).MoveDialog }));

const MONTHS_BEFORE = 1;
const MONTHS = 12;
const STEP_MONTHS = 3;

/** The first page need not wait for it. */
const CulturalCalendar = lazy(async () => ({ default: (await import("./cultural-calendar.tsx")).CulturalCalendar }));

/** The year: who shows what when, what overlaps, and what people would see. */
export function SeasonPage() {
  const { t } = useTexts();
  const obstacle = useObstacle(EDITORS);
  const mayEdit = useMay(EDITORS);
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
        {mayEdit ? (
          <Button component={Link} to="/campaigns?new=1">
            {t.season.newCampaign}
          </Button>
        ) : null}
      </PageTitle>
      <Answer query={query} lines={6}>
        {(season) => {
          const overlaps = findOverlaps(season);
          const drafts = season.campaigns.filter(({ isEditable }) => isEditable);
          return (
            <Stack gap="lg">
              <Card withBorder padding="md" radius="lg">
                {season.campaigns.length === 0 ? <Text c="dimmed">{t.season.empty}</Text> : null}
                <Timeline
                  season={season}
                  overlaps={overlaps}
                  range={range}
                  now={now}
                  art={art}
                  move={move}
                  mayMove={({ isEditable }) => isEditable && mayEdit}
                  onMove={setMove}
                />
                {drafts.length === 0 ? null : (
                  <Text size="xs" c="dimmed" mt="sm">
                    {obstacle === undefined ? t.season.moveHint : t.season.moveObstacle(obstacle)}
                  </Text>
                )}
                <VisuallyHidden role="status">
                  <Announcement move={move} zones={season.zones} />
                </VisuallyHidden>
              </Card>
              <div className="season-lower">
                <Suspense fallback={<Skeleton height={420} radius="lg" />}>
                  <PhonePreview season={season} art={art} now={now} />
                </Suspense>
                <Overlaps overlaps={overlaps} />
              </div>
              <Suspense>
                <CulturalCalendar season={season} />
              </Suspense>
              {move?.isAsked === true ? (
                <Suspense>
                  <MoveDialog move={move} zones={season.zones} onClose={() => setMove(undefined)} />
                </Suspense>
              ) : null}
            </Stack>
          );
        }}
      </Answer>
    </>
  );
}

interface AnnouncementProps {
  readonly move: Move | undefined;
  readonly zones: readonly string[];
}

/** What the arrow keys have done, for those who do not see the bar. */
function Announcement({ move, zones }: AnnouncementProps) {
  const { t } = useTexts();
  const bar = move === undefined ? undefined : barsOf(move.campaign, zones)[0];
  if (move === undefined || bar === undefined) return null;
  return t.season.moving(move.days, sayDays(shiftDays(bar.days, move.days), t));
}

function Overlaps({ overlaps }: { readonly overlaps: readonly Overlap[] }) {
  const { t, say } = useTexts();
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="overlaps">
      <Title order={2} id="overlaps" mb="xs">
        {t.season.overlaps}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {overlaps.length === 0 ? t.season.noOverlaps : t.season.overlapsHint}
      </Text>
      <Stack gap="sm" component="ul" className="overlaps">
        {overlaps.map(({ winner, loser, from, days }) => (
          <li key={winner.key + loser.key + from}>
            <Text size="sm" fw={600}>
              {sayDays(days, t)}
            </Text>
            <Text size="sm">
              <Anchor component={Link} to={`/campaigns/${winner.key}`} inherit fw={600}>
                {say(winner.label)}
              </Anchor>{" "}
              {t.season.winsOver}{" "}
              <Anchor component={Link} to={`/campaigns/${loser.key}`} inherit>
                {say(loser.label)}
              </Anchor>
              {": "}
              {winner.priority === loser.priority
                ? t.season.byKey(winner.priority)
                : t.season.byPriority(winner.priority, loser.priority)}
            </Text>
          </li>
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
