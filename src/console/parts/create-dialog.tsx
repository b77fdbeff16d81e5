import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { SubmitEvent } from "react";
import { keySchema } from "../../contract/identifiers.ts";
import type { Label } from "../../domain/label.ts";
import { EDITORS } from "../../contract/role.ts";
import { useKept } from "../api/use-kept.ts";
import { useObstacle } from "../api/use-obstacle.ts";
import { forgetAnswers, saveDefinition } from "../api/queries.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { Dialog } from "./dialog.tsx";
import { FailureNote } from "./failure-note.tsx";

interface CreateDialogProps {
  readonly plural: "campaigns" | "segments";
  /** Where the new definition is edited, such as `/campaigns`. */
  readonly address: string;
  readonly title: string;
  readonly hint?: string;
  /** The names to begin with. */
  readonly from?: Label;
  readonly compose: (key: string, label: Label) => { readonly key: string };
  readonly onClose: () => void;
}

/**
 * Asks for a key and two names, stores the new definition and opens it. What is typed stays when the dialog is closed or
 * the page is loaded anew.
 */
export function CreateDialog({ plural, address, title, hint, from, compose, onClose }: CreateDialogProps) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const kept = `${from === undefined ? "new" : "copy"}.${plural}`;
  const [key, setKey] = useKept(`${kept}.key`);
  const [ru, setRu] = useKept(`${kept}.ru`, from?.ru);
  const [en, setEn] = useKept(`${kept}.en`, from?.en);
  const obstacle = useObstacle(EDITORS);
  const isKeySound = keySchema.safeParse(key).success;
  const create = useMutation({
    mutationFn: () => saveDefinition(plural, compose(key, { ru: ru.trim(), en: en.trim() }), 0),
    onSuccess: async () => {
      setKey("");
      setRu(from?.ru ?? "");
      setEn(from?.en ?? "");
      await forgetAnswers(client);
      await navigate({ to: `${address}/${key}` });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack>
          {hint === undefined ? null : <Text size="sm">{hint}</Text>}
          <TextInput
            label={t.common.nameRu}
            value={ru}
            onChange={(event) => setRu(event.currentTarget.value)}
            required
            maxLength={120}
            data-autofocus
            lang="ru"
          />
          <TextInput
            label={t.common.nameEn}
            value={en}
            onChange={(event) => setEn(event.currentTarget.value)}
            required
            maxLength={120}
            lang="en"
          />
          <TextInput
            label={t.common.key}
            description={t.common.keyHint}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
            error={key === "" || isKeySound ? undefined : t.common.keyWrong}
            required
          />
          {create.isError ? <FailureNote error={create.error} /> : null}
          {obstacle === undefined ? null : (
            <Text size="sm" role="note">
              {obstacle}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={!isKeySound || obstacle !== undefined}>
              {t.common.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
