import { Button, Card, Code, Group, Table, Text, Title, VisuallyHidden } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { confirmedKeySchema, type serviceKeySchema } from "../../contract/service-key.ts";
import { actorOf, entersWords, type Principal } from "../../contract/role.ts";
import { whyNotConfirm } from "../../domain/key-texts.ts";
import { namePerson } from "../../domain/name-person.ts";
import { call } from "../api/client.ts";
import { forgetAnswers, serviceKeysQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { GatedButton } from "../parts/gated-button.tsx";
import { KEYS_TEXTS } from "../texts/keys-texts.ts";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { NewKeyDialog } from "./new-key-dialog.tsx";

type ServiceKey = z.infer<typeof serviceKeySchema>;

/**
 * The keys of machines. Administrators make them, and revoke them for good; approvers see those that speak for people, to
 * confirm them.
 */
export function ServiceKeys({ me }: { readonly me: Principal }) {
  const { t, say } = useTexts();
  const texts = usePageTexts(KEYS_TEXTS);
  const mayManage = me.roles.includes("admin");
  const client = useQueryClient();
  const query = useQuery(serviceKeysQuery);
  const [isMaking, setMaking] = useState(false);
  const [doomed, setDoomed] = useState<{ readonly prefix: string; readonly name: string }>();
  const revoke = useMutation({
    mutationFn: (prefix: string) => call(`/v1/service-keys/${prefix}`, z.null(), { method: "DELETE" }),
    onSuccess: async () => {
      await forgetAnswers(client);
      setDoomed(undefined);
    },
  });
  const [asked, setAsked] = useState<{ readonly prefix: string; readonly name: string; readonly createdBy: string }>();
  const confirm = useMutation({
    mutationFn: (prefix: string) => call(`/v1/service-keys/${prefix}:confirm`, confirmedKeySchema, { method: "POST" }),
    onSuccess: async () => {
      await forgetAnswers(client);
      setAsked(undefined);
    },
  });
  const moment = (text: string | null, none: string) =>
    text === null ? none : formatMoment(Date.parse(text), t.locale);
  const shown = query.data?.filter((key) => mayManage || waits(key) || key.confirmedBy !== null) ?? [];
  /** The service has the last word; this says it before the press. */
  function whyNot({ prefix }: ServiceKey): string | undefined {
    const makerOf = (machine: string) => query.data?.find((key) => machine === `service:${key.prefix}`)?.createdBy;
    const obstacle = whyNotConfirm(actorOf(me), prefix, makerOf);
    return obstacle && say(obstacle);
  }
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="keys">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="keys">
          {t.keys.keys}
        </Title>
        {mayManage ? (
          <Button aria-haspopup="dialog" onClick={() => setMaking(true)}>
            {t.keys.create}
          </Button>
        ) : null}
      </Group>
      {mayManage ? null : (
        <Text size="sm" mb="sm">
          {texts.toConfirmOnly}
        </Text>
      )}
      <Answer query={query} lines={3}>
        {() =>
          shown.length === 0 ? (
            <Text c="dimmed">{mayManage ? t.keys.empty : t.keys.noneSpeaks}</Text>
          ) : (
            <Table.ScrollContainer minWidth={0}>
              <Table verticalSpacing="xs" className="list-table">
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
                  {shown.map((key) => {
                    const { prefix, name, roles, lastUsedAt, expiresAt, revokedAt, confirmedBy, createdBy } = key;
                    return (
                      <Table.Tr key={prefix}>
                        <Table.Td fw={600}>{name}</Table.Td>
                        <Table.Td data-label={t.keys.prefix}>
                          <Code>{prefix}</Code>
                        </Table.Td>
                        <Table.Td data-label={t.login.roles}>{roles.map((role) => t.roles[role]).join(", ")}</Table.Td>
                        <Table.Td data-label={t.keys.lastUsed}>{moment(lastUsedAt, t.keys.never)}</Table.Td>
                        <Table.Td data-label={t.keys.expires}>{moment(expiresAt, t.keys.noEnd)}</Table.Td>
                        <Table.Td {...(waits(key) || confirmedBy !== null ? { "data-label": t.keys.people } : {})}>
                          {confirmedBy !== null ? t.keys.confirmed(namePerson(confirmedBy)) : null}
                          {waits(key) ? (
                            <Group gap="xs">
                              {t.keys.limited}
                              <GatedButton
                                size="xs"
                                variant="default"
                                asks
                                label={t.keys.confirmNamed(name)}
                                obstacle={whyNot(key)}
                                onClick={() => setAsked({ prefix, name, createdBy })}
                              >
                                {t.keys.confirm}
                              </GatedButton>
                            </Group>
                          ) : null}
                        </Table.Td>
                        <Table.Td>
                          {revokedAt !== null ? (
                            t.keys.revoked
                          ) : mayManage ? (
                            <Button
                              size="xs"
                              variant="default"
                              aria-haspopup="dialog"
                              aria-label={t.keys.revokeNamed(name)}
                              onClick={() => setDoomed({ prefix, name })}
                            >
                              {t.keys.revoke}
                            </Button>
                          ) : null}
                        </Table.Td>
                      </Table.Tr>
                    );
                  })}
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
          question={texts.confirmQuestion(asked.name, namePerson(asked.createdBy))}
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
          question={texts.revokeQuestion(doomed.name)}
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

/** Whether a second person's word would change anything. */
function waits({ roles, confirmedBy, revokedAt, expiresAt }: ServiceKey): boolean {
  const isOver = revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= Date.now());
  return confirmedBy === null && !isOver && entersWords(roles);
}
