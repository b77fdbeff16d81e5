import "./health.css";
import { Badge, Card, Code, Table, Text, Title } from "@mantine/core";
import { inOrder } from "../../domain/object-order.ts";
import { describeSpan } from "../../domain/span-texts.ts";
import type { ObjectList } from "../../contract/health.ts";
import { useShowAll } from "../parts/use-show-all.tsx";
import { HEALTH_TEXTS } from "../texts/health-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";

/** Nobody reads a thousand rows at once. */
const AT_ONCE = 40;

interface ObjectTableProps {
  readonly objects: ObjectList["objects"];
  readonly at: number;
}

/** Every object, those in trouble first. */
export function ObjectTable({ objects, at }: ObjectTableProps) {
  const texts = usePageTexts(HEALTH_TEXTS);
  const ordered = inOrder(objects);
  const sorted = [...ordered.filter(({ state }) => state !== "known"), ...ordered.filter(isKnown)];
  const { visible, button } = useShowAll(sorted, AT_ONCE);
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="objects">
      <Title order={2} id="objects">
        {texts.objects}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {texts.objectsHint}
      </Text>
      <Table.ScrollContainer minWidth={0}>
        <Table verticalSpacing={6} className="objects list-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.object}</Table.Th>
              <Table.Th>{texts.state}</Table.Th>
              <Table.Th className="figure">{texts.version}</Table.Th>
              <Table.Th className="figure">{texts.size}</Table.Th>
              <Table.Th className="figure">{texts.heard}</Table.Th>
              <Table.Th>{texts.file}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {visible.map((object) => (
              <Row key={object.object} object={object} at={at} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {button}
    </Card>
  );
}

interface RowProps {
  readonly object: ObjectList["objects"][number];
  readonly at: number;
}

function Row({ object: { object, state, version, bytes, heardAt, file }, at }: RowProps) {
  const { t, say } = useTexts();
  const texts = usePageTexts(HEALTH_TEXTS);
  return (
    <Table.Tr>
      <Table.Th scope="row">{object}</Table.Th>
      <Table.Td data-label={texts.state}>
        <Badge tt="none" variant="light" autoContrast color={state === "known" ? "green" : "red"} className="state">
          {texts.states[state]}
        </Badge>
      </Table.Td>
      <Table.Td className="figure" data-label={texts.version}>
        {version === null ? texts.unknown : t.number(version)}
      </Table.Td>
      <Table.Td className="figure" data-label={texts.size}>
        {bytes === null ? texts.unknown : texts.megabytes(bytes)}
      </Table.Td>
      <Table.Td className="figure" data-label={texts.heard}>
        {heardAt === null ? texts.notHeard : texts.ago(say(describeSpan(at - heardAt)))}
      </Table.Td>
      <Table.Td data-label={texts.file}>
        <Code className="file">{file}</Code>
      </Table.Td>
    </Table.Tr>
  );
}

function isKnown({ state }: RowProps["object"]): boolean {
  return state === "known";
}
