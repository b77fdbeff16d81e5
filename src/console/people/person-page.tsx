import "./people.css";
import { Badge, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { personQuery, type Person } from "../api/people.ts";
import { Answer } from "../parts/answer.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { StatusBar } from "../parts/status-bars.tsx";
import { PEOPLE_TEXTS } from "../texts/people-texts.ts";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { ActForPerson } from "./act-for-person.tsx";
import { DecisionTrace } from "./decision-trace.tsx";
import { FindPerson } from "./people-page.tsx";
import { PersonFacts } from "./person-facts.tsx";
import { PersonHistory } from "./person-history.tsx";
import { SendLinks } from "./send-links.tsx";
import { TimeSlider } from "./time-slider.tsx";

/** One person at one instant: what they see and why, what they said, and what can be done for them. */
export function PersonPage() {
  const texts = usePageTexts(PEOPLE_TEXTS);
  const { id } = useParams({ from: "/people/$id" });
  return (
    <>
      <PageTitle title={id} intro={texts.personIntro} />
      <FindPerson />
      <PersonAt key={id} id={id} />
    </>
  );
}

/** The instant stands in the address. */
function PersonAt({ id }: { readonly id: string }) {
  const { language } = useTexts();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const at = readInstant(search["at"]);
  const query = useQuery(personQuery(id, at, language));
  const goTo = (instant: number | undefined) =>
    void navigate({
      to: `/people/${encodeURIComponent(id)}`,
      search: instant === undefined ? {} : { at: new Date(instant).toISOString() },
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <TimeSlider at={at === undefined ? undefined : Date.parse(at)} onChange={goTo} />
      <Answer query={query}>
        {(person) => (
          <div className="season-lower" aria-busy={query.isFetching}>
            <Stack gap="lg" miw={0}>
              <NowCard person={person} />
              <DecisionTrace person={person} />
              <PersonHistory person={person} />
            </Stack>
            <Stack gap="lg" miw={0}>
              <ActForPerson person={person} isNow={at === undefined} />
              <SendLinks id={id} />
              <PersonFacts person={person} />
            </Stack>
          </div>
        )}
      </Answer>
    </>
  );
}

function readInstant(value: unknown): string | undefined {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function NowCard({ person }: { readonly person: Person }) {
  const { t } = useTexts();
  const texts = usePageTexts(PEOPLE_TEXTS);
  const { now, upcoming } = person.person;
  const platform = person.phone["platform"] === "android" ? "android" : "ios";
  const path = now.decoration?.web.path;
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="sees">
      <Group justify="space-between" mb="xs">
        <Title order={2} id="sees">
          {texts.sees}
        </Title>
        <Badge tt="none" variant="light" color={now.decision === "show" ? "green" : "gray"} className="state">
          {texts.reasons[now.reason]}
        </Badge>
      </Group>
      <div className="status-bars">
        <StatusBar platform={platform} theme="light" path={path} />
        <StatusBar platform={platform} theme="dark" path={path} />
      </div>
      <Text size="sm" c="dimmed" mt="sm">
        {texts.reads}
      </Text>
      <Text fw={500}>{now.sentence}</Text>
      <Text size="sm" c="dimmed" mt={4}>
        {person.ruleset.isCurrent
          ? texts.decidedNow(person.ruleset.version)
          : texts.decidedThen(person.ruleset.version)}
        {person.isKnown ? null : ` ${texts.unknown}`}
      </Text>
      {upcoming.length === 0 ? null : (
        <>
          <Title order={3} mt="md" mb={4}>
            {texts.upcoming}
          </Title>
          <Stack gap={4}>
            {upcoming.map(({ sentence, showFrom }) => (
              <Text key={showFrom + sentence} size="sm">
                {sentence}
              </Text>
            ))}
          </Stack>
        </>
      )}
      <Text size="xs" c="dimmed" mt="sm">
        {texts.theirClock(person.person.zone, formatMoment(Date.parse(person.at), t.locale))}
      </Text>
    </Card>
  );
}
