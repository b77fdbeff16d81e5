import { Text } from "@mantine/core";
import { isOneHuman } from "../../domain/human-behind.ts";
import type { Stored } from "../api/queries.ts";
import { useParts } from "../changes/use-parts.ts";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { REVIEW_TEXTS } from "../texts/review-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";

interface WhoApprovesProps {
  readonly authors: NonNullable<Stored["authors"]>;
  /** Who has submitted it, or is about to. */
  readonly submitter: string | undefined;
}

/** Who wrote what of a campaign, and who can approve it therefore: nobody of these. */
export function WhoApproves({ authors, submitter }: WhoApprovesProps) {
  const { t } = useTexts();
  const page = usePageTexts(REVIEW_TEXTS);
  const { sayParts } = useParts();
  const writers = authors.map(({ who }) => who);
  const others = submitter === undefined || writers.some((who) => isOneHuman(who, submitter)) ? [] : [submitter];
  const barred = [...writers, ...others].map((who) => nameOfActor(who, t));
  const lines = [
    ...authors.map(({ who, parts }) => t.campaign.wrote(nameOfActor(who, t), sayParts(parts))),
    ...(barred.length === 0 ? [] : [page.two.whoApproves(barred.join(", "))]),
  ];
  return lines.map((line) => (
    <Text key={line} size="sm">
      {line}
    </Text>
  ));
}
