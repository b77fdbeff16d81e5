import { Badge, Button, Card, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { APPROVERS } from "../../contract/role.ts";
import { forgetAnswers, postReason, rulesetChangesQuery, rulesetsQuery, whoamiQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { JsonChanges } from "../parts/json-changes.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";

const LEAST_REASON = 3;

/** Every version that was ever live, what changed in each, and the way back. */
export function RulesetsPage() {
  const { t } = useTexts();
  const query = useQuery(rulesetsQuery);
  const me = useQuery(whoamiQuery).data;
  const mayRollBack = me?.roles.some((role) => APPROVERS.some((approver) => approver === role)) ?? false;
  const [opened, setOpened] = useState<number>();
  const [chosen, setChosen] = useState<number>();
  return (
    <>
      <PageTitle title={t.rulesets.title} intro={t.rulesets.intro} />
      <Answer query={query}>
        {(rulesets) => (
          <Stack gap="xs">
            {rulesets.map(({ version, compiledAt, cause, by, stopped, campaigns }, index) => (
              <Card key={version} withBorder radius="md" padding="sm">
                <Group justify="space-between">
                  <Group gap="sm">
                    <Text fw={700} miw={90}>
                      {t.rulesets.version} {t.number(version)}
                    </Text>
                    {index === 0 ? (
                      <Badge tt="none" variant="light" color="green" className="state">
                        {t.rulesets.current}
                      </Badge>
                    ) : null}
                    {stopped ? (
                      <Badge tt="none" variant="light" color="red" className="state">
                        {t.rulesets.stopped}
                      </Badge>
                    ) : null}
                    <Text size="sm" c="dimmed">
                      {formatMoment(compiledAt, t.locale)}, {by.replace(/^(person|service):/, "")}
                    </Text>
                    <Text size="sm">{cause}</Text>
                    {campaigns.map(({ key, state }) => (
                      <Group key={key} gap={4}>
                        <Text size="sm">{key}</Text>
                        <StateBadge state={state} />
                      </Group>
                    ))}
                  </Group>
                  <Group gap="xs">
                    {version > 1 ? (
                      <Button
                        size="xs"
                        variant="default"
                        aria-expanded={opened === version}
                        onClick={() => setOpened(opened === version ? undefined : version)}
                      >
                        {t.rulesets.changes}
                      </Button>
                    ) : null}
                    {index > 0 && mayRollBack ? (
                      <Button size="xs" variant="default" onClick={() => setChosen(version)}>
                        {t.rulesets.rollBack}
                      </Button>
                    ) : null}
                  </Group>
                </Group>
                {opened === version ? <RulesetChanges version={version} /> : null}
              </Card>
            ))}
          </Stack>
        )}
      </Answer>
      {chosen === undefined ? null : <RollBackDialog version={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}

function RulesetChanges({ version }: { readonly version: number }) {
  const { t } = useTexts();
  const query = useQuery(rulesetChangesQuery(version));
  return (
    <Answer query={query} lines={2}>
      {(changes) =>
        changes.length === 0 ? <Text size="sm">{t.rulesets.noChanges}</Text> : <JsonChanges changes={changes} />
      }
    </Answer>
  );
}

function RollBackDialog({ version, onClose }: { readonly version: number; readonly onClose: () => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const act = useMutation({
    mutationFn: () => postReason(`/v1/rulesets/${version}/rollback`, reason.trim()),
    onSuccess: async () => {
      await forgetAnswers(client);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={`${t.rulesets.rollBack}: ${t.number(version)}`} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{t.rulesets.rollBackHint}</Text>
          <TextInput
            label={t.common.reason}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
            data-autofocus
          />
          {act.isError ? <FailureNote error={act.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" disabled={reason.trim().length < LEAST_REASON} loading={act.isPending}>
              {t.rulesets.rollBack}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
