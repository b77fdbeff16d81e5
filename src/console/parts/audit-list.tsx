import { Badge, Card, Collapse, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { z } from "zod";
import { RecordedChanges } from "../changes/recorded-changes.tsx";
import { useParts } from "../changes/use-parts.ts";
import type { AuditEntry } from "../api/queries.ts";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";
import { AuditTarget } from "./audit-target.tsx";
import { nameOfActor } from "./name-of-actor.ts";

const sentenceSchema = z.strictObject({ ru: z.string(), en: z.string() });

/** Who did what, when and why; each entry opens to what it changed. */
export function AuditList({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t } = useTexts();
  if (entries.length === 0) return <Text c="dimmed">{t.audit.untouched}</Text>;
  return (
    <Stack gap="xs">
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </Stack>
  );
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const { t, say } = useTexts();
  const { sayRecord } = useParts();
  const [isOpen, { toggle }] = useDisclosure();
  const { at, actor, action, target } = entry;
  // The guard gives its reason in every language.
  const sentence = entry.changes.find(({ path }) => path === "sentence")?.after;
  const said = sentenceSchema.safeParse(sentence);
  const why = said.success ? say(said.data) : entry.why === null ? null : sayRecord(entry.why);
  const changes = said.success ? entry.changes.filter(({ path }) => path !== "sentence") : entry.changes;
  const what = (
    <Group gap="2px 12px" w="100%">
      <Text size="sm" c="dimmed" className="audit-when">
        {formatMoment(at, t.locale)}
      </Text>
      <Text size="sm" fw={600}>
        {nameOfActor(actor, t)}
      </Text>
      <Badge variant="default" tt="none">
        {t.audit.actions[action] ?? t.steps[action] ?? action}
      </Badge>
      <AuditTarget target={target} />
      {changes.length === 0 ? null : (
        <Text size="sm" c="dimmed" ms="auto">
          {t.audit.details} <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span>
        </Text>
      )}
    </Group>
  );
  return (
    <Card withBorder padding="sm" radius="md">
      {changes.length === 0 ? (
        what
      ) : (
        <UnstyledButton onClick={toggle} aria-expanded={isOpen} w="100%">
          {what}
        </UnstyledButton>
      )}
      {why === null ? null : (
        <Text size="sm" fs="italic" mt={2}>
          {t.audit.quote(why)}
        </Text>
      )}
      <Collapse expanded={isOpen}>{isOpen ? <RecordedChanges target={target} changes={changes} /> : null}</Collapse>
    </Card>
  );
}
