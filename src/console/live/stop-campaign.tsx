import { Group, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Role } from "../../contract/role.ts";
import { forgetAnswers, takeStep } from "../api/queries.ts";
import { useMay } from "../api/use-may.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { GatedButton } from "../parts/gated-button.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import type { Run, Stopped } from "./run.ts";
import { usePublishing } from "./use-publishing.ts";

const STOPPERS: readonly Role[] = ["marketer", "approver", "admin"];

interface StopCampaignProps extends Run {
  /** People see it now. */
  readonly isOn: boolean;
  readonly onStopped: (stopped: Stopped) => void;
}

/** Stops one campaign at one press, counting the shards that acknowledge. The page says the end: this is gone by then. */
export function StopCampaign({ campaign, live, isOn, onStopped }: StopCampaignProps) {
  const { t, say } = useTexts();
  const client = useQueryClient();
  const mayStop = useMay(STOPPERS);
  const publishing = usePublishing();
  const stop = useMutation({
    mutationFn: () => {
      publishing.begin();
      return takeStep(campaign.key, "stop", { reason: t.live.quickReason });
    },
    onSuccess: async ({ published }) => {
      if (published !== null) onStopped({ campaign, published });
      await forgetAnswers(client);
    },
  });
  const canStop = mayStop && (live.state === "running" || live.state === "holding" || live.state === "halted");
  const { report } = publishing;
  return (
    <Group gap="sm">
      {stop.isError ? <FailureNote error={stop.error} onRetry={() => stop.mutate()} /> : null}
      {stop.isPending && report !== undefined ? (
        <Text size="sm" role="status">
          {t.campaign.acknowledged(report.acknowledged, report.total)}
        </Text>
      ) : null}
      {canStop ? (
        <GatedButton
          {...(isOn ? { color: "red.8", size: "sm" } : { variant: "default", size: "xs" })}
          loading={stop.isPending}
          label={t.live.stopNamed(say(campaign.label))}
          hint={t.stepHints["stop"] ?? ""}
          obstacle={undefined}
          onClick={() => stop.mutate()}
        >
          {t.live.stop}
        </GatedButton>
      ) : null}
    </Group>
  );
}
