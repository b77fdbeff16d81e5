import { Card, List, Progress, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { NEW_LIFECYCLE } from "../../domain/lifecycle.ts";
import { readBody } from "../api/bodies.ts";
import { listQuery, statusQuery } from "../api/queries.ts";
import { readLifecycle } from "../campaign/read-lifecycle.ts";
import { Answer } from "../parts/answer.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { GuardPanel } from "./guard-panel.tsx";
import { StopEverything } from "./stop-everything.tsx";

/** What runs, how it is received, and the big Stop. */
export function LivePage() {
  const { t } = useTexts();
  const status = useQuery(statusQuery);
  const campaigns = useQuery(listQuery("campaigns"));
  return (
    <>
      <PageTitle title={t.live.title} intro={t.live.intro} />
      <div className="season-lower">
        <Answer query={campaigns}>
          {(items) => {
            const started = items.flatMap((stored) => {
              const { live } = readLifecycle(stored) ?? NEW_LIFECYCLE;
              const campaign = readBody("campaigns", stored.body);
              return live !== undefined && campaign !== undefined ? [{ live, campaign }] : [];
            });
            if (started.length === 0) return <Text c="dimmed">{t.live.nothingRuns}</Text>;
            return (
              <Stack gap="lg">
                {started.map(({ live, campaign }) => (
                  <GuardPanel key={campaign.key} campaign={campaign} live={live} />
                ))}
              </Stack>
            );
          }}
        </Answer>
        <Stack gap="lg" className="stuck">
          <Answer query={status} lines={3}>
            {({ ruleset, acknowledged, total, errors, stopped }) => (
              <>
                <StopEverything isStopped={stopped} />
                <Card withBorder radius="lg" component="section" aria-labelledby="publish">
                  <Title order={2} id="publish">
                    {t.live.publish}
                  </Title>
                  <Text fw={600} mt={4}>
                    {t.live.published(ruleset)}
                  </Text>
                  <Text size="sm" mb="xs">
                    {t.live.shards(acknowledged, total)}
                  </Text>
                  <Progress value={(acknowledged / total) * 100} aria-label={t.live.shards(acknowledged, total)} />
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
              </>
            )}
          </Answer>
        </Stack>
      </div>
    </>
  );
}
