import { Card, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { APPROVERS, type Role } from "../../contract/role.ts";
import { sayResumeAwaited } from "../../domain/resume-everything.ts";
import { forgetAnswers, postReason, type PublishReport } from "../api/queries.ts";
import { useKept } from "../api/use-kept.ts";
import { useObstacle } from "../api/use-obstacle.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { GatedButton } from "../parts/gated-button.tsx";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { Acknowledged } from "./acknowledged.tsx";
import { usePublishing } from "./use-publishing.ts";

const LEAST_REASON = 3;
const STOPPERS: readonly Role[] = ["marketer", "approver", "support", "admin"];

interface StopEverythingProps {
  readonly isStopped: boolean;
  /** How far the latest version is, where that may be seen. */
  readonly published: Pick<PublishReport, "acknowledged" | "total" | "isLive"> | undefined;
}

/** Takes every decoration from everybody, after a word was typed; and the way back. */
export function StopEverything({ isStopped, published }: StopEverythingProps) {
  const { t, say } = useTexts();
  const client = useQueryClient();
  const [word, setWord] = useState("");
  const [reason, setReason] = useKept("stop-everything");
  const publishing = usePublishing();
  const act = useMutation({
    mutationFn: () => {
      publishing.begin();
      return postReason(isStopped ? "/v1/resume" : "/v1/stop", reason.trim());
    },
    onSuccess: async () => {
      setWord("");
      setReason("");
      await forgetAnswers(client);
    },
  });
  const obstacle = useObstacle(isStopped ? APPROVERS : STOPPERS);
  const isReady = reason.trim().length >= LEAST_REASON && (isStopped || word === t.live.stopWord);
  // The answer comes when it is over; until then the stream of the status tells.
  const report = act.isPending ? publishing.report : act.data;
  const awaited = isStopped ? act.data?.resume : undefined;
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="stop" className="stop-card">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (obstacle === undefined && isReady) act.mutate();
        }}
      >
        <Stack gap="sm">
          <Title order={2} id="stop">
            {isStopped ? sayStopped(published, t) : t.live.stopAll}
          </Title>
          {isStopped ? null : <Text size="sm">{t.live.stopAllHint}</Text>}
          {obstacle === undefined || act.isPending ? (
            <>
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
              <GatedButton
                type="submit"
                size="lg"
                {...(isStopped ? {} : { color: "red.8" })}
                obstacle={isReady ? undefined : isStopped ? t.live.resumeNeeds : t.live.stopNeeds}
                loading={act.isPending}
              >
                {isStopped ? t.live.resumeAll : t.live.stopAll}
              </GatedButton>
            </>
          ) : (
            <Text size="sm">{obstacle}</Text>
          )}
          {act.isError ? <FailureNote error={act.error} onRetry={() => act.mutate()} /> : null}
          {awaited === undefined ? null : <Text size="sm">{say(sayResumeAwaited(awaited.proposedBy))}</Text>}
          {report === undefined || awaited !== undefined ? null : <Acknowledged report={report} />}
        </Stack>
      </form>
    </Card>
  );
}

/** That everything is stopped is true once every shard obeys. */
function sayStopped(published: StopEverythingProps["published"], t: Texts): string {
  if (published === undefined || published.isLive) return t.live.isStopped;
  return t.live.isStoppedInPart(published.acknowledged, published.total);
}
