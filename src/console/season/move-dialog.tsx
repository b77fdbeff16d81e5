import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SeasonCampaign } from "../../contract/season.ts";
import { readBody } from "../api/bodies.ts";
import { definitionQuery, forgetAnswers, saveDefinition } from "../api/queries.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { shiftSchedule } from "./season-plan.ts";

interface MoveDialogProps {
  readonly campaign: SeasonCampaign;
  readonly days: number;
  readonly onClose: () => void;
}

/** Asks before a draft that was dragged to other days is stored. */
export function MoveDialog({ campaign, days, onClose }: MoveDialogProps) {
  const { t, say } = useTexts();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      const stored = await client.fetchQuery(definitionQuery("campaigns", campaign.key));
      const body = readBody("campaigns", stored.body);
      if (body === undefined) throw new Error("The campaign is not as this console knows campaigns");
      return saveDefinition("campaigns", { ...body, schedule: shiftSchedule(body.schedule, days) }, campaign.revision);
    },
    onSuccess: async () => {
      await forgetAnswers(client);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={say(campaign.label)} centered>
      <Stack>
        <Text>{t.season.moved(say(campaign.label), days)}</Text>
        {save.isError ? <FailureNote error={save.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button onClick={() => save.mutate()} loading={save.isPending} data-autofocus>
            {t.common.save}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
