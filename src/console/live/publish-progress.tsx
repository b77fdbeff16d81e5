import { Card, List, Progress, Text, Title } from "@mantine/core";
import type { z } from "zod";
import type { statusSchema } from "../../contract/control.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** How many shards decide with the latest version, and what keeps the others. */
export function PublishProgress({ status }: { readonly status: z.infer<typeof statusSchema> }) {
  const { t } = useTexts();
  const { ruleset, acknowledged, total, errors, isLive } = status;
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="publish">
      <Title order={2} id="publish">
        {t.live.publish}
      </Title>
      <Text fw={600} mt={4}>
        {t.live.published(ruleset)}
      </Text>
      <Text size="sm" mb="xs" role="status">
        {t.live.shards(acknowledged, total)}
      </Text>
      <Progress
        value={(acknowledged / Math.max(total, 1)) * 100}
        color={isLive ? "fir" : "yellow.7"}
        animated={!isLive}
        aria-label={t.live.shards(acknowledged, total)}
      />
      {errors.length === 0 ? null : (
        <>
          <Text size="sm" mt="sm">
            {t.live.errors}
          </Text>
          <List size="sm">
            {errors.map((error) => (
              <List.Item key={error}>{error}</List.Item>
            ))}
          </List>
        </>
      )}
    </Card>
  );
}
