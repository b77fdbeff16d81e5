import { Group, List, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LEAST_REASON, MOST_REASON } from "../../contract/control.ts";
import { APPROVERS, POLICY_PROPOSERS } from "../../contract/role.ts";
import { FEWEST_SAYING_NO } from "../../domain/policy/policy-effect.ts";
import { carryProposal, closeProposal, proposalQuery, type WeighedProposal } from "../api/policy.ts";
import { whoamiQuery } from "../api/queries.ts";
import { useObstacle } from "../api/use-obstacle.ts";
import { Answer } from "../parts/answer.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { AgreementFailure } from "../parts/agreement-failure.tsx";
import { GatedButton } from "../parts/gated-button.tsx";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { POLICY_TEXTS } from "../texts/policy-page-texts.ts";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { ProposalEnd } from "./proposal-end.tsx";

interface ProposalDialogProps {
  readonly id: number;
  readonly onClose: () => void;
}

/** What a proposal changes and what follows, counted now; then it is carried, declined or taken back. */
export function ProposalDialog({ id, onClose }: ProposalDialogProps) {
  const texts = usePageTexts(POLICY_TEXTS);
  const query = useQuery(proposalQuery(id));
  return (
    <Dialog onClose={onClose} title={texts.proposal(id)} size="lg">
      <Answer query={query}>
        {(proposal) => (
          <Stack>
            <Content proposal={proposal} />
            {proposal.state === "open" ? <Decision proposal={proposal} onClose={onClose} /> : null}
          </Stack>
        )}
      </Answer>
    </Dialog>
  );
}

function Content({ proposal }: { readonly proposal: WeighedProposal }) {
  const { t, say } = useTexts();
  const texts = usePageTexts(POLICY_TEXTS);
  const { consequences, proposedBy, proposedAt, reason, lines, sentence } = proposal;
  const saidNo = consequences?.saidNo ?? [];
  const few = saidNo.filter(({ people }) => people === 0);
  const names = few.map(({ scope, label }) => (label === undefined ? scope : say(label)));
  return (
    <>
      <Text size="sm" c="dimmed">
        {texts.by(nameOfActor(proposedBy, t), formatMoment(proposedAt, t.locale))}: {reason}
      </Text>
      <Text fw={600}>{texts.changes}</Text>
      <List>
        {lines.map((line) => (
          <List.Item key={line.en}>{say(line)}</List.Item>
        ))}
      </List>
      <Declines proposal={proposal} />
      {consequences === null ? (
        <ProposalEnd proposal={proposal} />
      ) : (
        <>
          <Text fw={600}>{texts.follows}</Text>
          <List>
            {[
              ...consequences.sentences,
              ...saidNo.filter(({ people }) => people !== 0).map((said) => said.sentence),
            ].map((words) => (
              <List.Item key={words.en}>{say(words)}</List.Item>
            ))}
            {few.length === 0 ? null : <List.Item>{texts.fewSaidNo(FEWEST_SAYING_NO, names)}</List.Item>}
            <List.Item>{say(sentence)}</List.Item>
          </List>
        </>
      )}
    </>
  );
}

/** Who has declined what tightens, which does not end by that. */
function Declines({ proposal: { declines, state } }: { readonly proposal: WeighedProposal }) {
  const { t } = useTexts();
  const texts = usePageTexts(POLICY_TEXTS);
  if (declines.length === 0) return null;
  return (
    <Stack gap={2}>
      {declines.map(({ by, at, why }) => (
        <Text key={by} size="sm">
          {texts.declinedBy(nameOfActor(by, t), formatMoment(at, t.locale), why ?? "")}
        </Text>
      ))}
      {state === "open" ? <Text size="sm">{texts.staysOpen}</Text> : null}
    </Stack>
  );
}

