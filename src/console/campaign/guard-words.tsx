import { GUARD_WORDS_TEXTS } from "../texts/guard-words-texts.ts";
import { Anchor, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { findGuardLimits } from "../../domain/guard/guard-limits.ts";
import { guardParametersFor } from "../../domain/guard/guard-parameters.ts";
import { stageShare } from "../../domain/guard/stage-plan.ts";
import { policyQuery } from "../api/lessons.ts";
import { sayFailure } from "../parts/failure-note.tsx";
import type { AudienceCount } from "./use-audience-count.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";

interface GuardWordsProps {
  readonly campaign: Campaign;
  readonly category: string;
  readonly count: AudienceCount;
}

/** When the guard will warn about this campaign, halt it and let it go on, in people and in words. */
export function GuardWords({ campaign, category, count }: GuardWordsProps) {
  const { t } = useTexts();
  const guardTexts = usePageTexts(GUARD_WORDS_TEXTS);
  const { data: policy, error } = useQuery(policyQuery);
  const { people: audience } = count;
  const failure = count.failure ?? error;
  if (campaign.delivery === "opt-in") return <Text size="sm">{guardTexts.guardWords.optIn}</Text>;
  const learnt = policy?.categories.find((one) => one.category === category);
  if (learnt === undefined || audience === undefined) {
    return <Text size="sm">{failure === null ? t.audience.counting : sayFailure(failure, t)}</Text>;
  }
  if (audience === null || audience === 0) return <Text size="sm">{guardTexts.guardWords.nobody}</Text>;
  const parameters = guardParametersFor(learnt.p0);
  const [first] = campaign.stages;
  const people = first === undefined ? audience : Math.round(stageShare(first, audience) * audience);
  // A stage that names people is known exactly, unless it is all of the audience.
  const isExact = first !== undefined && "people" in first && first.people < audience;
  const amount = isExact ? t.common.people(people) : t.common.about(people);
  const { expected, warnAt, haltAt, haltBy, safeUpTo } = findGuardLimits(parameters, people);
  const early = Math.min(people, EARLY_PEOPLE);
  const soon = findGuardLimits(parameters, early);
  return (
    <Stack gap={6} className="guard-words">
      <Text size="sm">{guardTexts.guardWords.normal(t.fine(learnt.p0), amount, expected, first !== undefined)}</Text>
      <Text size="sm" fw={600}>
        {haltAt === null
          ? guardTexts.guardWords.never(parameters.minimumPeople)
          : guardTexts.guardWords.halts(haltAt, haltBy, warnAt === haltAt ? null : warnAt)}
      </Text>
      {soon.haltAt === null || early === people ? null : (
        <Text size="sm">{guardTexts.guardWords.early(t.common.people(early), soon.haltAt, soon.haltBy)}</Text>
      )}
      {first === undefined ? null : (
        <Text size="sm">
          {safeUpTo === null ? guardTexts.guardWords.neverOpens(amount) : guardTexts.guardWords.opens(safeUpTo, people)}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {guardTexts.guardWords.always}{" "}
        <Anchor component={Link} to="/lessons" inherit underline="always">
          {learnt.learntFrom === null ? guardTexts.guardWords.agreed : guardTexts.guardWords.learnt(learnt.learntFrom)}
        </Anchor>
      </Text>
    </Stack>
  );
}

/** As many as see it within the first minutes of a stage. */
const EARLY_PEOPLE = 500;
