import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { olderChoicesQuery, takeBack, type Person } from "../api/people.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { PEOPLE_TEXTS } from "../texts/people-texts.ts";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";

/** What the person said, newest first, and who of the staff looked or acted. */
export function PersonHistory({ person }: { readonly person: Person }) {
  const { t } = useTexts();
  const texts = usePageTexts(PEOPLE_TEXTS);
  const client = useQueryClient();
  const back = useMutation({
    mutationFn: (choice: number) => takeBack(person.subscriberId, choice),
    onSettled: () => client.invalidateQueries({ queryKey: ["person", person.subscriberId] }),
  });
  const { choices: latest, olderChoices, wishes, language } = person.person;
  const older = useInfiniteQuery(olderChoicesQuery(person.subscriberId, olderChoices ?? 1, language));
  const choices = [...latest, ...(older.data?.pages.flatMap((page) => page.choices) ?? [])];
  const hasMore = older.data === undefined ? olderChoices !== null : older.hasNextPage;
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="history">
      <Title order={2} id="history" mb="xs">
        {texts.history}
      </Title>
      {choices.length === 0 ? <Text c="dimmed">{texts.noHistory}</Text> : null}
      <Stack gap="xs">
        {choices.map(({ id, value, label, at, channel, by, actor, isRetracted }) => (
          <Group key={id} justify="space-between" wrap="nowrap">
            <Text size="sm" td={isRetracted ? "line-through" : undefined}>
              <Text span inherit c="dimmed">
                {formatMoment(Date.parse(at), t.locale)}
              </Text>{" "}
              {value === "out" ? texts.saidOut(label) : texts.saidIn(label)}{" "}
              <Text span inherit c="dimmed">
                {texts.channels[channel]}
                {by === "agent" ? `, ${texts.byAgent(nameOfActor(actor, t))}` : ""}
                {isRetracted ? `; ${texts.retracted}` : ""}
              </Text>
            </Text>
            {channel === "agent" && !isRetracted ? (
              <Button size="xs" variant="default" loading={back.isPending} onClick={() => back.mutate(id)}>
                {texts.takeBack}
              </Button>
            ) : null}
          </Group>
        ))}
      </Stack>
      {hasMore ? (
        <Button
          variant="subtle"
          mt="xs"
          loading={older.isFetching}
          onClick={() => void (older.data === undefined ? older.refetch() : older.fetchNextPage())}
        >
          {texts.earlier}
        </Button>
      ) : null}
      {older.isError ? <FailureNote error={older.error} /> : null}
      {back.isError ? <FailureNote error={back.error} /> : null}
      {wishes.length === 0 ? null : (
        <>
          <Title order={3} mt="md" mb={4}>
            {texts.wishes}
          </Title>
          {wishes.map(({ theme, sentence }) => (
            <Text key={theme} size="sm">
              {sentence}
            </Text>
          ))}
        </>
      )}
      <details className="trace" style={{ marginTop: 12 }}>
        <summary>{texts.staff(person.staffActs.length)}</summary>
        <Stack gap={4} mt={6}>
          {person.staffActs.map(({ at, actor, action }, index) => (
            // The same person may do the same twice in an instant.
            <Text key={index} size="sm">
              <Text span inherit c="dimmed">
                {formatMoment(Date.parse(at), t.locale)}
              </Text>{" "}
              {nameOfActor(actor, t)}: {texts.acts[action]}
            </Text>
          ))}
        </Stack>
      </details>
    </Card>
  );
}
