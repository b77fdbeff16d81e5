import "../live/live.css";
import { Anchor, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useBodies } from "../api/bodies.ts";
import { retrospectivesQuery } from "../api/lessons.ts";
import { Answer } from "../parts/answer.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { Retrospective } from "./retrospective.tsx";

const WRITTEN_SOON_MS = 10_000;

/** What there is to learn from every run of one campaign, the newest first. */
export function LessonPage() {
  const { t, say } = useTexts();
  const { key } = useParams({ from: "/lessons/$key" });
  const query = useQuery({
    ...retrospectivesQuery(key),
    // Whoever comes right after the end sees it as soon as it is written.
    refetchInterval: ({ state }) => (state.data?.length === 0 ? WRITTEN_SOON_MS : false),
  });
  const label = useBodies("campaigns").find((campaign) => campaign.key === key)?.label;
  return (
    <>
      <PageTitle title={t.lessons.of(label === undefined ? key : say(label))} intro={t.lessons.ofIntro}>
        <Anchor component={Link} to={`/campaigns/${key}`}>
          {t.lessons.toCampaign}
        </Anchor>
        <Anchor component={Link} to="/lessons">
          {t.lessons.all}
        </Anchor>
      </PageTitle>
      <Answer query={query}>
        {(items) =>
          items.length === 0 ? (
            <Text c="dimmed">{t.lessons.none}</Text>
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
