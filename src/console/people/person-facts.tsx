import { Card, Table, Text, Title } from "@mantine/core";
import { useBodies } from "../api/bodies.ts";
import type { Person } from "../api/people.ts";
import { PEOPLE_TEXTS } from "../texts/people-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";

/** What the operator and the phone say of the person. */
export function PersonFacts({ person: { profile, phone } }: { readonly person: Person }) {
  const { t, say } = useTexts();
  const texts = usePageTexts(PEOPLE_TEXTS);
  const attributes = useBodies("attributes");
  const valueOf = (key: string, value: unknown): string => {
    if (Array.isArray(value)) return value.map((one) => valueOf(key, one)).join(", ");
    if (typeof value === "boolean") return value ? t.audience.yes : t.audience.no;
    const option = attributes.find((one) => one.key === key)?.values?.find((one) => one.value === value);
    return option === undefined ? String(value) : say(option.label);
  };
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
                {Object.entries(facts).map(([key, value]) => {
                  const label = attributes.find((one) => one.key === key)?.label;
                  return (
                    <Table.Tr key={key}>
                      <Table.Td>{label === undefined ? key : say(label)}</Table.Td>
                      <Table.Td>{valueOf(key, value)}</Table.Td>
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          )}
        </div>
      ))}
    </Card>
  );
}
