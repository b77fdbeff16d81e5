import type { Definitions } from "../contract/definitions.ts";
import { categoryOfSchedule, isSensitiveCategory } from "../domain/campaign/feast.ts";
import { listTwoReasons, type TwoReason, type TwoSituation } from "../domain/review/why-two.ts";
import { findFeastClashes } from "./find-feast-clashes.ts";
import type { MeasuredAudience } from "./measure-audience.ts";

/** Why two people must want a campaign, by all that the definitions say of it. */
export function weighCampaign(
  key: string,
  definitions: Definitions,
  measured: MeasuredAudience | undefined,
  more: Omit<TwoSituation, "delivery" | "category" | "feastCategory" | "clashes" | "unknownFeastDays" | "reach"> & {
    readonly now: number;
  },
): readonly TwoReason[] {
  const campaign = definitions.campaigns.find((candidate) => candidate.key === key);
  const decoration = definitions.decorations.find((candidate) => candidate.key === campaign?.decoration);
  const theme = definitions.themes.find((candidate) => candidate.key === decoration?.theme);
  const carried = campaign && categoryOfSchedule(campaign.schedule, definitions.feasts);
  const isSensitive = carried !== undefined && isSensitiveCategory(carried, definitions.categories);
  return listTwoReasons({
    delivery: campaign?.delivery ?? "default-on",
    category: definitions.categories.find((candidate) => candidate.key === theme?.category),
    feastCategory: isSensitive ? carried : undefined,
    ...(campaign && findFeastClashes(campaign, definitions, more.now)),
    reach: measured,
    ...more,
  });
}
