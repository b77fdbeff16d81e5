import { Alert, Button, Card, Group, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ApiFailure } from "../api/client.ts";
import { findByPhone } from "../api/people.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { PEOPLE_TEXTS } from "../texts/people-texts.ts";
import { usePageTexts } from "../texts/use-texts.tsx";

/** Eleven digits or so, however they are set apart. */
const PHONE = /^\+?[\d\s()-]{10,20}$/;

/** Finds a person by their identifier or phone number. */
export function PeoplePage() {
  const texts = usePageTexts(PEOPLE_TEXTS);
  return (
    <>
      <PageTitle title={texts.title} intro={texts.intro} />
      <FindPerson />
    </>
  );
}

export function FindPerson() {
  const texts = usePageTexts(PEOPLE_TEXTS);
  const navigate = useNavigate();
  // A phone number is kept nowhere, not even by this tab.
  const [wanted, setWanted] = useState("");
  const find = useMutation({
    mutationFn: async () => {
      const text = wanted.trim();
      const id = PHONE.test(text) ? await findByPhone(text) : text;
      setWanted("");
      await navigate({ to: `/people/${encodeURIComponent(id)}` });
    },
  });
  return (
    <Card withBorder radius="lg" component="section" mb="lg">
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          find.mutate();
        }}
      >
        <Group align="flex-end">
          <TextInput
            label={texts.who}
            description={texts.whoHint}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
            autoComplete="off"
            required
            maxLength={128}
            flex={1}
            maw={520}
            data-search
          />
          <Button type="submit" loading={find.isPending} disabled={wanted.trim() === ""}>
            {texts.find}
          </Button>
        </Group>
        {find.error instanceof ApiFailure && find.error.kind === "missing" ? (
          <Alert color="yellow" title={texts.nobody} role="alert" mt="sm">
            {texts.nobodyHint}
          </Alert>
        ) : find.isError ? (
          <FailureNote error={find.error} onRetry={() => find.mutate()} />
        ) : null}
        <Text size="xs" c="dimmed" mt="xs">
          {texts.onRecord}
        </Text>
      </form>
    </Card>
  );
}
