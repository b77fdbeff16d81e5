import { Badge, Button, Card, Code, Group, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { addWebhook, deliveriesQuery, removeWebhook, webhooksQuery } from "../api/webhooks.ts";
import { useKept } from "../api/use-kept.ts";
import { Answer } from "../parts/answer.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";
import { OnceShown } from "./once-shown.tsx";

const COLORS = { waiting: "yellow", delivered: "green", failed: "red" } as const;

/** Addresses that are told when a campaign is warned of, held, halted or stopped. */
export function Webhooks() {
  const { t } = useTexts();
  const client = useQueryClient();
  const query = useQuery(webhooksQuery);
  const [url, setUrl] = useKept("webhook.url");
  const forget = () => client.invalidateQueries({ queryKey: webhooksQuery.queryKey });
  const add = useMutation({
    mutationFn: () => addWebhook(url.trim()),
    onSuccess: () => {
      setUrl("");
      return forget();
    },
  });
  const remove = useMutation({ mutationFn: removeWebhook, onSuccess: forget });
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="webhooks">
      <Title order={2} id="webhooks">
        {t.webhooks.title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t.webhooks.intro}
      </Text>
      <Stack>
        <Answer query={query} lines={2}>
          {(webhooks) =>
            webhooks.length === 0 ? (
              <Text c="dimmed">{t.webhooks.empty}</Text>
            ) : (
              <Stack gap="xs">
                {webhooks.map(({ id, url: address, kinds, createdAt }) => (
                  <Group key={id} justify="space-between">
                    <Group gap="sm">
                      <Code>{address}</Code>
                      <Text size="sm" c="dimmed">
                        {kinds === null ? t.webhooks.everything : kinds.join(", ")};{" "}
                        {formatMoment(Date.parse(createdAt), t.locale)}
                      </Text>
                    </Group>
                    <Button size="xs" variant="default" loading={remove.isPending} onClick={() => remove.mutate(id)}>
                      {t.common.remove}
                    </Button>
                  </Group>
                ))}
              </Stack>
            )
          }
        </Answer>
        {remove.isError ? <FailureNote error={remove.error} /> : null}
        {add.data === undefined ? null : <OnceShown words={t.webhooks.shown} secret={add.data.secret} />}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate();
          }}
        >
          <Group align="flex-end">
            <TextInput
              label={t.webhooks.url}
              type="url"
              placeholder="https://hooks.example/garland"
              value={url}
              onChange={(event) => setUrl(event.currentTarget.value)}
              required
              flex={1}
              maw={480}
            />
            <Button type="submit" variant="default" loading={add.isPending}>
              {t.webhooks.add}
            </Button>
          </Group>
        </form>
        {add.isError ? <FailureNote error={add.error} /> : null}
        <Deliveries />
      </Stack>
    </Card>
  );
}

function Deliveries() {
  const { t } = useTexts();
  const query = useQuery(deliveriesQuery);
  return (
    <div>
      <Title order={3} mb={4}>
        {t.webhooks.deliveries}
      </Title>
      <Answer query={query} lines={2}>
        {(deliveries) =>
          deliveries.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t.webhooks.noDeliveries}
            </Text>
          ) : (
            <Table.ScrollContainer minWidth={560}>
              <Table verticalSpacing={6}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t.rulesets.when}</Table.Th>
                    <Table.Th>{t.webhooks.notice}</Table.Th>
                    <Table.Th>{t.campaigns.state}</Table.Th>
                    <Table.Th>{t.webhooks.lastAnswer}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {deliveries.map(({ id, at, kind, state, attempts, lastAnswer }) => (
                    <Table.Tr key={id}>
                      <Table.Td>{formatMoment(Date.parse(at), t.locale)}</Table.Td>
                      <Table.Td>
                        <Code>{kind}</Code>
                      </Table.Td>
                      <Table.Td>
                        <Badge tt="none" variant="light" color={COLORS[state]} className="state">
                          {t.webhooks.states[state]}
                        </Badge>
                      </Table.Td>
                      <Table.Td>
                        {lastAnswer ?? t.common.nothing}; {t.webhooks.attempts(attempts)}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Answer>
    </div>
  );
}
