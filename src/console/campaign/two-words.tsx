import { Text } from "@mantine/core";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { sayLimitValue } from "../../domain/policy/policy-texts.ts";
import type { CampaignCheck } from "../api/queries.ts";
import { REVIEW_TEXTS } from "../texts/review-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { findRefusal } from "./is-refusal.ts";

interface TwoWordsProps {
  readonly check: CampaignCheck | undefined;
  /** The answer has not come yet, and is about to. */
  readonly isReading?: boolean;
  readonly delivery: Campaign["delivery"];
  /** It was approved by its author alone, and shall be started. */
  readonly isStart?: boolean;
}

/** Says before a step whether one person is enough for it, or why two are needed. */
export function TwoWords({ check, isReading = false, delivery, isStart = false }: TwoWordsProps) {
  const { say } = useTexts();
  const { two: texts } = usePageTexts(REVIEW_TEXTS);
  const two = check?.two;
  if (check === undefined && isReading) {
    return (
      <Text size="sm" role="status">
        {texts.reading}
      </Text>
    );
  }
  if (!two) return null;
  // Who or how many agree is no question then; the finding says why.
  if (findRefusal(check) !== undefined) return null;
  const share = say(sayLimitValue("oneWordShare", two.oneWordShare));
  const why = two.reasons.map(({ sentence }) => say(sentence)).join("; ");
  const words = two.isNeeded
    ? (isStart ? texts.neededByNow : texts.needed)(why === "" ? texts.afterHalt : why)
    : delivery === "opt-in"
      ? texts.enoughForAsked
      : two.isCounted
        ? (isStart ? texts.alone : texts.enough)(share)
        : texts.notCounted(share);
  return (
    <Text size="sm" role="status">
      {words}
    </Text>
  );
}
