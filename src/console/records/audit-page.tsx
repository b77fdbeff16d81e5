import { Alert, Group, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { auditQuery, verificationQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { AuditList } from "../parts/audit-list.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { useTexts } from "../texts/use-texts.tsx";

const PAUSE_MS = 300;

/** The record of everything that was done, and whether it is whole. */
export function AuditPage() {
  const { t } = useTexts();
  const [actor, setActor] = useState("");
  const [target, setTarget] = useState("");
  const [filter] = useDebouncedValue({ actor: actor.trim(), target: target.trim() }, PAUSE_MS);
  const query = useQuery(auditQuery(filter));
  const verification = useQuery(verificationQuery);
  return (
    <>
      <PageTitle title={t.audit.title} intro={t.audit.intro} />
      <Answer query={verification} lines={1}>
        {({ entries, brokenAt }) => (
          <Alert color={brokenAt === null ? "green" : "red"} mb="md">
            {brokenAt === null ? t.audit.whole(entries) : t.audit.broken(brokenAt)}
          </Alert>
        )}
      </Answer>
      <Group mb="md" grow maw={720}>
        <TextInput
          label={t.audit.target}
          value={target}
          onChange={(event) => setTarget(event.currentTarget.value)}
          data-search
        />
        <TextInput label={t.audit.actor} value={actor} onChange={(event) => setActor(event.currentTarget.value)} />
      </Group>
      <Answer query={query}>
        {(entries) =>
          entries.length === 0 ? <Text c="dimmed">{t.audit.empty}</Text> : <AuditList entries={entries} />
        }
      </Answer>
    </>
  );
}
