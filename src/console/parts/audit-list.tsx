import { Badge, Card, Collapse, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { AuditEntry } from "../api/queries.ts";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";
import { JsonChanges } from "./json-changes.tsx";

/** Who did what, when and why; each entry opens to what it changed. */
export function AuditList({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t } = useTexts();
  if (entries.length === 0) return <Text c="dimmed">{t.common.none}</Text>;
  return (
    <Stack gap="xs">
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </Stack>
  );
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTexts();
  const [isOpen, { toggle }] = useDisclosure();
  return (
    <Card withBorder padding="sm" radius="md">
      <UnstyledButton onClick={toggle} aria-expanded={isOpen} disabled={entry.changes.length === 0}>
        <Group gap="sm">
          <Text size="sm" c="dimmed" w={10} aria-hidden="true">
            {entry.changes.length === 0 ? "" : isOpen ? "▾" : "▸"}
          </Text>
          <Text size="sm" c="dimmed" miw={150}>
            {formatMoment(entry.at, t.locale)}
          </Text>
          <Text size="sm" fw={600}>
            {entry.actor.replace(/^(person|service):/, "")}
          </Text>
          <Badge variant="default" tt="none">
            {t.audit.actions[entry.action] ?? t.steps[entry.action] ?? entry.action}
          </Badge>
          <Text size="sm">{entry.target}</Text>
          {entry.why === null ? null : (
            <Text size="sm" fs="italic">
              {t.audit.quote(entry.why)}
            </Text>
          )}
        </Group>
      </UnstyledButton>
      <Collapse expanded={isOpen}>{isOpen ? <JsonChanges changes={entry.changes} /> : null}</Collapse>
    </Card>
  );
}
