import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { EDITORS } from "../../contract/role.ts";
import type { EditablePlural } from "../api/bodies.ts";
import { ApiFailure } from "../api/client.ts";
import { definitionQuery, forgetAnswers, saveDefinition } from "../api/queries.ts";
import type { DraftState } from "../api/use-draft.ts";
import { useObstacle } from "../api/use-obstacle.ts";
import { ConflictDialog } from "../changes/conflict-dialog.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { FailureNote } from "./failure-note.tsx";

interface SaveBarProps<Body extends { readonly key: string }> {
  readonly plural: EditablePlural;
  readonly draft: DraftState<Body>;
}

interface Version<Body> {
  readonly body: Body;
  readonly revision: number;
}

/** Saves a draft; if somebody else was faster, shows what they changed and lets the writer decide. */
export function SaveBar<Body extends { readonly key: string }>({ plural, draft }: SaveBarProps<Body>) {
  const { t } = useTexts();
  const client = useQueryClient();
  const obstacle = useObstacle(EDITORS);
  const save = useMutation({
    mutationFn: ({ body, revision }: Version<Body>) => saveDefinition(plural, body, revision),
    onSuccess: async (stored) => {
      client.setQueryData(definitionQuery(plural, draft.body.key).queryKey, stored);
      draft.discard();
      await forgetAnswers(client);
    },
  });
  const isConflict = save.error instanceof ApiFailure && save.error.problem?.status === 412;
  if (!draft.isChanged) return null;
  return (
    <Stack gap="sm" mb="md" className="save-bar">
      <Alert color="blue" variant="light">
        <Group justify="space-between">
          <div>
            <Text size="sm" fw={600}>
              {draft.isRestored ? t.common.draftRestored : t.common.unsaved}
            </Text>
            {obstacle === undefined ? null : (
              <Text size="sm">
                {obstacle} {t.common.draftKept}
              </Text>
            )}
          </div>
          <Group gap="xs">
            <Button size="sm" variant="default" onClick={() => draft.discard()}>
              {t.common.discard}
            </Button>
            <Button
              size="sm"
              onClick={() => save.mutate({ body: draft.body, revision: draft.revision })}
              loading={save.isPending}
              disabled={obstacle !== undefined}
            >
              {t.common.save}
            </Button>
          </Group>
        </Group>
      </Alert>
      {save.isError && !isConflict ? <FailureNote error={save.error} /> : null}
      {isConflict ? (
        <ConflictDialog
          plural={plural}
          draft={draft}
          isSaving={save.isPending}
          onTakeTheirs={() => {
            save.reset();
            draft.discard();
            void forgetAnswers(client);
          }}
          onSave={(body, revision) => save.mutate({ body, revision })}
          onClose={() => save.reset()}
        />
      ) : null}
    </Stack>
  );
}
