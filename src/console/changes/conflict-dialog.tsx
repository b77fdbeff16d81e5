import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { canonicalJson } from "../../domain/json-diff.ts";
import { readBody, type EditablePlural } from "../api/bodies.ts";
import { definitionQuery } from "../api/queries.ts";
import type { DraftState } from "../api/use-draft.ts";
import { Answer } from "../parts/answer.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { toJson } from "../parts/json-changes.tsx";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";
import { compareFields } from "./field.ts";
import { FieldChanges } from "./field-changes.tsx";
import { mergeDefinitions } from "./merge-definitions.ts";
import { sayDefinition } from "./say-definition.ts";
import { useGlossary } from "./use-glossary.ts";

interface ConflictDialogProps<Body extends { readonly key: string }> {
  readonly plural: EditablePlural;
  readonly draft: DraftState<Body>;
  readonly isSaving: boolean;
  /** Drops what I wrote. */
  readonly onTakeTheirs: () => void;
  /** Stores something on top of their revision. */
  readonly onSave: (body: Body, revision: number) => void;
  readonly onClose: () => void;
}

/** Somebody else was faster: who, what they changed, what I changed, and the ways on. Nothing is lost by closing it. */
export function ConflictDialog<Body extends { readonly key: string }>(props: ConflictDialogProps<Body>) {
  const { plural, draft, isSaving, onTakeTheirs, onSave, onClose } = props;
  const { t } = useTexts();
  const glossary = useGlossary();
  const query = useQuery({ ...definitionQuery(plural, draft.body.key), staleTime: 0 });
  // What is known from before is what somebody else was faster than.
  const { isFetchedAfterMount, isError, error, refetch } = query;
  const theirsNow = { data: isFetchedAfterMount ? query.data : undefined, isError, error, refetch };
  return (
    <Dialog title={t.merge.title} size="lg" onClose={onClose}>
      <Answer query={theirsNow}>
        {(stored) => {
          const theirs = readBody(plural, stored.body);
          if (theirs === undefined) return <FailureNote error={undefined} />;
          const say = (body: unknown) => sayDefinition(plural, body, glossary) ?? [];
          const base = say(draft.base);
          const merged = mergeDefinitions(toJson(draft.base), toJson(draft.body), toJson(theirs));
          const isMergeable = canonicalJson(merged) !== canonicalJson(toJson(draft.body));
          return (
            <Stack>
              <Text>{t.merge.explain}</Text>
              <div>
                <Title order={3}>
                  {t.merge.who(nameOfActor(stored.changedBy, t), formatMoment(stored.changedAt, t.locale))}
                </Title>
                <FieldChanges
                  changes={compareFields(base, say(theirs))}
                  titles={{ before: t.merge.base, after: t.merge.theirsNow }}
                />
              </div>
              <div>
                <Title order={3}>{t.merge.myChanges}</Title>
                <FieldChanges
                  changes={compareFields(base, say(draft.body))}
                  titles={{ before: t.merge.base, after: t.merge.mineNow }}
                />
              </div>
              <Group justify="flex-end">
                <Button variant="default" onClick={onTakeTheirs}>
                  {t.merge.theirs}
                </Button>
                <Button
                  variant={isMergeable ? "default" : "filled"}
                  onClick={() => onSave(draft.body, stored.revision)}
                  loading={isSaving}
                >
                  {t.merge.mine}
                </Button>
                {isMergeable ? (
                  <Button
                    // Parsed boundary: every part of it is of one of two definitions of this kind.
                    onClick={() => onSave(merged as unknown as Body, stored.revision)}
                    loading={isSaving}
                    title={t.merge.bothHint}
                  >
                    {t.merge.both}
                  </Button>
                ) : null}
              </Group>
            </Stack>
          );
        }}
      </Answer>
    </Dialog>
  );
}
