import { Button, Card, Code, CopyButton, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { makeLinks } from "../api/people.ts";
import { FailureNote } from "../parts/failure-note.tsx";
import { PEOPLE_TEXTS } from "../texts/people-texts.ts";
import { formatMomentHere, usePageTexts, useTexts } from "../texts/use-texts.tsx";

/** Makes links to send to the person; they are on record, and shown only after they are asked for. */
export function SendLinks({ id }: { readonly id: string }) {
  const { t } = useTexts();
  const texts = usePageTexts(PEOPLE_TEXTS);
  const make = useMutation({ mutationFn: () => makeLinks(id) });
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="links">
      <Title order={2} id="links">
        {texts.links}
      </Title>
      {make.data === undefined ? (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            {texts.linksHint}
          </Text>
          <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
            {texts.makeLinks}
          </Button>
        </>
      ) : (
        <Stack gap="sm" mt="xs">
          <LinkToSend words={texts.offLink} url={make.data.off.url} />
          <LinkToSend
            words={texts.pageLink(formatMomentHere(Date.parse(make.data.page.expiresAt), t.locale))}
            url={make.data.page.url}
          />
        </Stack>
      )}
      {make.isError ? <FailureNote error={make.error} onRetry={() => make.mutate()} /> : null}
    </Card>
  );
}

function LinkToSend({ words, url }: { readonly words: string; readonly url: string }) {
  const { t } = useTexts();
  return (
    <div>
      <Text size="sm">{words}</Text>
      <Group gap="xs" wrap="nowrap">
        <Code className="link-to-send">{url}</Code>
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? t.keys.copied : t.keys.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}
