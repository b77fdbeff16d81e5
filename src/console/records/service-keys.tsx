import { Button, Card, Code, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { call } from "../api/client.ts";
import { serviceKeysQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";
import { NewKeyDialog } from "./new-key-dialog.tsx";

/** The keys of machines: made, and revoked for good. */
export function ServiceKeys() {
  const { t } = useTexts();
  const client = useQueryClient();
  const query = useQuery(serviceKeysQuery);
  const [isMaking, setMaking] = useState(false);
  const [doomed, setDoomed] = useState<{ readonly prefix: string; readonly name: string }>();
  const revoke = useMutation({
    mutationFn: (prefix: string) => call(`/v1/service-keys/${prefix}`, z.null(), { method: "DELETE" }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: serviceKeysQuery.queryKey });
      setDoomed(undefined);
    },
  });
  const moment = (text: string | null) => (text === null ? t.keys.never : formatMoment(Date.parse(text), t.locale));
  return (
    <Card withBorder radius="lg" component="section">
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t.keys.keys}</Title>
        <Button onClick={() => setMaking(true)}>{t.keys.create}</Button>
      </Group>
      <Answer query={query} lines={3}>
        {(keys) =>
          keys.length === 0 ? (
            <Text c="dimmed">{t.keys.empty}</Text>
          ) : (
            <Table.ScrollContainer minWidth={640}>
              <Table verticalSpacing="xs">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t.keys.name}</Table.Th>
                    <Table.Th>{t.keys.prefix}</Table.Th>
                    <Table.Th>{t.login.roles}</Table.Th>
                    <Table.Th>{t.keys.lastUsed}</Table.Th>
                    <Table.Th>{t.keys.expires}</Table.Th>
                    <Table.Th aria-label={t.keys.revoke} />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {keys.map(({ prefix, name, roles, lastUsedAt, expiresAt, revokedAt }) => (
                    <Table.Tr key={prefix}>
                      <Table.Td>{name}</Table.Td>
                      <Table.Td>
                        <Code>{prefix}</Code>
                      </Table.Td>
                      <Table.Td>{roles.map((role) => t.roles[role]).join(", ")}</Table.Td>
                      <Table.Td>{moment(lastUsedAt)}</Table.Td>
                      <Table.Td>{moment(expiresAt)}</Table.Td>
                      <Table.Td>
                        {revokedAt === null ? (
                          <Button size="xs" variant="default" onClick={() => setDoomed({ prefix, name })}>
                            {t.keys.revoke}
                          </Button>
                        ) : (
                          t.keys.revoked
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Answer>
      {isMaking ? <NewKeyDialog onClose={() => setMaking(false)} /> : null}
      {doomed === undefined ? null : (
        <Dialog onClose={() => setDoomed(undefined)} title={t.keys.revoke}>
          <Stack>
            <Text>{t.keys.revokeQuestion(doomed.name)}</Text>
            {revoke.isError ? <FailureNote error={revoke.error} /> : null}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setDoomed(undefined)}>
                {t.common.cancel}
              </Button>
              <Button color="red.8" loading={revoke.isPending} onClick={() => revoke.mutate(doomed.prefix)}>
                {t.keys.revoke}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </Card>
  );
}
