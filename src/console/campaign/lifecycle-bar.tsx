import { Alert, Button, Card, Group, Modal, Progress, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { NEW_LIFECYCLE, stateOf, type Lifecycle } from "../../domain/lifecycle.ts";
import { forgetAnswers, takeStep, whoamiQuery, type PublishReport, type Stored } from "../api/queries.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";
import { readLifecycle } from "./read-lifecycle.ts";
import { STEPS, type Step } from "./step-gate.ts";

const LEAST_REASON = 3;

interface LifecycleBarProps {
  readonly stored: Stored;
  readonly isChanged: boolean;
}

/** Where the campaign stands, and the steps that its state and my roles allow. */
export function LifecycleBar({ stored, isChanged }: LifecycleBarProps) {
  const { t } = useTexts();
  const client = useQueryClient();
  const me = useQuery(whoamiQuery).data;
  const [asked, setAsked] = useState<Step>();
  const [reason, setReason] = useState("");
  const lifecycle = readLifecycle(stored) ?? NEW_LIFECYCLE;
  const step = useMutation({
    mutationFn: ({ name }: Step) => takeStep(stored.key, name, reason.trim() === "" ? {} : { reason: reason.trim() }),
    onSuccess: async () => {
      setAsked(undefined);
      setReason("");
      await forgetAnswers(client);
    },
  });
  const whyNot = ({ name, roles }: Step): string | undefined => {
    if (me !== undefined && !roles.some((role) => me.roles.includes(role))) {
      return t.campaign.notAllowed(roles.map((role) => t.roles[role]).join(", "));
    }
    return isChanged && (name === "submit" || name === "approve" || name === "start")
      ? t.campaign.saveFirst
      : undefined;
  };
  const possible = STEPS.filter(({ fits }) => fits(lifecycle));
  const isTooShort = asked?.needsReason === true && reason.trim().length < LEAST_REASON;
  return (
    <Card withBorder radius="lg" mb="md" component="section" aria-label={t.campaigns.state}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={4}>
          <Group gap="sm">
            <StateBadge state={stateOf(lifecycle)} />
            <Text size="sm" c="dimmed">
              {t.common.revision(stored.revision)} · {formatMoment(stored.changedAt, t.locale)}
            </Text>
          </Group>
          {describe(lifecycle, t).map((line) => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
        </Stack>
        <Group gap="xs">
          {possible.map((candidate) => {
            const obstacle = whyNot(candidate);
            return (
              <Tooltip
                key={candidate.name}
                label={obstacle ?? t.stepHints[candidate.name]}
                events={{ hover: true, focus: true, touch: true }}
              >
                <Button
                  size="sm"
                  {...lookOf(candidate)}
                  {...(obstacle === undefined ? {} : { "data-disabled": true })}
                  aria-disabled={obstacle !== undefined}
                  onClick={() => {
                    if (obstacle !== undefined) return;
                    step.reset();
                    setAsked(candidate);
                  }}
                >
                  {t.steps[candidate.name]}
                </Button>
              </Tooltip>
            );
          })}
        </Group>
      </Group>
      {step.data?.published === undefined || step.data.published === null ? null : (
        <Published report={step.data.published} />
      )}
      <Modal
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={asked && t.steps[asked.name]}
        centered
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (asked !== undefined && !isTooShort) step.mutate(asked);
          }}
        >
          <Stack>
            <Text size="sm">{asked && t.stepHints[asked.name]}</Text>
            <TextInput
              label={t.common.reason}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              required={asked?.needsReason === true}
              error={isTooShort && reason !== "" ? t.common.reasonShort : undefined}
              maxLength={500}
              data-autofocus
            />
            {step.isError ? <FailureNote error={step.error} /> : null}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setAsked(undefined)}>
                {t.common.cancel}
              </Button>
              <Button
                type="submit"
                loading={step.isPending}
                disabled={isTooShort}
                {...(asked && lookOf(asked))}
                variant="filled"
              >
                {asked && t.steps[asked.name]}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </Card>
  );
}

function Published({ report }: { readonly report: PublishReport }) {
  const { t } = useTexts();
  const text = t.campaign.acknowledged(report.acknowledged, report.total);
  return (
    <Alert color={report.isLive ? "green" : "yellow"} mt="md" role="status">
      <Text size="sm">{text}</Text>
      <Progress value={(report.acknowledged / report.total) * 100} mt="xs" aria-label={text} />
    </Alert>
  );
}

function lookOf({ name }: Step): { readonly variant?: string; readonly color?: string } {
  if (name === "stop") return { color: "red.8" };
  return name === "hold" || name === "return" ? { variant: "default" } : {};
}

function describe({ review, live }: Lifecycle, t: ReturnType<typeof useTexts>["t"]): readonly string[] {
  const lines: string[] = [];
  if (review.state === "draft" && review.note !== undefined) lines.push(t.campaign.note(review.note));
  if (review.state === "submitted") lines.push(t.campaign.submittedBy(nameOf(review.submittedBy)));
  if (review.state === "approved" || review.state === "scheduled")
    lines.push(t.campaign.approvedBy(nameOf(review.approvedBy)));
  if (live !== undefined) {
    lines.push(t.campaign.liveSince(live.version, formatMoment(live.startedAt, t.locale)));
    if (live.reason !== undefined) lines.push(t.campaign.liveReason(live.reason));
  }
  return lines;
}

function nameOf(actor: string): string {
  return actor.replace(/^(person|service):/, "");
}
