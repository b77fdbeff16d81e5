import { Table } from "@mantine/core";

interface InForceTableProps {
  readonly label: string;
  readonly heads: readonly string[];
  /** Each by its key. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

/** Rows of policy in words. */
export function InForceTable({ label, heads, rows }: InForceTableProps) {
  return (
    <Table.ScrollContainer minWidth={0}>
      <Table verticalSpacing="xs" aria-label={label} className="list-table">
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...rows].map(([key, cells]) => (
            <Table.Tr key={key}>
              {cells.map((cell, index) => (
                <Table.Td key={heads[index]} {...(index === 0 ? { fw: 600 } : { "data-label": heads[index] })}>
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
