import { Alert, Button, Checkbox, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type SubmitEvent } from "react";
import { z } from "zod";
import type { Role } from "../../contract/role.ts";
import { ApiFailure, call, onLoginNeeded, readToken, writeToken } from "../api/client.ts";
import { whoamiQuery } from "../api/queries.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { useTexts } from "../texts/use-texts.tsx";

const OFFERED = ["viewer", "marketer", "approver", "support", "admin"] as const satisfies readonly Role[];

/** Asks who you are when the service wants to know, over whatever you were doing. */
export function LoginPanel() {
  const { t } = useTexts();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [hadToken] = useState(() => readToken() !== null);
  const [name, setName] = useState(() => localStorage.getItem("garland.name") ?? "");
  const [roles, setRoles] = useState<string[]>(["marketer"]);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  useEffect(() => onLoginNeeded(() => setOpen(true)), []);

  async function logIn(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const body = { name: name.trim(), roles };
      const { token } = await call("/dev/staff-tokens", z.strictObject({ token: z.string() }), {
        method: "POST",
        body,
      });
      writeToken(token);
      localStorage.setItem("garland.name", body.name);
      await client.fetchQuery({ ...whoamiQuery, staleTime: 0 });
      setOpen(false);
      void client.invalidateQueries();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  }

  const isProduction = error instanceof ApiFailure && error.kind === "missing";
  return (
    <Modal
      opened={isOpen}
      onClose={() => {}}
      withCloseButton={false}
      title={hadToken ? t.login.again : t.login.title}
      centered
      size="md"
    >
      {isProduction ? (
        <Alert color="blue">
          <Text>{t.login.access}</Text>
          <Button mt="md" onClick={() => location.reload()}>
            {t.login.reload}
          </Button>
        </Alert>
      ) : (
        <form onSubmit={(event) => void logIn(event)}>
          <Stack>
            {hadToken ? <Text size="sm">{t.login.kept}</Text> : null}
            <TextInput
              label={t.login.name}
              placeholder={t.login.namePlaceholder}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              required
              maxLength={64}
              data-autofocus
            />
            <Checkbox.Group label={t.login.roles} description={t.login.rolesHint} value={roles} onChange={setRoles}>
              <Group mt="xs">
                {OFFERED.map((role) => (
                  <Checkbox key={role} value={role} label={t.roles[role]} />
                ))}
              </Group>
            </Checkbox.Group>
            {error === undefined ? null : <FailureNote error={error} />}
            <Button type="submit" loading={isBusy}>
              {t.login.enter}
            </Button>
            <Text size="xs" c="dimmed">
              {t.login.development}
            </Text>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
