import { Card, Table, Text, Title } from "@mantine/core";
import type { Person } from "../api/people.ts";
import { PEOPLE_TEXTS } from "../texts/people-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { useNames } from "./use-names.ts";

/** What the operator and the phone say of the person. */
export function PersonFacts({ person }: { readonly person: Person }) {
  const { t } = useTexts();
  const texts = usePageTexts(PEOPLE_TEXTS);
  const { nameOf, sayValue } = useNames(person);
  const { profile, phone } = person;
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="facts">
      <Title order={2} id="facts">
        {texts.facts}
      </Title>
      {[
        { name: texts.byOperator, facts: profile },
        { name: texts.byPhone, facts: phone },
      ].map(({ name, facts }) => (
        <div key={name}>
          <Text size="sm" c="dimmed" mt="xs">
            {name}
          </Text>
          {Object.keys(facts).length === 0 ? (
            <Text size="sm">{t.common.nothing}</Text>
          ) : (
            <Table verticalSpacing={4} fz="sm">
              <Table.Tbody>
                {Object.entries(facts).map(([key, value]) => (
                  <Table.Tr key={key}>
                    <Table.Td>{nameOf("attribute", key)}</Table.Td>
                    <Table.Td>{sayValue(key, value)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </div>
      ))}
    </Card>
  );
}
