import { Button, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { carryProposal, closeProposal, proposalQuery, type WeighedProposal } from "../api/policy.ts";
import { Answer } from "../parts/answer.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { POLICY_TEXTS } from "../texts/policy-page-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";

interface ProposalDialogProps {
  readonly id: number;
  readonly onClose: () => void;
}

/** What a proposal changes and what follows, counted now; then it is carried, declined or taken back. */
export function ProposalDialog({ id, onClose }: ProposalDialogProps) {
  const texts = usePageTexts(POLICY_TEXTS);
  const query = useQuery(proposalQuery(id));
  return (
    <Dialog onClose={onClose} title={texts.proposal(id)}>
      <Answer query={query}>{(proposal) => <Decision proposal={proposal} onClose={onClose} />}</Answer>
    </Dialog>
  );
}

function Decision({ proposal, onClose }: { readonly proposal: WeighedProposal; readonly onClose: () => void }) {
  const { t, say } = useTexts();
  const texts = usePageTexts(POLICY_TEXTS);
  const client = useQueryClient();
  const [reason, setReason] = useState("");
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
    onSuccess: done,
  });
  const error = carry.error ?? close.error;
  const isAsked = read !== undefined && read === proposal.effect;
  const { consequences } = proposal;
  const follows = [...(consequences?.saidNo ?? []), ...(consequences?.campaigns ?? [])];
  return (
    <Stack>
      <Text fw={600}>{texts.changes}</Text>
      <List>
        {proposal.lines.map((line) => (
          <List.Item key={line.en}>{say(line)}</List.Item>
        ))}
      </List>
      <Text fw={600}>{texts.follows}</Text>
      <List>
        {follows.map(({ sentence }) => (
          <List.Item key={sentence.en}>{say(sentence)}</List.Item>
        ))}
        <List.Item>{say(proposal.sentence)}</List.Item>
      </List>
      <TextInput
        label={t.common.reason}
        description={texts.reasonHint}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error === null ? null : <FailureNote error={error} />}
      {isAsked ? <Text role="alert">{texts.once}</Text> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t.common.cancel}
        </Button>
        <Button variant="default" loading={close.isPending} onClick={() => close.mutate("withdraw")}>
          {texts.withdraw}
        </Button>
        <Button variant="default" loading={close.isPending} onClick={() => close.mutate("decline")}>
          {texts.decline}
        </Button>
        <Button
          color={isAsked ? "red.8" : "blue"}
          loading={carry.isPending}
          onClick={() => (isAsked ? carry.mutate() : setRead(proposal.effect ?? undefined))}
        >
          {texts.carry}
        </Button>
      </Group>
    </Stack>
  );
}
