import { Badge, Card, Table, Text, Title } from "@mantine/core";
import { useBodies } from "../api/bodies.ts";
import type { Policy } from "../api/lessons.ts";
import { LESSON_TEXTS } from "../texts/lesson-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";

/** How many opt-outs count as normal in each category, and from where that is known. */
export function PolicyCard({ categories }: Pick<Policy, "categories">) {
  const { t, say } = useTexts();
  const texts = usePageTexts(LESSON_TEXTS);
  const known = useBodies("categories");
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="policy">
      <Title order={2} id="policy">
        {texts.policy}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {texts.policyHint}
      </Text>
      <Table.ScrollContainer minWidth={0}>
        <Table verticalSpacing="xs" className="list-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.category}</Table.Th>
              <Table.Th>{texts.normal}</Table.Th>
              <Table.Th>{texts.learntFrom}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {categories.map(({ category, sensitive, p0, learntFrom }) => {
              const label = known.find(({ key }) => key === category)?.label;
              return (
                <Table.Tr key={category}>
                  <Table.Td>
                    {label === undefined ? category : say(label)}{" "}
                    {sensitive ? (
                      <Badge tt="none" variant="light" color="grape" className="state">
                        {t.campaign.sensitive}
                      </Badge>
                    ) : null}
                  </Table.Td>
                  <Table.Td data-label={texts.normal}>{texts.rate(t.fine(p0))}</Table.Td>
                  <Table.Td data-label={texts.learntFrom}>{learntFrom ?? texts.notLearnt}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}
