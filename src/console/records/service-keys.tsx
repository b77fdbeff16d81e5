import { Button, Card, Code, Group, Table, Text, Title, VisuallyHidden } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { serviceKeySchema } from "../../contract/service-key.ts";
import { entersWords } from "../../contract/role.ts";
import { namePerson } from "../../domain/name-person.ts";
import { call } from "../api/client.ts";
import { serviceKeysQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
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
  const [asked, setAsked] = useState<{ readonly prefix: string; readonly name: string; readonly createdBy: string }>();
  const confirm = useMutation({
    mutationFn: (prefix: string) => call(`/v1/service-keys/${prefix}:confirm`, serviceKeySchema, { method: "POST" }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: serviceKeysQuery.queryKey });
      setAsked(undefined);
    },
  });
  const moment = (text: string | null, none: string) =>
    text === null ? none : formatMoment(Date.parse(text), t.locale);
  return (
    <Card withBorder radius="lg" component="section">
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t.keys.keys}</Title>
        <Button aria-haspopup="dialog" onClick={() => setMaking(true)}>
          {t.keys.create}
        </Button>
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
                    <Table.Th>{t.keys.people}</Table.Th>
                    <Table.Th>
                      <VisuallyHidden>{t.keys.revoke}</VisuallyHidden>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {keys.map(({ prefix, name, roles, lastUsedAt, expiresAt, revokedAt, confirmedBy, createdBy }) => (
                    <Table.Tr key={prefix}>
                      <Table.Td>{name}</Table.Td>
                      <Table.Td>
                        <Code>{prefix}</Code>
                      </Table.Td>
                      <Table.Td>{roles.map((role) => t.roles[role]).join(", ")}</Table.Td>
                      <Table.Td>{moment(lastUsedAt, t.keys.never)}</Table.Td>
                      <Table.Td>{moment(expiresAt, t.keys.noEnd)}</Table.Td>
                      <Table.Td>
                        {confirmedBy !== null ? t.keys.confirmed(namePerson(confirmedBy)) : null}
                        {confirmedBy === null && revokedAt === null && entersWords(roles) ? (
                          <Group gap="xs">
                            {t.keys.limited}
                            <Button
                              size="xs"
                              variant="default"
                              aria-haspopup="dialog"
                              aria-label={t.keys.confirmNamed(name)}
                              onClick={() => setAsked({ prefix, name, createdBy })}
                            >
                              {t.keys.confirm}
                            </Button>
                          </Group>
                        ) : null}
                      </Table.Td>
                      <Table.Td>
                        {revokedAt === null ? (
                          <Button
                            size="xs"
                            variant="default"
                            aria-haspopup="dialog"
                            aria-label={t.keys.revokeNamed(name)}
                            onClick={() => setDoomed({ prefix, name })}
                          >
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
      {asked === undefined ? null : (
        <ConfirmDialog
          title={t.keys.confirm}
          question={t.keys.confirmQuestion(asked.name, namePerson(asked.createdBy))}
          isBusy={confirm.isPending}
          error={confirm.error}
          onConfirm={() => confirm.mutate(asked.prefix)}
          onClose={() => {
            confirm.reset();
            setAsked(undefined);
          }}
        />
      )}
      {doomed === undefined ? null : (
        <ConfirmDialog
          title={t.keys.revoke}
          question={t.keys.revokeQuestion(doomed.name)}
          isBusy={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate(doomed.prefix)}
          onClose={() => {
            revoke.reset();
            setDoomed(undefined);
          }}
        />
      )}
    </Card>
  );
}
