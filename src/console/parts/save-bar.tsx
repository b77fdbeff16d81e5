import { Alert, Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiFailure } from "../api/client.ts";
import { definitionQuery, forgetAnswers, saveDefinition, type Plural } from "../api/queries.ts";
import type { DraftState } from "../api/use-draft.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { FailureNote } from "./failure-note.tsx";

interface SaveBarProps<Body extends { readonly key: string }> {
  readonly plural: Plural;
  readonly draft: DraftState<Body>;
  readonly mayWrite: boolean;
}

/** Saves a draft; if somebody else was faster, shows what they changed and lets the writer decide. */
export function SaveBar<Body extends { readonly key: string }>({ plural, draft, mayWrite }: SaveBarProps<Body>) {
  const { t } = useTexts();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (revision: number) => saveDefinition(plural, draft.body, revision),
    onSuccess: async (stored) => {
      client.setQueryData(definitionQuery(plural, draft.body.key).queryKey, stored);
      draft.discard();
      await forgetAnswers(client);
    },
  });
  const overwrite = useMutation({
    mutationFn: async () => {
      const { revision } = await client.fetchQuery({ ...definitionQuery(plural, draft.body.key), staleTime: 0 });
      draft.rebase(revision);
      return save.mutateAsync(revision);
    },
  });
  const conflict =
    save.error instanceof ApiFailure && save.error.problem?.status === 412 ? save.error.problem : undefined;
  if (!draft.isChanged) return null;
  return (
    <Stack gap="sm" mb="md">
      <Alert color="blue" variant="light" className="save-bar">
        <Group justify="space-between">
          <Text size="sm" fw={600}>
            {draft.isRestored ? t.common.draftRestored : t.common.unsaved}
          </Text>
          <Group gap="xs">
            <Button size="sm" variant="default" onClick={() => draft.discard()}>
              {t.common.discard}
            </Button>
            <Button size="sm" onClick={() => save.mutate(draft.revision)} loading={save.isPending} disabled={!mayWrite}>
              {t.common.save}
            </Button>
          </Group>
        </Group>
      </Alert>
      {save.isError && conflict === undefined ? <FailureNote error={save.error} /> : null}
      <Modal opened={conflict !== undefined} onClose={() => save.reset()} title={t.merge.title} size="lg" centered>
        <Stack>
          <Text>{t.merge.explain}</Text>
          <Text size="sm" c="dimmed">
            {conflict?.detail}
          </Text>
          <Table className="diff">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t.merge.path}</Table.Th>
                <Table.Th>{t.merge.change}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {(conflict?.issues ?? []).map(({ path, message }) => (
                <Table.Tr key={path}>
                  <Table.Td>{path}</Table.Td>
                  <Table.Td>{message}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Group justify="flex-end">
            <Button
              variant="default"
              onClick={() => {
                save.reset();
                draft.discard();
                void forgetAnswers(client);
              }}
            >
              {t.merge.theirs}
            </Button>
            <Button onClick={() => overwrite.mutate()} loading={overwrite.isPending}>
              {t.merge.mine}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}
