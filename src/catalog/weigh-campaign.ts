import type { Definitions } from "../contract/definitions.ts";
import { categoryOfSchedule, isSensitiveCategory } from "../domain/campaign/feast.ts";
import { listTwoReasons, type TwoReason, type TwoSituation } from "../domain/review/why-two.ts";
import { findClashesAmong } from "./find-feast-clashes.ts";
import type { MeasuredAudience } from "./measure-audience.ts";
import type { Showing } from "./showings.ts";
import { takeSnapshot } from "./snapshot.ts";

/** Why two people must want a campaign, by all that the definitions say of it. */
export function weighCampaign(
  key: string,
  definitions: Definitions,
  measured: MeasuredAudience | undefined,
  more: Omit<TwoSituation, "delivery" | "category" | "feastCategory" | "clashes" | "unknownFeastDays" | "reach"> & {
    readonly seenFrom: number;
    /** What people may be shown of other campaigns. */
    readonly others: readonly Showing[];
    readonly goesOn: boolean;
    readonly rampPerHour: number;
  },
): readonly TwoReason[] {
  const { others, goesOn, rampPerHour, seenFrom: now } = more;
  const campaign = definitions.campaigns.find((candidate) => candidate.key === key);
  const decoration = definitions.decorations.find((candidate) => candidate.key === campaign?.decoration);
  const theme = definitions.themes.find((candidate) => candidate.key === decoration?.theme);
  const content = campaign && takeSnapshot(campaign, definitions);
  const carried = campaign && categoryOfSchedule(campaign.schedule, definitions.feasts);
  const isSensitive = carried !== undefined && isSensitiveCategory(carried, definitions.categories);
  return listTwoReasons({
    delivery: campaign?.delivery ?? "default-on",
    category: definitions.categories.find((candidate) => candidate.key === theme?.category),
    feastCategory: isSensitive ? carried : undefined,
    ...(content && findClashesAmong({ ...content, goesOn }, definitions, others, { now, rampPerHour })),
    reach: measured,
    ...more,
  });
}
