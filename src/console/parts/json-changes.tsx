import { Code, Table, Text } from "@mantine/core";
import type { Json } from "../../domain/json.ts";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";

const INLINE_CHARACTERS = 80;
const LONGEST_TEXT = 200;

interface JsonChangesProps {
  readonly changes: readonly { readonly path: string; readonly before?: unknown; readonly after?: unknown }[];
}

/** What was before and what is after, place by place. */
export function JsonChanges({ changes }: JsonChangesProps) {
  const { t } = useTexts();
  return (
    <Table.ScrollContainer minWidth={0}>
      <Table className="diff list-table" withRowBorders>
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
              <Table.Td className="diff-before" data-label={t.common.before}>
                <Value value={before} />
              </Table.Td>
              <Table.Td className="diff-after" data-label={t.common.after}>
                <Value value={after} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Value({ value }: { readonly value: unknown }) {
  const { t } = useTexts();
  if (value === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {t.common.nothing}
      </Text>
    );
  }
  if (typeof value === "number") return isInstant(value) ? formatMoment(value, t.locale) : t.number(value);
  if (typeof value === "string") return shorten(value);
  const text = JSON.stringify(value);
  if (typeof value !== "object" || value === null || text.length <= INLINE_CHARACTERS) return text;
  // A whole definition: its size first, all of it on demand.
  return (
    <details className="trace">
      <summary>{t.frame.entries(Object.keys(value).length)}</summary>
      <pre>{JSON.stringify(value, (_, part: unknown) => (typeof part === "string" ? shorten(part) : part), 2)}</pre>
    </details>
  );
}

/** Paths of art and the like say nothing to a reader after some characters. */
function shorten(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
}

/** Instants are epoch milliseconds; nothing else is as large. */
function isInstant(value: number): boolean {
  return value > 1e12 && value < 1e13;
}

/** A definition as the plain JSON that `diffJson` compares. */
export function toJson(value: object): Json {
  // Parsed boundary: definitions are plain JSON; this also drops members that are undefined.
  return JSON.parse(JSON.stringify(value)) as Json;
}
