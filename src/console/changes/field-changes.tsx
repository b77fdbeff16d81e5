import { Table, Text } from "@mantine/core";
import { useTexts } from "../texts/use-texts.tsx";
import "./changes.css";
import type { FieldChange } from "./field.ts";

interface FieldChangesProps {
  readonly changes: readonly FieldChange[];
  /** What the two versions are called; before and after unless said otherwise. */
  /** Nothing was there before: only what is there now is shown. */
  readonly isNew?: boolean;
  readonly titles?: { readonly before: string; readonly after: string };
}

/** What was said before and what is said after, field by field. */
export function FieldChanges({ changes, titles, isNew = false }: FieldChangesProps) {
  const { t } = useTexts();
  return (
    <Table.ScrollContainer minWidth={0}>
      <Table className="diff list-table" withRowBorders verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="28%">{t.merge.path}</Table.Th>
            {isNew ? null : <Table.Th w="36%">{titles?.before ?? t.common.before}</Table.Th>}
            <Table.Th>{titles?.after ?? t.common.after}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map(({ name, before, after }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={600}>
                {name}
              </Table.Th>
              {isNew ? null : (
                <Table.Td data-label={titles?.before ?? t.common.before}>
                  <Said words={before} others={after} as="del" />
                </Table.Td>
              )}
              <Table.Td data-label={titles?.after ?? t.common.after}>
                <Said words={after} others={before} as="ins" />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface SaidProps {
  readonly words: readonly string[];
  readonly others: readonly string[];
  readonly as: "del" | "ins";
}

/** The words of one side; those that the other side has too are quiet. */
function Said({ words, others, as: Mark }: SaidProps) {
  const { t } = useTexts();
  if (words.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t.common.nothing}
      </Text>
    );
  }
  return (
    <ul className="said">
      {words.map((word, index) => (
        // Words have no name but their place.
        <li key={index}>{others.includes(word) ? <span className="same">{word}</span> : <Mark>{word}</Mark>}</li>
      ))}
    </ul>
  );
}
