import { Alert, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { auditPagesQuery } from "../api/audit-pages.ts";
import { verificationQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { AuditList } from "../parts/audit-list.tsx";
import { LoadOlder } from "../parts/load-older.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { ExportAudit } from "./export-audit.tsx";
import { textOf } from "./search-text.ts";

const PAUSE_MS = 300;

/** The record of everything that was done, and whether it is whole. */
export function AuditPage() {
  const { t } = useTexts();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  return (
    <>
      <PageTitle title={t.audit.title} intro={t.audit.intro}>
        <ExportAudit filter={{ actor: textOf(search["actor"]), target: textOf(search["target"]) }} />
      </PageTitle>
      <Entries />
    </>
  );
}

/** The filter stands in the address. */
function Entries() {
  const { t } = useTexts();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const [actor, setActor] = useState(textOf(search["actor"]));
  const [target, setTarget] = useState(textOf(search["target"]));
  // Texts, not an object: a new object at every drawing would settle, and lead back here, again and again.
  const [settledActor] = useDebouncedValue(actor.trim(), PAUSE_MS);
  const [settledTarget] = useDebouncedValue(target.trim(), PAUSE_MS);
  const filter = { actor: settledActor, target: settledTarget };
  useEffect(() => {
    const search = { ...(settledActor && { actor: settledActor }), ...(settledTarget && { target: settledTarget }) };
    void navigate({ to: "/audit", search, replace: true });
  }, [settledActor, settledTarget, navigate]);
  const pages = useInfiniteQuery(auditPagesQuery(filter));
  const verification = useQuery(verificationQuery);
  const entries = pages.data?.pages.flat() ?? [];
  const isFiltered = filter.actor !== "" || filter.target !== "";
  return (
    <>
      <Answer query={verification} lines={1}>
        {({ entries: total, brokenAt }) => (
          <Alert color={brokenAt === null ? "green" : "red"} mb="md">
            {brokenAt === null ? t.audit.whole(total) : t.audit.broken(brokenAt)}
          </Alert>
        )}
      </Answer>
      <Group mb="md" align="flex-end">
        <TextInput
          label={t.audit.target}
          value={target}
          onChange={(event) => setTarget(event.currentTarget.value)}
          list="audit-targets"
          flex={1}
          maw={340}
          data-search
        />
        <TextInput
          label={t.audit.actor}
          value={actor}
          onChange={(event) => setActor(event.currentTarget.value)}
          list="audit-actors"
          flex={1}
          maw={340}
        />
        {isFiltered ? (
          <Button
            variant="default"
            onClick={() => {
              setActor("");
              setTarget("");
            }}
          >
            {t.audit.clear}
          </Button>
        ) : null}
        <Suggestions id="audit-targets" values={entries.map((entry) => entry.target)} />
        <Suggestions id="audit-actors" values={entries.map((entry) => entry.actor)} />
      </Group>
      <Answer query={pages}>
        {() => (
          <Stack gap="sm">
            {entries.length === 0 ? <Text c="dimmed">{t.audit.empty}</Text> : <AuditList entries={entries} />}
            <LoadOlder pages={pages} label={t.audit.older} />
          </Stack>
        )}
      </Answer>
    </>
  );
}

function Suggestions({ id, values }: { readonly id: string; readonly values: readonly string[] }) {
  return (
    <datalist id={id}>
      {[...new Set(values)].toSorted().map((value) => (
        <option key={value} value={value}>
          {value}
        </option>
      ))}
    </datalist>
  );
}
