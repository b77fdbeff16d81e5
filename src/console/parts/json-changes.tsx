import { Code, Table, Text } from "@mantine/core";
import type { Json } from "../../domain/segment.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface JsonChangesProps {
  readonly changes: readonly { readonly path: string; readonly before?: unknown; readonly after?: unknown }[];
}

/** What was before and what is after, place by place. */
export function JsonChanges({ changes }: JsonChangesProps) {
  const { t } = useTexts();
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table className="diff" withRowBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t.merge.path}</Table.Th>
            <Table.Th>{t.common.before}</Table.Th>
            <Table.Th>{t.common.after}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map(({ path, before, after }) => (
            <Table.Tr key={path}>
              <Table.Td>
                <Code>{path || "·"}</Code>
              </Table.Td>
              <Table.Td className="diff-before">{show(before, t.common.nothing)}</Table.Td>
              <Table.Td className="diff-after">{show(after, t.common.nothing)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function show(value: unknown, nothing: string) {
  if (value === undefined)
    return (
      <Text size="sm" c="dimmed">
        {nothing}
      </Text>
    );
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A definition as the plain JSON that `diffJson` compares. */
export function toJson(value: object): Json {
  // Parsed boundary: definitions are plain JSON; this also drops members that are undefined.
  return JSON.parse(JSON.stringify(value)) as Json;
}
