import { Alert, Button, Card, Progress, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { APPROVERS, type Role } from "../../contract/role.ts";
import { forgetAnswers, postReason } from "../api/queries.ts";
import { useKept } from "../api/use-kept.ts";
import { useObstacle } from "../api/use-obstacle.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { useTexts } from "../texts/use-texts.tsx";

const LEAST_REASON = 3;
const STOPPERS: readonly Role[] = ["marketer", "approver", "support", "admin"];

/** Takes every decoration from everybody, after a word was typed; and the way back. */
export function StopEverything({ isStopped }: { readonly isStopped: boolean }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [word, setWord] = useState("");
  const [reason, setReason] = useKept("stop-everything");
  const act = useMutation({
    mutationFn: () => postReason(isStopped ? "/v1/resume" : "/v1/stop", reason.trim()),
    onSuccess: async () => {
      setWord("");
      setReason("");
      await forgetAnswers(client);
    },
  });
  const obstacle = useObstacle(isStopped ? APPROVERS : STOPPERS);
  const mayAct =
    obstacle === undefined && reason.trim().length >= LEAST_REASON && (isStopped || word === t.live.stopWord);
  const done = act.data;
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="stop" className="stop-card">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (mayAct) act.mutate();
        }}
      >
        <Stack gap="sm">
          <Title order={2} id="stop">
            {isStopped ? t.live.isStopped : t.live.stopAll}
          </Title>
          {isStopped ? null : <Text size="sm">{t.live.stopAllHint}</Text>}
          <TextInput
            label={t.common.reason}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={500}
            required
          />
          {isStopped ? null : (
            <TextInput
              label={t.live.typeWord(t.live.stopWord)}
              value={word}
              onChange={(event) => setWord(event.currentTarget.value)}
              autoComplete="off"
              required
            />
          )}
          <Button
            type="submit"
            size="lg"
            {...(isStopped ? {} : { color: "red.8" })}
            disabled={!mayAct}
            loading={act.isPending}
          >
            {isStopped ? t.live.resumeAll : t.live.stopAll}
          </Button>
          {obstacle === undefined ? null : <Text size="sm">{obstacle}</Text>}
          {act.isError ? <FailureNote error={act.error} /> : null}
          {done === undefined ? null : (
            <Alert color={done.isLive ? "green" : "yellow"} role="status">
              <Text size="sm">{t.campaign.acknowledged(done.acknowledged, done.total)}</Text>
              <Progress
                value={(done.acknowledged / done.total) * 100}
                mt="xs"
                aria-label={t.campaign.acknowledged(done.acknowledged, done.total)}
              />
            </Alert>
          )}
        </Stack>
      </form>
    </Card>
  );
}
