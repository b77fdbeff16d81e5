import { Anchor, Card, Group, List, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Status } from "../api/queries.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { ShardGrid } from "./shard-grid.tsx";

/** Which shards decide with the latest version, and what keeps the others. */
export function PublishProgress({ status }: { readonly status: Status }) {
  const { t } = useTexts();
  const { ruleset, acknowledged, total, errors, troubled } = status;
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="publish">
      <Group justify="space-between" align="baseline">
        <Title order={2} id="publish">
          {t.live.publish}
        </Title>
        <Text fw={600}>{t.live.published(ruleset)}</Text>
      </Group>
      <Text size="sm" mt={4} mb="sm" role="status">
        {t.live.shards(acknowledged, total)}
      </Text>
      <ShardGrid status={status} />
      {troubled.length === 0 ? null : (
        <Anchor component={Link} to="/health" size="sm" fw={600}>
          {t.shell.notWell(troubled.length)}
        </Anchor>
      )}
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
