import { Card, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { liveContentQuery, type Stored } from "../api/queries.ts";
import { compareFields } from "../changes/field.ts";
import { FieldChanges } from "../changes/field-changes.tsx";
import { sayCampaign, sayDefinition } from "../changes/say-definition.ts";
import { useGlossary } from "../changes/use-glossary.ts";
import { Answer } from "../parts/answer.tsx";
import { REVIEW_TEXTS } from "../texts/review-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";

interface ContentChangesProps {
  readonly stored: Stored;
  readonly campaign: Campaign;
}

/** What the working copy says otherwise than what was started last, in the words of the form; of its audiences too. */
export function ContentChanges({ stored, campaign }: ContentChangesProps) {
  const { t, say } = useTexts();
  const page = usePageTexts(REVIEW_TEXTS);
  const glossary = useGlossary();
  const query = useQuery(liveContentQuery(stored.key, stored.lifecycle?.live?.version ?? 0));
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="content">
      <Stack gap="sm">
        <Title order={2} id="content">
          {page.review.content}
        </Title>
        <Answer query={query} lines={3}>
          {(live) => {
            const before = live === null ? undefined : sayCampaign(live.campaign, glossary);
            const changes = compareFields(before, sayCampaign(campaign, glossary));
            const audiences = (live?.segments ?? []).flatMap((segment) => {
              const now = glossary.segments.find(({ key }) => key === segment.key);
              if (now === undefined) return [];
              const words = (body: unknown) => sayDefinition("segments", body, glossary) ?? [];
              const different = compareFields(words(segment), words(now));
              return different.length === 0 ? [] : [{ key: segment.key, label: now.label, changes: different }];
            });
            return (
              <>
                <Text size="sm" c="dimmed">
                  {live === null ? t.campaign.neverLive : t.campaign.changesHint}
                </Text>
                {changes.length === 0 && audiences.length === 0 ? <Text>{t.campaign.noChanges}</Text> : null}
                {changes.length === 0 ? null : <FieldChanges changes={changes} isNew={live === null} />}
                {audiences.map(({ key, label, changes: different }) => (
                  <div key={key}>
                    <Title order={3}>{page.review.audienceChanged(say(label))}</Title>
                    <FieldChanges changes={different} />
                  </div>
                ))}
              </>
            );
          }}
        </Answer>
      </Stack>
    </Card>
  );
}
