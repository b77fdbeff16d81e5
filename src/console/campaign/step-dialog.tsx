import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { checkQuery, forgetAnswers, takeStep, whoamiQuery, type PublishReport, type Stored } from "../api/queries.ts";
import { hasChanged } from "../api/client.ts";
import { readBody } from "../api/bodies.ts";
import { useKept } from "../api/use-kept.ts";
import { AgreementFailure } from "../parts/agreement-failure.tsx";
import { Dialog } from "../parts/dialog.tsx";

import { REVIEW_TEXTS } from "../texts/review-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { findRefusal } from "./is-refusal.ts";
import { lookOf, type Step } from "./step-gate.ts";
import { TwoWords } from "./two-words.tsx";
import { WhoApproves } from "./who-approves.tsx";

const LEAST_REASON = 3;

/** Steps at the end of which people see what is written. */
const OF_CONTENT: readonly Step["name"][] = ["submit", "approve", "start"];

interface StepDialogProps {
  readonly campaign: string;
  /** The saved content. */
  readonly body: Stored["body"];
  readonly step: Step;
  /** No second person has approved what is started. */
  readonly isOfOne: boolean;
  /** Who wrote a part of it since it was last approved. */
  readonly authors: NonNullable<Stored["authors"]>;
  /** The hash of what is on the page. */
  readonly seen: string | undefined;
  /** What it does. */
  readonly hint: string;
  readonly onDone: (published: PublishReport | null) => void;
  readonly onClose: () => void;
}

/** Asks why before a step is taken. What is typed stays when the dialog is closed or the page is loaded anew. */
export function StepDialog({ campaign, body, step, isOfOne, authors, seen, hint, onDone, onClose }: StepDialogProps) {
  const { t, say } = useTexts();
  const page = usePageTexts(REVIEW_TEXTS);
  const client = useQueryClient();
  const [reason, setReason] = useKept(`step.${campaign}.${step.name}`);
  // What was on the page when somebody decided, though another content may come behind the dialog.
  const [read] = useState(seen);
  const take = useMutation({
    mutationFn: () =>
      takeStep(campaign, step.name, {
        ...(reason.trim() !== "" && { reason: reason.trim() }),
        ...(read !== undefined && { seen: read }),
      }),
    onSuccess: async ({ published }) => {
      setReason("");
      onDone(published);
      await forgetAnswers(client);
    },
    // Whoever is to read it once more finds it as it is now.
    onError: async (error) => {
      if (hasChanged(error)) await forgetAnswers(client);
    },
  });
  const isOutdated = hasChanged(take.error);
  const check = useQuery({ ...checkQuery({ ...body, key: campaign }), enabled: OF_CONTENT.includes(step.name) }).data;
  const refusal = step.name === "submit" ? findRefusal(check) : undefined;
  const isTooShort = step.needsReason && reason.trim().length < LEAST_REASON;
  return (
    <Dialog onClose={onClose} title={t.steps[step.name] ?? step.name}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isTooShort && refusal === undefined) take.mutate();
        }}
      >
        <Stack>
          {refusal === undefined ? (
            <Text size="sm">{hint}</Text>
          ) : (
            <Text size="sm" c="red.8" role="alert">
              {typeof refusal === "string" ? refusal : say(refusal)}
            </Text>
          )}
          {OF_CONTENT.includes(step.name) ? (
            <ContentWords campaign={campaign} body={body} step={step} isOfOne={isOfOne} authors={authors} />
          ) : null}
          <TextInput
            label={t.common.reason}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required={step.needsReason}
            error={isTooShort && reason !== "" ? t.common.reasonShort : undefined}
            maxLength={500}
            data-autofocus
          />
          <AgreementFailure error={take.error} changed={page.changedMeanwhile} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button
              type="submit"
              loading={take.isPending}
              disabled={isTooShort || isOutdated || refusal !== undefined}
              {...lookOf(step)}
              variant="filled"
            >
              {t.steps[step.name]}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

type ContentWordsProps = Pick<StepDialogProps, "campaign" | "body" | "step" | "isOfOne" | "authors">;

/** Whether one person is enough, and what a start means to those who have the decoration, where it runs already. */
function ContentWords({ campaign, body, step, isOfOne, authors }: ContentWordsProps) {
  const { say } = useTexts();
  const { data: check, isPending } = useQuery(checkQuery({ ...body, key: campaign }));
  const me = useQuery(whoamiQuery).data;
  const delivery = readBody("campaigns", body)?.delivery;
  const isSecondNeeded = step.name === "submit" && check?.two?.isNeeded === true && findRefusal(check) === undefined;
  const isAsked = step.name === "submit" || (step.name === "start" && isOfOne);
  return (
    <>
      {isAsked && delivery !== undefined ? (
        <TwoWords check={check} isReading={isPending} delivery={delivery} isStart={step.name === "start"} />
      ) : null}
      {isSecondNeeded ? (
        <WhoApproves authors={authors} submitter={me?.kind === "person" ? `person:${me.id}` : undefined} />
      ) : null}
      {(check?.findings ?? [])
        .filter(({ code }) => code.startsWith("edit-"))
        .map(({ code, message, severity }) => (
          <Text key={code} size="sm" {...(severity === "warning" ? { fw: 600 } : {})} role="status">
            {say(message)}
          </Text>
        ))}
    </>
  );
}
