import { Button, Group, Stack, Text } from "@mantine/core";
import { useTexts } from "../texts/use-texts.tsx";
import { Dialog } from "./dialog.tsx";
import { FailureNote } from "./failure-note.tsx";

interface ConfirmDialogProps {
  /** What will be done, in a word or two; the button says the same. */
  readonly title: string;
  readonly question: string;
  readonly isBusy: boolean;
  /** Why it failed; null: it has not. */
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once more before something is gone for good. */
export function ConfirmDialog({ title, question, isBusy, error, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog onClose={onClose} title={title}>
      <Stack>
        <Text>{question}</Text>
        {error === null ? null : <FailureNote error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t.common.cancel}
          </Button>
          <Button color="red.8" loading={isBusy} onClick={onConfirm}>
            {title}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
