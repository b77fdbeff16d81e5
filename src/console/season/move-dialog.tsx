import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { readBody } from "../api/bodies.ts";
import { ApiFailure } from "../api/client.ts";
import { definitionQuery, forgetAnswers, saveDefinition } from "../api/queries.ts";
import { Dialog } from "../parts/dialog.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";
import { sayDays, shiftDays, type Move } from "./lane.tsx";
import { barsOf, shiftSchedule } from "./season-plan.ts";

interface MoveDialogProps {
  readonly move: Move;
  readonly zones: readonly string[];
  readonly onClose: () => void;
}

/** Asks before a draft that was moved to other days is stored. */
export function MoveDialog({ move: { campaign, days }, zones, onClose }: MoveDialogProps) {
  const { t, say } = useTexts();
  const client = useQueryClient();
  const [bar] = barsOf(campaign, zones);
  const save = useMutation({
    mutationFn: async () => {
      const stored = await client.query({ ...definitionQuery("campaigns", campaign.key), staleTime: 0 });
      const body = readBody("campaigns", stored.body);
      if (body === undefined) throw new Error("The campaign is not as this console knows campaigns");
      // Against the revision that was drawn: if somebody has changed it since, the bar stood elsewhere.
      return saveDefinition("campaigns", { ...body, schedule: shiftSchedule(body.schedule, days) }, campaign.revision);
    },
    onSuccess: async () => {
      await forgetAnswers(client);
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={say(campaign.label)}>
      <Stack>
        <Text>{t.season.moved(days)}</Text>
        {bar === undefined ? null : (
          <Text>
            {sayDays(bar.days, t)} → <b>{sayDays(shiftDays(bar.days, days), t)}</b>
          </Text>
        )}
        {save.isError ? (
          <Refusal error={save.error} campaign={campaign.key} onLook={() => void forgetAnswers(client).then(onClose)} />
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button onClick={() => save.mutate()} loading={save.isPending} data-autofocus>
            {t.common.save}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

interface RefusalProps {
  readonly error: unknown;
  readonly campaign: string;
  /** Leads to the timeline as it is now. */
  readonly onLook: () => void;
}

/** Says who was faster, if that is why; the bar stood elsewhere then, so the same move would mean something else. */
function Refusal({ error, campaign, onLook }: RefusalProps) {
  const { t } = useTexts();
  const isOvertaken = error instanceof ApiFailure && error.kind === "conflict";
  const stored = useQuery({ ...definitionQuery("campaigns", campaign), enabled: isOvertaken }).data;
  if (!isOvertaken || stored === undefined) return <FailureNote error={error} onRetry={onLook} />;
  const who = nameOfActor(stored.changedBy, t);
  return (
    <Alert color="yellow" role="alert" title={t.merge.who(who, formatMoment(stored.changedAt, t.locale))}>
      <Text size="sm">{t.season.overtaken}</Text>
      <Button size="xs" variant="default" mt="xs" onClick={onLook}>
        {t.season.lookAgain}
      </Button>
    </Alert>
  );
}
