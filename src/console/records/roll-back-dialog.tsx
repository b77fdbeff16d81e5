import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { forgetAnswers, postReason } from "../api/queries.ts";
import { useKept } from "../api/use-kept.ts";
import { Dialog } from "../parts/dialog.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { useTexts } from "../texts/use-texts.tsx";

const LEAST_REASON = 3;

interface RollBackDialogProps {
  readonly version: number;
  readonly onClose: () => void;
}

/** Asks why, and makes an earlier version's content live again. */
export function RollBackDialog({ version, onClose }: RollBackDialogProps) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [reason, setReason] = useKept(`roll-back.${version}`);
  const act = useMutation({
    mutationFn: () => postReason(`/v1/rulesets/${version}/rollback`, reason.trim()),
    onSuccess: async () => {
      setReason("");
      await forgetAnswers(client);
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={`${t.rulesets.rollBack}: ${t.number(version)}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{t.rulesets.rollBackHint}</Text>
          <TextInput
            label={t.common.reason}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
            data-autofocus
          />
          {act.isError ? <FailureNote error={act.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" disabled={reason.trim().length < LEAST_REASON} loading={act.isPending}>
              {t.rulesets.rollBack}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
