import "../live/live.css";
import { Anchor, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useBodies } from "../api/bodies.ts";
import { retrospectivesQuery } from "../api/lessons.ts";
import { Answer } from "../parts/answer.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { LESSON_TEXTS } from "../texts/lesson-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { Retrospective } from "./retrospective.tsx";

const WRITTEN_SOON_MS = 10_000;

/** What there is to learn from every run of one campaign, the newest first. */
export function LessonPage() {
  const { say } = useTexts();
  const texts = usePageTexts(LESSON_TEXTS);
  const { key } = useParams({ from: "/lessons/$key" });
  const query = useQuery({
    ...retrospectivesQuery(key),
    // Whoever comes right after the end sees it as soon as it is written.
    refetchInterval: ({ state }) => (state.data?.length === 0 ? WRITTEN_SOON_MS : false),
  });
  const label = useBodies("campaigns").find((campaign) => campaign.key === key)?.label;
  return (
    <>
      <PageTitle title={texts.of(label === undefined ? key : say(label))} intro={texts.ofIntro}>
        <Anchor component={Link} to={`/campaigns/${key}`}>
          {texts.toCampaign}
        </Anchor>
        <Anchor component={Link} to="/lessons">
          {texts.all}
        </Anchor>
      </PageTitle>
      <Answer query={query}>
        {(items) =>
          items.length === 0 ? (
            <Text c="dimmed">{texts.none}</Text>
          ) : (
            <Stack gap="lg">
              {items.map((item) => (
                <Retrospective key={item.guard} retrospective={item} />
              ))}
            </Stack>
          )
        }
      </Answer>
    </>
  );
}
