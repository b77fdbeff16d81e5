import { Alert, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { chooseFor, noteComplaint, type Person } from "../api/people.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { GatedButton } from "../parts/gated-button.tsx";
import { PEOPLE_TEXTS } from "../texts/people-texts.ts";
import { usePageTexts } from "../texts/use-texts.tsx";

interface ActForPersonProps {
  readonly person: Person;
  readonly isNow: boolean;
}

interface Wanted {
  readonly scope: string;
  readonly value: "in" | "out";
  /** A press that is sent again after a lost answer is done once. */
  readonly press: string;
}

/** Switches things on and off at the person's request, and counts their complaint. */
export function ActForPerson({ person, isNow }: ActForPersonProps) {
  const texts = usePageTexts(PEOPLE_TEXTS);
  const client = useQueryClient();
  const { subscriberId, person: me } = person;
  const forget = () => client.invalidateQueries({ queryKey: ["person", subscriberId] });
  const act = useMutation({
    mutationFn: ({ scope, value, press }: Wanted) => chooseFor(subscriberId, scope, value, press),
    // Looking again takes one of the hour's looks, and there are none: the page keeps what it shows, and says so.
    onSuccess: (tray) => (tray === null ? undefined : forget()),
  });
  const complain = useMutation({
    mutationFn: (scope: string) => noteComplaint(subscriberId, scope),
    onSuccess: forget,
  });
  const obstacle = isNow ? undefined : texts.actNowOnly;
  const { everything, themes } = me.switches;
  const shown = me.now.decoration?.theme;
  const rows = [
    { scope: "all", label: texts.everything, sensitive: false, isOn: everything },
    ...themes.map(({ scope, label, sensitive, isOn }) => ({ scope, label, sensitive, isOn })),
  ];
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="act">
      <Title order={2} id="act">
        {texts.act}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {isNow ? texts.actHint : texts.actNowOnly}
      </Text>
      <Stack gap={6}>
        {rows.map(({ scope, label, sensitive, isOn }) => (
          <Group key={scope} justify="space-between" wrap="nowrap" role="group" aria-label={label}>
            <div>
              <Text size="sm" fw={scope === "all" ? 700 : 500}>
                {label}
              </Text>
              <Text size="xs" c="dimmed">
                {isOn ? texts.isOn : sensitive ? texts.onlyAsked : texts.isOff}
              </Text>
            </div>
            <GatedButton
              size="xs"
              variant="default"
              flex="none"
              obstacle={obstacle}
              label={isOn ? texts.switchOffNamed(label) : texts.switchOnNamed(label)}
              loading={act.isPending && act.variables.scope === scope}
              onClick={() => act.mutate({ scope, value: isOn ? "out" : "in", press: crypto.randomUUID() })}
            >
              {isOn ? texts.switchOff : texts.switchOn}
            </GatedButton>
          </Group>
        ))}
      </Stack>
      {act.isError ? (
        <FailureNote error={act.error} {...(act.variables ? { onRetry: () => act.mutate(act.variables) } : {})} />
      ) : null}
      {act.isSuccess ? (
        <Alert color="green" mt="sm" role="status">
          {act.data === null ? texts.doneUnseen : texts.done}
        </Alert>
      ) : null}
      <Group mt="md" gap="sm">
        <GatedButton
          variant="default"
          size="sm"
          obstacle={obstacle}
          loading={complain.isPending}
          onClick={() => complain.mutate(shown === undefined ? "all" : `theme:${shown}`)}
        >
          {texts.complain}
        </GatedButton>
        <Text size="xs" c="dimmed" role="status">
          {complain.isSuccess ? texts.complained : texts.complainHint}
        </Text>
      </Group>
      {complain.isError ? <FailureNote error={complain.error} /> : null}
    </Card>
  );
}
