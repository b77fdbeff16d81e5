import { Button, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { forgetAnswers, rollBackPreviewQuery, rollBackTo, type RollBackPlan } from "../api/queries.ts";
import { useBodies } from "../api/bodies.ts";
import { useKept } from "../api/use-kept.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Answer } from "../parts/answer.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { CampaignChanges } from "./campaign-changes.tsx";

const LEAST_REASON = 3;

interface RollBackDialogProps {
  readonly version: number;
  readonly onClose: () => void;
}

/** Shows what would change and what would be left out, asks why, and makes an earlier version's content live again. */
export function RollBackDialog({ version, onClose }: RollBackDialogProps) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [reason, setReason] = useKept(`roll-back.${version}`);
  const preview = useQuery(rollBackPreviewQuery(version));
  const plan = preview.data;
  const act = useMutation({
    mutationFn: () => rollBackTo(version, reason.trim(), plan?.present),
    onSuccess: async () => {
      setReason("");
      await forgetAnswers(client);
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={t.rulesets.rollBackTitle(version)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{t.rulesets.rollBackHint}</Text>
          <Answer query={preview} lines={3}>
            {(found) => <Foreseen plan={found} />}
          </Answer>
          <TextInput
            label={t.common.reason}
            value={reason}
            description={t.rulesets.reasonHint}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
            data-autofocus
          />
          {act.isError ? <FailureNote error={act.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button
              type="submit"
              disabled={reason.trim().length < LEAST_REASON || plan === undefined || plan.changes.length === 0}
              loading={act.isPending}
            >
              {t.rulesets.rollBack}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** What people would see differently, campaign by campaign and then to the letter. */
function Foreseen({ plan: { campaigns, changes } }: { readonly plan: RollBackPlan }) {
  const { t, say } = useTexts();
  const bodies = useBodies("campaigns");
  const nameOf = (key: string) => {
    const label = bodies.find((campaign) => campaign.key === key)?.label;
    return label === undefined ? key : say(label);
  };
  if (changes.length === 0 && campaigns.length === 0) return <Text size="sm">{t.rulesets.noChanges}</Text>;
  return (
    <Stack gap="xs">
      <List size="sm">
        {campaigns.map(({ key, outcome, ends, sentence }) => (
          <List.Item key={key}>
            {nameOf(key)}: {t.rulesets.outcomes[outcome]}
            {sentence === null ? null : <> {say(sentence)}</>}
            {ends && outcome === "left-out" ? <> {t.rulesets.alsoEnds}</> : null}
          </List.Item>
        ))}
      </List>
      {campaigns.some(({ outcome, ends }) => outcome === "ends" || (ends && outcome === "left-out")) ? (
        <Text size="sm" fw={600}>
          {t.rulesets.endedTakesTwo}
        </Text>
      ) : null}
      {changes.length === 0 ? <Text size="sm">{t.rulesets.nothingComes}</Text> : <CampaignChanges changes={changes} />}
    </Stack>
  );
}
