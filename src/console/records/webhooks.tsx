import { Button, Card, Code, Group, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { NoticeKind } from "../../domain/guard/guard-notice.ts";
import { addWebhook, removeWebhook, tryWebhook, webhooksQuery, type Webhook } from "../api/webhooks.ts";
import { useKept } from "../api/use-kept.ts";
import { Answer } from "../parts/answer.tsx";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { WEBHOOKS_TEXTS } from "../texts/webhooks-texts.ts";
import { Deliveries } from "./deliveries.tsx";
import { OnceShown } from "./once-shown.tsx";

/** What wakes somebody. */
const ALARMS: readonly NoticeKind[] = [
  "guard.halted",
  "guard.still-shown",
  "everything.stopped",
  "shard.lost",
  "space.low",
];

/** Addresses that are told when a campaign is warned of, held, halted or stopped. */
export function Webhooks() {
  const texts = usePageTexts(WEBHOOKS_TEXTS);
  const query = useQuery(webhooksQuery);
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="webhooks">
      <Title order={2} id="webhooks">
        {texts.title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {texts.intro}
      </Text>
      <Stack>
        <Answer query={query} lines={2}>
          {(webhooks) => (
            <>
              {webhooks.length === 0 ? <Text c="dimmed">{texts.empty}</Text> : null}
              {webhooks.map((webhook) => (
                <Address key={webhook.id} webhook={webhook} />
              ))}
              <NewAddress />
              <Deliveries webhooks={webhooks} />
            </>
          )}
        </Answer>
      </Stack>
    </Card>
  );
}

function useForget() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: webhooksQuery.queryKey });
}

function Address({ webhook: { id, url, kinds, createdAt } }: { readonly webhook: Webhook }) {
  const { t } = useTexts();
  const texts = usePageTexts(WEBHOOKS_TEXTS);
  const forget = useForget();
  const [isDoomed, setDoomed] = useState(false);
  const tryOut = useMutation({ mutationFn: () => tryWebhook(id), onSuccess: forget });
  const remove = useMutation({ mutationFn: () => removeWebhook(id), onSuccess: forget });
  return (
    <div role="group" aria-label={url}>
      <Group justify="space-between" gap="sm">
        <div className="webhook">
          <Code>{url}</Code>
          <Text size="sm" c="dimmed" mt={4}>
            {kinds === null ? texts.everything : kinds.map((kind) => texts.kinds[kind]).join(", ")};{" "}
            {formatMoment(Date.parse(createdAt), t.locale)}
          </Text>
        </div>
        <Group gap="xs">
          <Button size="xs" variant="default" loading={tryOut.isPending} onClick={() => tryOut.mutate()}>
            {texts.tryOut}
          </Button>
          <Button size="xs" variant="default" aria-haspopup="dialog" onClick={() => setDoomed(true)}>
            {t.common.remove}
          </Button>
        </Group>
      </Group>
      {tryOut.isSuccess ? (
        <Text size="sm" role="status">
          {texts.tried}
        </Text>
      ) : null}
      {tryOut.isError ? <FailureNote error={tryOut.error} onRetry={() => tryOut.mutate()} /> : null}
      {isDoomed ? (
        <ConfirmDialog
          title={t.common.remove}
          question={texts.removeQuestion(url)}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => {
            remove.reset();
            setDoomed(false);
          }}
        />
      ) : null}
    </div>
  );
}

function NewAddress() {
  const texts = usePageTexts(WEBHOOKS_TEXTS);
  const forget = useForget();
  const [url, setUrl] = useKept("webhook.url");
  const [wanted, setWanted] = useKept("webhook.kinds", "everything");
  const add = useMutation({
    mutationFn: () => addWebhook(url.trim(), wanted === "alarms" ? ALARMS : undefined),
    onSuccess: () => {
      setUrl("");
      return forget();
    },
  });
  return (
    <>
      {add.data === undefined ? null : <OnceShown words={texts.shown} secret={add.data.secret} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Group align="flex-end">
          <TextInput
            label={texts.url}
            type="url"
            placeholder="https://hooks.example/garland"
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
            required
            flex={1}
            miw={220}
            maw={480}
          />
          <NativeSelect
            label={texts.wanted}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
            data={[
              { value: "everything", label: texts.all },
              { value: "alarms", label: texts.alarms },
            ]}
          />
          <Button type="submit" variant="default" loading={add.isPending}>
            {texts.add}
          </Button>
        </Group>
      </form>
      {add.isError ? <FailureNote error={add.error} /> : null}
    </>
  );
}
