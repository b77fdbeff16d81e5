import { Code, Table, Text } from "@mantine/core";
import type { Json } from "../../domain/segment.ts";
import type { Texts } from "../texts/en.ts";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";

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
              <Table.Td className="diff-before">{show(path, before, t)}</Table.Td>
              <Table.Td className="diff-after">{show(path, after, t)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function show(path: string, value: unknown, t: Texts) {
  if (value === undefined)
    return (
      <Text size="sm" c="dimmed">
        {t.common.nothing}
      </Text>
    );
  if (typeof value === "number") return isInstant(path, value) ? formatMoment(value, t.locale) : t.number(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Instants are epoch milliseconds under names such as `startedAt`. */
function isInstant(path: string, value: number): boolean {
  return value > 1e12 && /(?:At|from|until)$/.test(path);
}

/** A definition as the plain JSON that `diffJson` compares. */
export function toJson(value: object): Json {
  // Parsed boundary: definitions are plain JSON; this also drops members that are undefined.
  return JSON.parse(JSON.stringify(value)) as Json;
}
