import {
  Alert,
  Badge,
  Button,
  Card,
  Checkbox,
  Code,
  CopyButton,
  Group,
  Modal,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { ROLES } from "../../contract/role.ts";
import { call } from "../api/client.ts";
import { newServiceKeySchema, serviceKeysQuery, whoamiQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";

/** Who I am here, and the keys of machines. */
export function KeysPage() {
  const { t } = useTexts();
  const query = useQuery(whoamiQuery);
  return (
    <>
      <PageTitle title={t.keys.title} intro={t.keys.intro} />
      <Answer query={query} lines={3}>
        {(me) => (
          <Stack gap="lg">
            <Card withBorder radius="lg" component="section">
              <Title order={2}>{t.keys.you}</Title>
              <Text my="xs">{t.keys.youAre(me.name)}</Text>
              {me.roles.length === 0 ? <Text>{t.keys.noRoles}</Text> : null}
              <Table>
                <Table.Tbody>
                  {ROLES.map((role) => (
                    <Table.Tr key={role}>
                      <Table.Td w={180}>
                        <Badge tt="none" variant={me.roles.includes(role) ? "filled" : "default"}>
                          {t.roles[role]}
                        </Badge>
                      </Table.Td>
                      <Table.Td>{t.keys.what[role]}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Card>
            {me.roles.includes("admin") ? <ServiceKeys /> : <Alert color="blue">{t.keys.adminsOnly}</Alert>}
          </Stack>
        )}
      </Answer>
    </>
  );
}

function ServiceKeys() {
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
      <Modal opened={doomed !== undefined} onClose={() => setDoomed(undefined)} title={t.keys.revoke} centered>
        <Stack>
          <Text>{doomed && t.keys.revokeQuestion(doomed.name)}</Text>
          {revoke.isError ? <FailureNote error={revoke.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setDoomed(undefined)}>
              {t.common.cancel}
            </Button>
            <Button color="red.8" loading={revoke.isPending} onClick={() => doomed && revoke.mutate(doomed.prefix)}>
              {t.keys.revoke}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Card>
  );
}

function NewKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<string[]>(["channel"]);
  const make = useMutation({
    mutationFn: () =>
      call("/v1/service-keys", newServiceKeySchema, { method: "POST", body: { name: name.trim(), roles } }),
    onSuccess: () => client.invalidateQueries({ queryKey: serviceKeysQuery.queryKey }),
  });
  return (
    <Modal opened onClose={onClose} title={t.keys.create} centered>
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
              <Group mt="xs">
                {ROLES.map((role) => (
                  <Checkbox key={role} value={role} label={t.roles[role]} />
                ))}
              </Group>
            </Checkbox.Group>
            {make.isError ? <FailureNote error={make.error} /> : null}
            <Button type="submit" loading={make.isPending} disabled={roles.length === 0}>
              {t.keys.create}
            </Button>
          </Stack>
        </form>
      ) : (
        <Stack>
          <Alert color="yellow">{t.keys.shown}</Alert>
          <Code block>{make.data.key}</Code>
          <CopyButton value={make.data.key}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? t.keys.copied : t.keys.copy}</Button>}
          </CopyButton>
        </Stack>
      )}
    </Modal>
  );
}
