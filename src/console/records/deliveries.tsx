import { Badge, Button, Table, Text, Title, VisuallyHidden } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { deliveriesQuery, replayDelivery, type Delivery, type Webhook } from "../api/webhooks.ts";
import { Answer } from "../parts/answer.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";

const COLORS = { waiting: "yellow", delivered: "green", failed: "red" } as const;

/** What became of the latest notices, and the way to send one again. */
export function Deliveries({ webhooks }: { readonly webhooks: readonly Webhook[] }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const query = useQuery(deliveriesQuery);
  const replay = useMutation({
    mutationFn: replayDelivery,
    onSuccess: () => client.invalidateQueries({ queryKey: deliveriesQuery.queryKey }),
  });
  return (
    <section aria-labelledby="deliveries">
      <Title order={3} mb={4} id="deliveries">
        {t.webhooks.deliveries}
      </Title>
      {replay.isError ? <FailureNote error={replay.error} /> : null}
      <Answer query={query} lines={2}>
        {(deliveries) =>
          deliveries.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t.webhooks.noDeliveries}
            </Text>
          ) : (
            <Table.ScrollContainer minWidth={0}>
              <Table verticalSpacing={6} className="list-table">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t.rulesets.when}</Table.Th>
                    <Table.Th>{t.webhooks.notice}</Table.Th>
                    <Table.Th>{t.webhooks.to}</Table.Th>
                    <Table.Th>{t.campaigns.state}</Table.Th>
                    <Table.Th>{t.webhooks.lastAnswer}</Table.Th>
                    <Table.Th>
                      <VisuallyHidden>{t.webhooks.replay}</VisuallyHidden>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {deliveries.map((delivery) => (
                    <Row
                      key={delivery.id}
                      delivery={delivery}
                      url={webhooks.find(({ id }) => id === delivery.webhook)?.url}
                      isBusy={replay.isPending && replay.variables === delivery.id}
                      onReplay={() => replay.mutate(delivery.id)}
                    />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Answer>
    </section>
  );
}

interface RowProps {
  readonly delivery: Delivery;
  readonly url: string | undefined;
  readonly isBusy: boolean;
  readonly onReplay: () => void;
}

function Row({ delivery, url, isBusy, onReplay }: RowProps) {
  const { t } = useTexts();
  const { at, kind, state, attempts, lastAnswer, nextAttemptAt } = delivery;
  const when = formatMoment(Date.parse(at), t.locale);
  const parsed = url === undefined ? null : URL.parse(url);
  return (
    <Table.Tr>
      <Table.Td>{when}</Table.Td>
      <Table.Td data-label={t.webhooks.notice}>{t.webhooks.kinds[kind]}</Table.Td>
      <Table.Td className="address" data-label={t.webhooks.to}>
        {parsed === null ? t.common.nothing : parsed.host + parsed.pathname}
      </Table.Td>
      <Table.Td data-label={t.campaigns.state}>
        <Badge tt="none" variant="light" color={COLORS[state]} className="state">
          {t.webhooks.states[state]}
        </Badge>
      </Table.Td>
      <Table.Td data-label={t.webhooks.lastAnswer}>
        {lastAnswer === null ? t.webhooks.noAnswer : `${lastAnswer}; ${t.webhooks.attempts(attempts)}`}
        {lastAnswer !== null && attempts > 0 && nextAttemptAt !== null ? (
          <Text size="xs" c="dimmed">
            {t.webhooks.next(formatMoment(Date.parse(nextAttemptAt), t.locale))}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td>
        <Button
          size="compact-xs"
          variant="default"
          loading={isBusy}
          aria-label={t.webhooks.replayNamed(t.webhooks.kinds[kind], when)}
          onClick={onReplay}
        >
          {t.webhooks.replay}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
