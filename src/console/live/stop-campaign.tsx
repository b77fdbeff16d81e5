import { Button, Group, Tooltip } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Role } from "../../contract/role.ts";
import type { Campaign } from "../../domain/campaign.ts";
import { forgetAnswers, takeStep, type PublishReport } from "../api/queries.ts";
import { useObstacle } from "../api/use-obstacle.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import type { Run } from "./live-page.tsx";

const STOPPERS: readonly Role[] = ["marketer", "approver", "admin"];

interface StopCampaignProps extends Run {
  /** People see it now. */
  readonly isOn: boolean;
  readonly onStopped: (stopped: Stopped) => void;
}

/** What became of a stop. */
export interface Stopped {
  readonly campaign: Campaign;
  readonly published: PublishReport;
}

/** Stops one campaign at one press. The page says how many shards have acknowledged: this button is gone by then. */
export function StopCampaign({ campaign, live, isOn, onStopped }: StopCampaignProps) {
  const { t, say } = useTexts();
  const client = useQueryClient();
  const obstacle = useObstacle(STOPPERS);
  const stop = useMutation({
    mutationFn: () => takeStep(campaign.key, "stop", { reason: t.live.quickReason }),
    onSuccess: async ({ published }) => {
      if (published !== null) onStopped({ campaign, published });
      await forgetAnswers(client);
    },
  });
  const canStop = live.state === "running" || live.state === "holding" || live.state === "halted";
  return (
    <Group gap="sm">
      {stop.isError ? <FailureNote error={stop.error} /> : null}
      {canStop ? (
        <Tooltip label={obstacle ?? t.stepHints["stop"]} events={{ hover: true, focus: true, touch: true }}>
          <Button
            {...(isOn ? { color: "red.8", size: "sm" } : { variant: "default", size: "xs" })}
            loading={stop.isPending}
            aria-label={t.live.stopNamed(say(campaign.label))}
            aria-disabled={obstacle !== undefined}
            {...(obstacle === undefined ? {} : { "data-disabled": true })}
            onClick={() => {
              if (obstacle === undefined) stop.mutate();
            }}
          >
            {t.live.stop}
          </Button>
        </Tooltip>
      ) : null}
    </Group>
  );
}
