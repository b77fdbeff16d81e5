import { Badge, Button, Table, Text, Title, VisuallyHidden } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { deliveriesQuery, replayDelivery, type Delivery, type Webhook } from "../api/webhooks.ts";
import { Answer } from "../parts/answer.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { WEBHOOKS_TEXTS } from "../texts/webhooks-texts.ts";

const COLORS = { waiting: "yellow", delivered: "green", failed: "red" } as const;

/** What became of the latest notices, and the way to send one again. */
export function Deliveries({ webhooks }: { readonly webhooks: readonly Webhook[] }) {
  const { t } = useTexts();
  const texts = usePageTexts(WEBHOOKS_TEXTS);
  const client = useQueryClient();
  const query = useQuery(deliveriesQuery);
  const replay = useMutation({
    mutationFn: replayDelivery,
    onSuccess: () => client.invalidateQueries({ queryKey: deliveriesQuery.queryKey }),
  });
  return (
    <section aria-labelledby="deliveries">
      <Title order={3} mb={4} id="deliveries">
        {texts.deliveries}
      </Title>
      {replay.isError ? <FailureNote error={replay.error} /> : null}
      <Answer query={query} lines={2}>
        {(deliveries) =>
          deliveries.length === 0 ? (
            <Text size="sm" c="dimmed">
              {texts.noDeliveries}
            </Text>
          ) : (
            <Table.ScrollContainer minWidth={0}>
              <Table verticalSpacing={6} className="list-table">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t.rulesets.when}</Table.Th>
                    <Table.Th>{texts.notice}</Table.Th>
                    <Table.Th>{texts.to}</Table.Th>
                    <Table.Th>{t.campaigns.state}</Table.Th>
                    <Table.Th>{texts.lastAnswer}</Table.Th>
                    <Table.Th>
                      <VisuallyHidden>{texts.replay}</VisuallyHidden>
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
  const texts = usePageTexts(WEBHOOKS_TEXTS);
  const { at, kind, state, attempts, lastAnswer, nextAttemptAt } = delivery;
  const when = formatMoment(Date.parse(at), t.locale);
  const parsed = url === undefined ? null : URL.parse(url);
  return (
    <Table.Tr>
      <Table.Td>{when}</Table.Td>
      <Table.Td data-label={texts.notice}>{texts.kinds[kind]}</Table.Td>
      <Table.Td className="address" data-label={texts.to}>
        {parsed === null ? t.common.nothing : parsed.host + parsed.pathname}
      </Table.Td>
      <Table.Td data-label={t.campaigns.state}>
        <Badge tt="none" variant="light" color={COLORS[state]} className="state">
          {texts.states[state]}
        </Badge>
      </Table.Td>
      <Table.Td data-label={texts.lastAnswer}>
        {lastAnswer === null ? texts.noAnswer : `${lastAnswer}; ${texts.attempts(attempts)}`}
        {lastAnswer !== null && attempts > 0 && nextAttemptAt !== null ? (
          <Text size="xs" c="dimmed">
            {texts.next(formatMoment(Date.parse(nextAttemptAt), t.locale))}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td>
        <Button
          size="compact-xs"
          variant="default"
          loading={isBusy}
          aria-label={texts.replayNamed(texts.kinds[kind], when)}
          onClick={onReplay}
        >
          {texts.replay}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
