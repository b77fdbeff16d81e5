import { Alert, Button, Checkbox, Modal, SimpleGrid, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type SubmitEvent } from "react";
import { z } from "zod";
import type { Role } from "../../contract/role.ts";
import { ApiFailure, call, logInWith, onLoginNeeded, readToken } from "../api/client.ts";
import { whoamiQuery } from "../api/queries.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { useTexts } from "../texts/use-texts.tsx";

const OFFERED = ["viewer", "marketer", "approver", "support", "admin"] as const satisfies readonly Role[];

/** The field comes after the dialog has opened, which is when the library looks for what to focus. */
function focus(field: HTMLInputElement | null): void {
  field?.focus();
}

/** Whether anybody may come in under any name; elsewhere the organisation's own login is in front of everything. */
async function isDevelopment(): Promise<boolean> {
  try {
    await call("/dev/people?from=0&count=1", z.unknown());
    return true;
  } catch (error) {
    if (error instanceof ApiFailure && error.kind === "missing") return false;
    throw error;
  }
}

/** Asks who you are when the service wants to know, over whatever you were doing. */
export function LoginPanel() {
  const { t } = useTexts();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [hadToken, setHadToken] = useState(false);
  const development = useQuery({
    queryKey: ["is-development"],
    queryFn: isDevelopment,
    enabled: isOpen,
    staleTime: Infinity,
  });
  const [name, setName] = useState(() => localStorage.getItem("garland.name") ?? "");
  const [roles, setRoles] = useState<string[]>(["marketer"]);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  useEffect(
    () =>
      onLoginNeeded(() => {
        setHadToken(readToken() !== null);
        setOpen(true);
      }),
    [],
  );

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
      logInWith(token);
      localStorage.setItem("garland.name", body.name);
      await client.query({ ...whoamiQuery, staleTime: 0 });
      setOpen(false);
      void client.invalidateQueries();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      opened={isOpen}
      onClose={() => {}}
      withCloseButton={false}
      title={hadToken ? t.login.again : t.login.title}
      centered
      // Over any dialog in which the login has expired.
      zIndex={300}
      size="md"
      attributes={{ header: { role: "presentation" } }}
    >
      {development.isError ? (
        <FailureNote error={development.error} onRetry={() => void development.refetch()} />
      ) : development.data === false ? (
        <Alert color="blue">
          <Text>{t.login.access}</Text>
          <Button mt="md" onClick={() => location.reload()}>
            {t.login.reload}
          </Button>
        </Alert>
      ) : development.data === undefined ? (
        <Skeleton height={180} role="status" aria-label={t.common.loading} />
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
              ref={focus}
            />
            <Checkbox.Group label={t.login.roles} description={t.login.rolesHint} value={roles} onChange={setRoles}>
              <SimpleGrid cols={2} mt="xs" spacing="xs">
                {OFFERED.map((role) => (
                  <Checkbox key={role} value={role} label={t.roles[role]} />
                ))}
              </SimpleGrid>
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
