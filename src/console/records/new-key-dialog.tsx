import { Button, Checkbox, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ROLES } from "../../contract/role.ts";
import { call } from "../api/client.ts";
import { newServiceKeySchema, serviceKeysQuery } from "../api/queries.ts";
import { useKept } from "../api/use-kept.ts";
import { Dialog } from "../parts/dialog.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { OnceShown } from "./once-shown.tsx";

/** Makes a key, which is shown this once. */
export function NewKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [name, setName] = useKept("key.name");
  const [roles, setRoles] = useState<string[]>(["channel"]);
  const make = useMutation({
    mutationFn: () =>
      call("/v1/service-keys", newServiceKeySchema, { method: "POST", body: { name: name.trim(), roles } }),
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