/** The buttons of an open proposal: of each only who may press it finds it, or reads why not. */
function Decision({ proposal, onClose }: { readonly proposal: WeighedProposal; readonly onClose: () => void }) {
  const { t } = useTexts();
  const texts = usePageTexts(POLICY_TEXTS);
  const client = useQueryClient();
  const me = useQuery(whoamiQuery).data;
  const notApprover = useObstacle(APPROVERS);
  const notProposer = useObstacle(POLICY_PROPOSERS);
  const [reason, setReason] = useState("");
  const [isReasonMissing, setReasonMissing] = useState(false);
  // What was read when the button was first pressed; a later answer has to be read anew.
  const [read, setRead] = useState<string>();
  const done = async () => {
    onClose();
    await client.invalidateQueries();
  };
  // What follows may have changed, and is then shown.
  const onError = async () => {
    setRead(undefined);
    await client.invalidateQueries({ queryKey: proposalQuery(proposal.id).queryKey });
  };
  const carry = useMutation({
    mutationFn: () => carryProposal(proposal.id, proposal.effect),
    onSuccess: done,
    onError,
  });
  const close = useMutation({
    mutationFn: (as: "withdraw" | "decline") => closeProposal(proposal.id, as, reason.trim()),
    onSuccess: async ({ state }) => {
      if (state !== "open") {
        await done();
        return;
      }
      // It takes another person, too: that they have said so stands above now.
      setReason("");
      await client.invalidateQueries({ queryKey: proposalQuery(proposal.id).queryKey });
    },
  });
  const isAsked = read !== undefined && read === proposal.effect;
  const isMine = me?.kind === "person" && proposal.proposedBy === `person:${me.id}`;
  // Whose a key is, the service knows.
  const isPerhapsMine = isMine || proposal.proposedBy.startsWith("service:");
  const notSecond = isMine && proposal.direction === "loosens" ? texts.ownProposal : undefined;
  const whyNotCarry = notApprover ?? notSecond;
  const isDeclinedByMe = me?.kind === "person" && proposal.declines.some(({ by }) => by === `person:${me.id}`);
  const whyNotDecline = isDeclinedByMe && proposal.direction === "tightens" ? texts.declinedByMe : undefined;
  const length = reason.trim().length;
  const decide = (as: "withdraw" | "decline") => {
    const isShort = length < LEAST_REASON && (as === "decline" || length > 0);
    setReasonMissing(isShort);
    if (!isShort) close.mutate(as);
  };
  return (
    <>
      <TextInput
        label={t.common.reason}
        description={texts.reasonHint}
        value={reason}
        maxLength={MOST_REASON}
        error={isReasonMissing && length < LEAST_REASON ? texts.reasonTooShort : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <AgreementFailure error={carry.error ?? close.error} changed={texts.changedMeanwhile} />
      {whyNotCarry === undefined ? null : <Text size="sm">{texts.cannotCarry(whyNotCarry)}</Text>}
      {isAsked ? <Text role="alert">{texts.once}</Text> : null}
      <Group justify="flex-end">
        <GatedButton obstacle={undefined} variant="default" onClick={onClose}>
          {t.common.cancel}
        </GatedButton>
        {isPerhapsMine && notProposer === undefined ? (
          <GatedButton
            obstacle={undefined}
            variant="default"
            loading={close.isPending}
            onClick={() => decide("withdraw")}
          >
            {texts.withdraw}
          </GatedButton>
        ) : null}
        {isMine || notApprover !== undefined ? null : (
          <GatedButton
            obstacle={whyNotDecline}
            variant="default"
            loading={close.isPending}
            onClick={() => decide("decline")}
          >
            {texts.decline}
          </GatedButton>
        )}
        {whyNotCarry === undefined ? (
          <GatedButton
            obstacle={undefined}
            {...(isAsked ? { color: "red.8" } : {})}
            loading={carry.isPending}
            onClick={() => (isAsked ? carry.mutate() : setRead(proposal.effect ?? undefined))}
          >
            {texts.carry}
          </GatedButton>
        ) : null}
      </Group>
    </>
  );
}
