import { Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { readWholeAudit } from "../api/audit-pages.ts";
import type { AuditEntry, AuditFilter } from "../api/queries.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { toCsv } from "./to-csv.ts";

const COLUMNS = ["id", "at", "actor", "action", "target", "why", "changes", "hash"] as const;

/** Saves what the filter lets through as a table, with the hashes by which it can be checked. */
export function ExportAudit({ filter }: { readonly filter: AuditFilter }) {
  const { t } = useTexts();
  const [entries, setEntries] = useState(0);
  const act = useMutation({
    mutationFn: async () => {
      setEntries(0);
      const all = await readWholeAudit(filter, setEntries, new AbortController().signal);
      saveFile("garland-audit.csv", toCsv(COLUMNS, all.map(toRow)));
    },
  });
  return (
    <Stack gap={4} align="flex-end">
      <Button variant="default" onClick={() => act.mutate()} loading={act.isPending}>
        {t.audit.export}
      </Button>
      {act.isPending || act.isSuccess ? (
        <Text size="xs" c="dimmed" role="status">
          {t.audit.exported(entries)}
        </Text>
      ) : null}
      {act.isError ? <FailureNote error={act.error} onRetry={() => act.mutate()} /> : null}
    </Stack>
  );
}

function toRow({ at, why, changes, ...entry }: AuditEntry): Readonly<Record<(typeof COLUMNS)[number], string>> {
  return {
    ...entry,
    id: String(entry.id),
    at: new Date(at).toISOString(),
    why: why ?? "",
    changes: JSON.stringify(changes),
  };
}

function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
