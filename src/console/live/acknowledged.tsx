import { Alert, Progress, Text } from "@mantine/core";
import type { PublishReport } from "../api/queries.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface AcknowledgedProps {
  readonly report: Pick<PublishReport, "acknowledged" | "total" | "isLive">;
  /** What was done to, if the place does not say it. */
  readonly title?: string;
  readonly onClose?: () => void;
}

/** How many shards have acknowledged what was just done, in a number and a bar. */
export function Acknowledged({ report: { acknowledged, total, isLive }, title, onClose }: AcknowledgedProps) {
  const { t } = useTexts();
  const words = t.campaign.acknowledged(acknowledged, total);
  return (
    <Alert
      color={isLive ? "green" : "yellow"}
      role="status"
      title={title}
      {...(onClose === undefined ? {} : { withCloseButton: true, closeButtonLabel: t.common.close, onClose })}
    >
      <Text size="sm">{words}</Text>
      <Progress
        value={(acknowledged / Math.max(total, 1)) * 100}
        color={isLive ? "fir" : "yellow.7"}
        mt="xs"
        aria-label={words}
      />
    </Alert>
  );
}
