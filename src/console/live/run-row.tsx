import { Anchor, Card, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { GuardAnswer } from "../../contract/guard.ts";
import { shownLive } from "../campaign/read-lifecycle.ts";
import { FEWER_THAN } from "../../domain/guard/tell-count.ts";
import { StateBadge } from "../parts/state-badge.tsx";
import { useAbout } from "../parts/use-about.ts";
import { formatMomentHere, useTexts } from "../texts/use-texts.tsx";
import type { Run, Stopped } from "./run.ts";
import { StopCampaign } from "./stop-campaign.tsx";

interface RunRowProps extends Run {
  readonly guard: GuardAnswer | undefined;
  readonly onStopped: (stopped: Stopped) => void;
}

/** A run that is still to come, or over: a line, with the way to more. */
export function RunRow({ campaign, live, guard, onStopped }: RunRowProps) {
  const { t, say } = useTexts();
  const about = useAbout();
  const isAhead = guard?.phase === "ahead";
  return (
    <Card withBorder radius="md" padding="sm" id={campaign.key}>
      <Group justify="space-between">
        <Group gap="sm">
          <Anchor component={Link} to={`/campaigns/${campaign.key}`} fw={600}>
            {say(campaign.label)}
          </Anchor>
          {isAhead ? null : <StateBadge state={shownLive(live)} />}
          {guard === undefined ? null : (
            <Text size="sm" c="dimmed">
              {isAhead
                ? t.live.begins(formatMomentHere(Date.parse(guard.season.from), t.locale))
                : about.inNumbers(
                    about.say(guard.counts.exposed, FEWER_THAN.exposed),
                    about.say(guard.counts.optedOut, FEWER_THAN.optedOut),
                  )}
              {isAhead || guard.shards.heard === guard.shards.total
                ? null
                : `. ${t.live.heardFrom(guard.shards.heard, guard.shards.total)}`}
            </Text>
          )}
        </Group>
        <Group gap="sm">
          {isAhead ? null : (
            <Anchor component={Link} to={`/lessons/${campaign.key}`} size="sm">
              {t.live.retrospective}
            </Anchor>
          )}
          <StopCampaign campaign={campaign} live={live} isOn={false} onStopped={onStopped} />
        </Group>
      </Group>
    </Card>
  );
}
