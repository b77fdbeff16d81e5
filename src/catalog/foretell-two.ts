import type { Definitions } from "../contract/definitions.ts";
import type { Campaign } from "../domain/campaign/campaign.ts";
import { NEW_LIFECYCLE } from "../domain/campaign/lifecycle.ts";
import { listWanting } from "../domain/campaign/authorship.ts";
import type { ForetoldTwo } from "../domain/review/foretold-two.ts";
import { sayTwoReason } from "../domain/review/two-reason-texts.ts";
import type { Failure } from "../contract/problem.ts";
import type { Act, CampaignActRequest } from "../contract/rpc/rpc-control.ts";
import type { Result } from "../domain/result.ts";
import type { ControlTools } from "./control-tools.ts";
import type { MeasuredAudience } from "./measure-audience.ts";
import { namesIn } from "./names-in.ts";
import { limitsOf } from "./limits-of.ts";
import type { ReviewOptions } from "./review-campaign.ts";
import { hashSnapshot, takeSnapshot } from "./snapshot.ts";
import { weighStart } from "./weigh-start.ts";

interface Foretelling {
  readonly campaign: Campaign;
  /** With this campaign among them. */
  readonly definitions: Definitions;
  /** Who would submit it. */
  readonly actor: string;
  readonly now: number;
  /** Of the stored draft, which may be another than this. */
  readonly measured: MeasuredAudience | undefined;
}

/**
 * Whether a campaign would take two people if it were submitted now. People are counted only for what is stored, where every
 * question leaves an entry in the audit: else whoever tries audience after audience could tell one person from all others.
 */
export function foretellTwo(
  tools: Pick<ControlTools, "storage" | "guarding" | "authors" | "earlyEnds" | "ownReaches" | "importers">,
  { campaign, definitions, actor, now, measured }: Foretelling,
): ForetoldTwo {
  const { storage, guarding, authors } = tools;
  const { key, delivery } = campaign;
  const row = storage.readDefinition("campaign", key);
  const lifecycle = row?.lifecycle ?? NEW_LIFECYCLE;
  const content = takeSnapshot(campaign, definitions);
  const isStored = content !== undefined && measured?.hash === hashSnapshot(content, definitions);
  const planned = row !== undefined && content !== undefined ? guarding.planStart(row, content, now) : undefined;
  const people = authors.ofDraft(campaign, definitions, lifecycle.approvedParts);
  const reasons = weighStart(tools, {
    key,
    campaign,
    decoration: definitions.decorations.find((decoration) => decoration.key === campaign.decoration),
    definitions,
    live: lifecycle.live,
    how: planned?.ok === true ? planned.value : undefined,
    actors: [actor, ...listWanting(people.authors)],
    measured: isStored ? measured : undefined,
    now,
  });
  const names = namesIn(definitions);
  const isCounted = isStored || delivery === "opt-in";
  const known = isCounted ? reasons : reasons.filter(({ code }) => code !== "unknown-reach");
  return {
    isNeeded: known.length > 0 || lifecycle.live?.haltedAt !== undefined,
    isCounted,
    oneWordShare: limitsOf(storage).oneWordShare,
    reasons: known.map((reason) => ({ code: reason.code, sentence: sayTwoReason(reason, names) })),
  };
}

type Measure = (
  request: Pick<CampaignActRequest, "key" | "action">,
) => Promise<Result<MeasuredAudience | undefined, Failure>>;

/** For a check by somebody who could submit what is checked. */
export function foretelling(
  { actor, now }: Act,
  control: { foretellTwo(draft: Foretelling): ForetoldTwo },
  measure: Measure,
): Pick<ReviewOptions, "foretellTwo"> {
  return {
    async foretellTwo(campaign, definitions) {
      const measured = await measure({ key: campaign.key, action: { kind: "submit" } });
      return control.foretellTwo({
        campaign,
        definitions,
        actor,
        now,
        measured: measured.ok ? measured.value : undefined,
      });
    },
  };
}
