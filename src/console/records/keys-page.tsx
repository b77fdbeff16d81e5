import { Alert, Badge, Card, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { APPROVERS, ROLES } from "../../contract/role.ts";
import { whoamiQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { KEYS_TEXTS } from "../texts/keys-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { ServiceKeys } from "./service-keys.tsx";
import { Webhooks } from "./webhooks.tsx";

/** Who I am here, and the keys of machines. */
export function KeysPage() {
  const { t } = useTexts();
  const texts = usePageTexts(KEYS_TEXTS);
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
              <Table className="list-table">
                <Table.Tbody>
                  {ROLES.map((role) => (
                    <Table.Tr key={role}>
                      <Table.Td w={180}>
                        <Badge tt="none" variant={me.roles.includes(role) ? "filled" : "default"}>
                          {t.roles[role]}
                        </Badge>
                      </Table.Td>
                      <Table.Td>{texts.may[role]}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Card>
            {APPROVERS.some((role) => me.roles.includes(role)) ? (
              <ServiceKeys me={me} />
            ) : (
              <Alert color="blue">{texts.adminsOnly}</Alert>
            )}
            {me.roles.includes("admin") ? <Webhooks /> : null}
          </Stack>
        )}
      </Answer>
    </>
  );
}
