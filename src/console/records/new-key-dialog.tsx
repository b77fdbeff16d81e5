import { Button, Checkbox, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ROLES } from "../../contract/role.ts";
import { call } from "../api/client.ts";
import { newServiceKeySchema, serviceKeysQuery } from "../api/queries.ts";
import { useKept } from "../api/use-kept.ts";
import { Dialog } from "../parts/dialog.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { KEYS_TEXTS } from "../texts/keys-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { OnceShown } from "./once-shown.tsx";

/** Keys of these roles speak for people, and read what they chose. */
const readsChoices = (role: string) => role === "channel" || role === "admin";

/** The day by the reader's own clock, as a field for dates has it. */
function toDay(date: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The instant at which a day is over by the reader's own clock. */
function endOfDay(day: string): string {
  const end = new Date(`${day}T00:00:00`);
  end.setDate(end.getDate() + 1);
  return end.toISOString();
}

/** Makes a key, which is shown this once. */
export function NewKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const texts = usePageTexts(KEYS_TEXTS);
  const client = useQueryClient();
  const [name, setName] = useKept("key.name");
  const [roles, setRoles] = useState<string[]>(["channel"]);
  const [lastDay, setLastDay] = useState("");
  const [today] = useState(() => toDay(new Date()));
  const make = useMutation({
    mutationFn: () =>
      call("/v1/service-keys", newServiceKeySchema, {
        method: "POST",
        body: { name: name.trim(), roles, ...(lastDay === "" ? {} : { expiresAt: endOfDay(lastDay) }) },
      }),
    onSuccess: () => {
      setName("");
      return client.invalidateQueries({ queryKey: serviceKeysQuery.queryKey });
    },
  });
  return (
    <Dialog onClose={onClose} title={t.keys.create}>
      {make.data === undefined ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate();
          }}
        >
          <Stack>
            <TextInput
              label={t.keys.name}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              required
              maxLength={64}
              data-autofocus
            />
            <Checkbox.Group label={t.login.roles} value={roles} onChange={setRoles}>
              <SimpleGrid cols={2} mt="xs" spacing="xs">
                {ROLES.map((role) => (
                  <Checkbox key={role} value={role} label={t.roles[role]} />
                ))}
              </SimpleGrid>
            </Checkbox.Group>
            {roles.some(readsChoices) ? <Text size="sm">{texts.waits}</Text> : null}
            <TextInput
              type="date"
              label={texts.lastDay}
              description={texts.lastDayHint}
              value={lastDay}
              min={today}
              onChange={(event) => setLastDay(event.currentTarget.value)}
            />
            {make.isError ? <FailureNote error={make.error} /> : null}
            <Button type="submit" loading={make.isPending} disabled={roles.length === 0}>
              {t.keys.create}
            </Button>
          </Stack>
        </form>
      ) : (
        <OnceShown words={t.keys.shown} secret={make.data.key} />
      )}
    </Dialog>
  );
}
