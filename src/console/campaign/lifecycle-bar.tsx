import { Alert, Button, Card, Group, Progress, Stack, Text, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { NEW_LIFECYCLE, type Lifecycle } from "../../domain/campaign/lifecycle.ts";
import { sayTwoReason } from "../../domain/review/two-reason-texts.ts";
import type { TwoReason } from "../../domain/review/why-two.ts";
import { liftableUntil } from "../../domain/campaign/policy-halt.ts";
import { sayNeeded } from "../../domain/needed-person.ts";
import { isAwaited } from "../../domain/campaign/start-word.ts";
import { sayAwaited } from "../../domain/guard/await-texts.ts";
import { causeOf } from "../../domain/guard/one-word.ts";
import type { Label } from "../../domain/label.ts";
import { auditQuery, guardQuery, whoamiQuery, type PublishReport, type Stored } from "../api/queries.ts";
import { useParts } from "../changes/use-parts.ts";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { StateBadge } from "../parts/state-badge.tsx";
import type { Texts } from "../texts/en.ts";
import type { ReviewTexts } from "../texts/review-en.ts";
import { REVIEW_TEXTS } from "../texts/review-texts.ts";
import { formatMoment, formatMomentHere, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { findRollBack } from "./find-roll-back.ts";
import { useIsAllowed } from "./use-is-allowed.ts";
import { isOfOne, readLifecycle, shownStates } from "./read-lifecycle.ts";
import { PolicyHaltNote } from "./policy-halt-note.tsx";
import { WhoApproves } from "./who-approves.tsx";
import { StepDialog } from "./step-dialog.tsx";
import { lookOf, STEPS, type Step } from "./step-gate.ts";

interface LifecycleBarProps {
  readonly stored: Stored;
  readonly isChanged: boolean;
}

/** Where the campaign stands, and the steps that its state and my roles allow. */
export function LifecycleBar({ stored, isChanged }: LifecycleBarProps) {
  const { t, say } = useTexts();
  const page = usePageTexts(REVIEW_TEXTS);
  const navigate = useNavigate();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const me = useQuery(whoamiQuery).data;
  const [published, setPublished] = useState<PublishReport | null>(null);
  const lifecycle = readLifecycle(stored) ?? NEW_LIFECYCLE;
  const { authors = [] } = stored;
  const { sayRecord } = useParts();
  const isAllowed = useIsAllowed(stored);
  const isHaltedByPolicy = liftableUntil(lifecycle) !== undefined;
  const isHaltedByGuard = lifecycle.live?.state === "halted" && lifecycle.live.haltedBy !== "policy";
  const guard = useQuery({ ...guardQuery(stored.key), enabled: isHaltedByGuard }).data;
  const guardSays = isHaltedByGuard && guard?.phase === "halted" ? guard.verdict.sentence : undefined;
  const isStopped = lifecycle.live?.state === "stopped";
  const record = useQuery({ ...auditQuery({ target: `campaign/${stored.key}` }), enabled: isStopped }).data;
  const rolledBack = isStopped ? findRollBack(record ?? [], lifecycle.live) : undefined;
  // A step that others take is nobody's business whose roles don't allow it; who may take it says the sentence.
  const isAsLive = stored.isAsLive === true && !isChanged;
  const possible = STEPS.filter((step) => step.fits(lifecycle, { isAsLive }) && isForMe(step));
  // The step that is asked about stands in the address, so that a reload, or a new login, leads back to it.
  const asked = possible.find((step) => step.name === search["step"] && whyNot(step) === undefined);
  const ask = (name: Step["name"] | undefined) => {
    const { step: _before, ...rest } = search;
    void navigate({
      to: `/campaigns/${stored.key}`,
      search: name === undefined ? rest : { ...rest, step: name },
      replace: true,
      resetScroll: false,
    });
  };
  function whyNot({ name }: Step): string | undefined {
    const isOfContent = name === "submit" || name === "approve" || name === "start";
    return (
      (name === "approve" ? whyNotMe() : undefined) ??
      (name === "lift" ? whyNotLift() : undefined) ??
      (isChanged && isOfContent ? t.campaign.saveFirst : undefined)
    );
  }
  function whyNotLift(): string | undefined {
    if (isMe(lifecycle.live?.policyHalt?.liftProposedBy)) return page.lift.mine;
    return isAllowed === false ? page.lift.forbidden : undefined;
  }
  function isMe(who: string | undefined): boolean {
    return me?.kind === "person" && who === `person:${me.id}`;
  }
  /** The service has the last word; this says it before the press. */
  function whyNotMe(): string | undefined {
    if (me?.kind !== "person") return undefined;
    const who = `person:${me.id}`;
    if (!authors.some((author) => author.who === who)) return undefined;
    const others = authors.filter((author) => author.who !== who).map((author) => nameOfActor(author.who, t));
    if (others.length === 0) return t.campaign.secondNeeded;
    return t.campaign.moreNeeded(say(sayNeeded(others.length + 1)), others);
  }
  function sayHint({ name }: Step): string {
    const { policyHalt } = lifecycle.live ?? {};
    const until = liftableUntil(lifecycle);
    if (name !== "lift" || policyHalt === undefined || until === undefined) return t.stepHints[name] ?? "";
    const first = policyHalt.liftProposedBy;
    return first === undefined
      ? page.lift.first(formatMomentHere(until, t.locale))
      : page.lift.second(nameOfActor(first, t), policyHalt.was);
  }
  function isForMe({ roles }: Step): boolean {
    return me !== undefined && roles.some((role) => me.roles.includes(role));
  }
  return (
    <Card withBorder radius="lg" mb="md" component="section" aria-label={t.campaigns.state}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={4}>
          <Group gap="sm">
            {shownStates(lifecycle).map((state) => (
              <StateBadge key={state} state={state} />
            ))}
            <Text size="sm" c="dimmed">
              {t.common.revision(stored.revision)} · {formatMoment(stored.changedAt, t.locale)}
            </Text>
          </Group>
          {describe(lifecycle, { t, page, say, sayRecord, guardSays, isAllowed }).map((line) => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
          {rolledBack === undefined ? null : (
            <Text size="sm">{page.two.rolledBack(nameOfActor(rolledBack.by, t), rolledBack.version)}</Text>
          )}
          {isHaltedByPolicy && lifecycle.live?.policyHalt !== undefined ? (
            <PolicyHaltNote halt={lifecycle.live.policyHalt} />
          ) : null}
          {lifecycle.review.state === "submitted" ? (
            <WhyTwo lifecycle={lifecycle} authors={authors} third={whyNotMe()} />
          ) : null}
        </Stack>
        <Group gap="xs">
          {possible.map((candidate) => {
            const obstacle = whyNot(candidate);
            return (
              <Tooltip
                key={candidate.name}
                label={obstacle ?? sayHint(candidate)}
                events={{ hover: true, focus: true, touch: true }}
              >
                <Button
                  size="sm"
                  {...(candidate.name === "submit" && lifecycle.live !== undefined
                    ? { variant: "light" }
                    : lookOf(candidate))}
                  {...(obstacle === undefined ? {} : { "data-disabled": true })}
                  aria-disabled={obstacle !== undefined}
                  onClick={() => {
                    if (obstacle === undefined) ask(candidate.name);
                  }}
                >
                  {t.steps[candidate.name]}
                </Button>
              </Tooltip>
            );
          })}
        </Group>
      </Group>
      {published === null ? null : <Published report={published} />}
      {asked === undefined ? null : (
        <StepDialog
          key={asked.name}
          campaign={stored.key}
          body={stored.body}
          step={asked}
          isOfOne={isOfOne(lifecycle)}
          authors={authors}
          seen={tagRead(asked, stored)}
          hint={sayHint(asked)}
          onDone={(report) => {
            setPublished(report);
            ask(undefined);
          }}
          onClose={() => ask(undefined)}
        />
      )}
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

interface WhyTwoProps {
  readonly lifecycle: Lifecycle;
  readonly authors: NonNullable<Stored["authors"]>;
  readonly third: string | undefined;
}

function WhyTwo({ lifecycle: { review }, authors, third }: WhyTwoProps) {
  const { t, say } = useTexts();
  const { labelOf } = useParts();
  if (review.state !== "submitted") return null;
  // Parsed boundary: the service stores only reasons of that list.
  const reasons = (review.whyTwo ?? []) as readonly TwoReason[];
  return (
    <>
      {reasons.length === 0 ? null : (
        <Text size="sm">
          {t.campaign.whyTwo(reasons.map((reason) => say(sayTwoReason(reason, labelOf))).join("; "))}
        </Text>
      )}
      <WhoApproves authors={authors} submitter={review.submittedBy} />
      {third === undefined ? null : <Text size="sm">{third}</Text>}
    </>
  );
}

interface Describing {
  readonly t: Texts;
  readonly page: ReviewTexts;
  readonly say: (label: Label) => string;
  /** What the service itself wrote into a record. */
  readonly sayRecord: (text: string) => string;
  /** Why a guard ended it, in its own words. */
  readonly guardSays: Label | undefined;
  /** Whether policy lets it come unasked as things are. */
  readonly isAllowed: boolean | undefined;
}

function describe(
  { review, live }: Lifecycle,
  { t, page: { lift, two }, say, sayRecord, guardSays, isAllowed }: Describing,
): readonly string[] {
  const lines: string[] = [];
  if (review.state === "draft" && review.note !== undefined) lines.push(t.campaign.note(sayRecord(review.note)));
  if (review.state === "submitted") lines.push(t.campaign.submittedBy(nameOfActor(review.submittedBy, t)));
  if (review.state === "approved" || review.state === "scheduled")
    lines.push((isOfOne({ review }) ? two.byOne : t.campaign.approvedBy)(nameOfActor(review.approvedBy, t)));
  if (live !== undefined) {
    lines.push(t.campaign.liveSince(live.version, formatMomentHere(live.startedAt, t.locale)));
    if (isAwaited(live.word)) lines.push(say(sayAwaited(causeOf(live.word))));
    const until = liftableUntil({ live });
    if (until !== undefined) lines.push((isAllowed ? lift.allowed : lift.halted)(formatMomentHere(until, t.locale)));
    else if (guardSays !== undefined) lines.push(t.campaign.liveReason(say(guardSays)));
    else if (live.reason !== undefined) lines.push(t.campaign.liveReason(sayRecord(live.reason)));
    const asker = live.policyHalt?.liftProposedBy;
    if (until !== undefined && asker !== undefined) lines.push(lift.asked(nameOfActor(asker, t)));
  }
  return lines;
}

/** Of what somebody reads before they agree to it. */
function tagRead({ name }: Step, { tags = {} }: Pick<Stored, "tags">): string | undefined {
  if (name === "confirm") return tags.live;
  if (name === "lift") return tags.lift;
  return name === "approve" ? tags.review : undefined;
}
