import { Badge, Box, Card, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { QUESTIONS_A_DAY, QUESTIONS_KEPT_DAYS, type AskedQuestion } from "../../contract/question.ts";
import { questionPagesQuery } from "../api/question-pages.ts";
import { serviceKeysQuery } from "../api/queries.ts";
import { RuleReading } from "../audience/reading.tsx";
import { useGlossary } from "../changes/use-glossary.ts";
import { useParts } from "../changes/use-parts.ts";
import { Answer } from "../parts/answer.tsx";
import { LoadOlder } from "../parts/load-older.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { QUESTIONS_TEXTS } from "../texts/questions-texts.ts";
import { formatMoment, formatMomentHere, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { sayAsker } from "./say-asker.ts";
import { sayQuestion } from "./say-question.ts";

/** What staff asked about people: who asked what, and when. */
export function QuestionsPage() {
  const { t } = useTexts();
  const texts = usePageTexts(QUESTIONS_TEXTS);
  const pages = useInfiniteQuery(questionPagesQuery);
  const { count, rehearsal } = QUESTIONS_A_DAY;
  return (
    <>
      <PageTitle title={t.shell.questions} intro={texts.intro(QUESTIONS_KEPT_DAYS, count, rehearsal)} />
      <Answer query={pages}>
        {({ pages: read }) => (
          <Stack gap="sm">
            <Questions questions={read.flat()} />
            <LoadOlder pages={pages} label={texts.older} />
          </Stack>
        )}
      </Answer>
    </>
  );
}

function Questions({ questions }: { readonly questions: readonly AskedQuestion[] }) {
  const { t, say } = useTexts();
  const texts = usePageTexts(QUESTIONS_TEXTS);
  const glossary = useGlossary();
  const { labelOf } = useParts();
  const keys = useQuery(serviceKeysQuery).data ?? [];
  const words = { ...glossary, texts, labelOf, say, sayMoment: (at: number) => formatMomentHere(at, t.locale) };
  if (questions.length === 0) return <Text c="dimmed">{texts.empty}</Text>;
  return (
    <Stack gap="xs" component="ul" className="questions">
      {questions.map(({ id, at, actor, kind, request }) => (
        <Card key={id} component="li" withBorder padding="sm" radius="md" data-question={kind}>
          <Group gap="2px 12px">
            <Text size="sm" c="dimmed" className="audit-when">
              {formatMoment(Date.parse(at), t.locale)}
            </Text>
            <Text size="sm" fw={600} className="asker">
              {sayAsker(actor, keys, t, texts)}
            </Text>
            <Badge variant="default" tt="none">
              {texts.kinds[kind]}
            </Badge>
          </Group>
          <Box fz="sm" mt={4} className="asked">
            <RuleReading reading={sayQuestion({ kind, request }, words)} />
          </Box>
        </Card>
      ))}
    </Stack>
  );
}
