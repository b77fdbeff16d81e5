import type { Definitions } from "../contract/definitions.ts";
import { listTwoReasons, type TwoReason, type TwoSituation } from "../domain/review/why-two.ts";
import type { MeasuredAudience } from "./measure-audience.ts";

/** Why two people must want a campaign, by all that the definitions say of it. */
export function weighCampaign(
  key: string,
  definitions: Definitions,
  measured: MeasuredAudience | undefined,
  more: Pick<TwoSituation, "earlyEnds" | "lookalike" | "oneWordShare">,
): readonly TwoReason[] {
  const campaign = definitions.campaigns.find((candidate) => candidate.key === key);
  const decoration = definitions.decorations.find((candidate) => candidate.key === campaign?.decoration);
  const theme = definitions.themes.find((candidate) => candidate.key === decoration?.theme);
  return listTwoReasons({
    delivery: campaign?.delivery ?? "default-on",
    category: definitions.categories.find((candidate) => candidate.key === theme?.category),
    reach: measured,
    earlyEnds: more.earlyEnds,
    lookalike: more.lookalike,
    oneWordShare: more.oneWordShare,
  });
}
