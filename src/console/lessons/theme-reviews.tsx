import { Anchor, Card, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { APPROVERS } from "../../contract/role.ts";
import { useBodies } from "../api/bodies.ts";
import { hasChanged } from "../api/client.ts";
import { reviewTheme, type Policy } from "../api/lessons.ts";
import { forgetAnswers } from "../api/queries.ts";
import { useKept } from "../api/use-kept.ts";
import { useObstacle } from "../api/use-obstacle.ts";
import { AgreementFailure } from "../parts/agreement-failure.tsx";
import { GatedButton } from "../parts/gated-button.tsx";
import { LESSON_TEXTS } from "../texts/lesson-texts.ts";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";

const LEAST_REASON = 3;

type ThemePolicy = Policy["themes"][number];

/** Themes that the guard has halted; they stay opt-in until an approver says why not. */
export function ThemeReviews({ themes }: Pick<Policy, "themes">) {
  const texts = usePageTexts(LESSON_TEXTS);
  if (themes.length === 0) return null;
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="reviews">
      <Title order={2} id="reviews">
        {texts.reviews}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {texts.reviewsHint}
      </Text>
      <Stack gap="md">
        {themes.map((policy) => (
          <ThemeReview key={policy.theme} policy={policy} />
        ))}
      </Stack>
    </Card>
  );
}

function ThemeReview({ policy: { theme, haltedBy, haltedAt, review } }: { readonly policy: ThemePolicy }) {
  const { t, say } = useTexts();
  const texts = usePageTexts(LESSON_TEXTS);
  const client = useQueryClient();
  const obstacle = useObstacle(APPROVERS);
  const label = useBodies("themes").find(({ key }) => key === theme)?.label;
  const [reason, setReason] = useKept(`review.${theme}`);
  const act = useMutation({
    mutationFn: () => reviewTheme(client, theme, reason.trim(), haltedBy),
    onSuccess: () => setReason(""),
    // What was halted since stands above once it is read anew.
    onError: async (error) => {
      if (hasChanged(error)) await forgetAnswers(client);
    },
  });
  const campaign = haltedBy.replace(/@\d+$/, "");
  const name = label === undefined ? theme : say(label);
  return (
    <form
      aria-label={name}
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Text size="sm">
        <b>{name}</b>: {texts.haltedAt(formatMoment(Date.parse(haltedAt), t.locale))}{" "}
        <Anchor component={Link} to={`/lessons/${campaign}`} hash={haltedBy} inherit underline="always">
          {t.live.retrospective}
        </Anchor>
      </Text>
      {review === null && obstacle !== undefined ? (
        <Text size="sm" c="dimmed">
          {obstacle}
        </Text>
      ) : review === null ? (
        <>
          <Group align="flex-end" mt={6} gap="sm">
            <TextInput
              label={texts.reviewReason}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              maxLength={500}
              flex={1}
              miw={240}
            />
            <GatedButton
              type="submit"
              variant="default"
              loading={act.isPending}
              obstacle={reason.trim().length < LEAST_REASON ? texts.reviewNeeds : undefined}
            >
              {texts.review}
            </GatedButton>
          </Group>
          <AgreementFailure error={act.error} changed={texts.changedMeanwhile} />
        </>
      ) : (
        <Text size="sm" c="dimmed">
          {texts.reviewed(review.reason, formatMoment(Date.parse(review.at), t.locale))}
        </Text>
      )}
    </form>
  );
}
