import { Alert, Card, List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { describeService, listNeeds } from "../../domain/service-texts.ts";
import { healthQuery, type KnownHealth } from "../api/health.ts";
import { statusQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { HEALTH_TEXTS } from "../texts/health-texts.ts";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { ObjectTable } from "./object-table.tsx";

/** How the service itself is: in a sentence, what needs somebody, and every object. */
export function HealthPage() {
  const texts = usePageTexts(HEALTH_TEXTS);
  return (
    <>
      <PageTitle title={texts.title} intro={texts.intro} />
      <ServiceState />
    </>
  );
}

function ServiceState() {
  const { t } = useTexts();
  const texts = usePageTexts(HEALTH_TEXTS);
  const query = useQuery(healthQuery);
  return (
    <Answer query={query}>
      {(known) => (
        <Stack gap="lg">
          {query.isError ? (
            <Alert color="yellow" role="alert">
              {texts.stale(formatMoment(query.dataUpdatedAt, t.locale))}
            </Alert>
          ) : null}
          <Findings known={known} />
        </Stack>
      )}
    </Answer>
  );
}

function Findings({ known: { health, objects, at } }: { readonly known: KnownHealth }) {
  const { say } = useTexts();
  const texts = usePageTexts(HEALTH_TEXTS);
  // The status says it sooner, and also where objects can't be listed.
  const status = useQuery(statusQuery).data;
  const keysToConfirm = status?.keysToConfirm ?? health.keysToConfirm ?? [];
  const needs = listNeeds({ ...health, keysToConfirm }, at);
  const isOnlyKeys = needs.length === keysToConfirm.length;
  return (
    <>
      <Alert
        color={needs.length === 0 ? "green" : isOnlyKeys || health.status === "installing" ? "yellow" : "red"}
        role="status"
      >
        <Text fw={600}>{say(describeService(health, objects?.length))}</Text>
      </Alert>
      {needs.length === 0 ? null : (
        <Card withBorder radius="lg" component="section" aria-labelledby="needs">
          <Title order={2} id="needs" mb="sm">
            {texts.needs}
          </Title>
          <List spacing="sm">
            {needs.map(({ about, sentence }) => (
              <List.Item key={about} className="need">
                {say(sentence)}
              </List.Item>
            ))}
          </List>
        </Card>
      )}
      {objects === null ? <Text c="dimmed">{texts.notListed}</Text> : <ObjectTable objects={objects} at={at} />}
    </>
  );
}
