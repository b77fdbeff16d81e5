import { expandSchedule } from "../calendar/expand-schedule.ts";
import type { Definitions } from "../contract/definitions.ts";
import type { CampaignReview } from "../contract/rpc/rpc-control.ts";
import type { Campaign } from "../domain/campaign/campaign.ts";
import { NEW_LIFECYCLE } from "../domain/campaign/lifecycle.ts";
import { compileSegments } from "../domain/condition/compile-segments.ts";
import { lintCampaign, type CampaignCensus, type Uncounted } from "../domain/review/lint-campaign.ts";
import type { ForetoldTwo } from "../domain/review/foretold-two.ts";
import type { Window } from "../domain/campaign/schedule.ts";
import type { Json } from "../domain/json.ts";
import { compileLinearPattern } from "../regex/linear-regex.ts";
import { checkDefinitionSet, withChange } from "./check-change.ts";
import { findClashesAmong, type FeastClashes } from "./find-feast-clashes.ts";
import type { Guarding } from "./guarding.ts";
import { listShowings } from "./list-showings.ts";
import { takeSnapshot } from "./snapshot.ts";
import { HORIZON_DAYS } from "./compile-ruleset.ts";
import { namesIn } from "./names-in.ts";
import { limitsOf } from "./limits-of.ts";
import type { CatalogStorage, DefinitionRow } from "./storage.ts";

export interface ReviewOptions {
  readonly now: number;
  /** The zone in which overlaps are looked for. */
  readonly zone: string;
  takeCensus(campaign: Campaign, definitions: Definitions): Promise<CampaignCensus | Uncounted>;
  /** Whether it takes two people; undefined: nobody asks who could submit it. */
  readonly foretellTwo?: (campaign: Campaign, definitions: Definitions) => Promise<ForetoldTwo>;
  readonly guarding: Pick<Guarding, "findLookalike" | "foretellEdit">;
}

const NO_CLASHES: FeastClashes = { clashes: [], unknownFeastDays: [] };

/** Checks a campaign against the other definitions as if it were stored, and reads it as a careful colleague would. */
export async function reviewCampaign(
  storage: Pick<CatalogStorage, "readDefinition" | "readDefinitions" | "listDefinitions">,
  body: Json,
  options: ReviewOptions,
): Promise<CampaignReview> {
  const key = keyOf(body);
  const definitions = storage.readDefinitions();
  const checked = checkDefinitionSet(withChange(definitions, "campaign", key, body), [{ kind: "campaign", key }]);
  if (!checked.ok) {
    return { issues: checked.error.issues ?? [], findings: [], two: null };
  }
  const campaign = checked.value.campaigns.find((candidate) => candidate.key === key);
  const dictionary = new Map(checked.value.attributes.map((attribute) => [attribute.key, attribute]));
  const segments = compileSegments(checked.value.segments, dictionary, compileLinearPattern);
  if (campaign === undefined || !segments.ok) return { issues: [], findings: [], two: null };
  const content = takeSnapshot(campaign, checked.value);
  const edit = options.guarding.foretellEdit(campaign, checked.value, options.now);
  const look = { now: options.now, rampPerHour: limitsOf(storage).rampPerHour };
  const goesOn = edit?.code === "edit-amends" || edit?.code === "edit-redirects";
  const windowsOf = (candidate: Campaign) => windowsAhead(candidate, options);
  return {
    issues: [],
    findings: lintCampaign({
      campaign,
      windows: windowsOf(campaign),
      rivals: checked.value.campaigns
        .filter((rival) => !isOut(storage.readDefinition("campaign", rival.key)))
        .map((rival) => ({ campaign: rival, windows: windowsOf(rival) })),
      segments: segments.value,
      lookalike: options.guarding.findLookalike(key, checked.value),
      edit,
      ...(content
        ? findClashesAmong({ ...content, goesOn }, checked.value, listShowings(storage, key), look)
        : NO_CLASHES),
      labelOf: namesIn(checked.value),
      census: await options.takeCensus(campaign, checked.value),
    }),
    two: (await options.foretellTwo?.(campaign, checked.value)) ?? null,
  };
}

/** Nobody is shown it unasked, and nothing on its way would change that. */
function isOut(row: DefinitionRow | undefined): boolean {
  const { review, live } = row?.lifecycle ?? NEW_LIFECYCLE;
  const isEnded = live?.state === "halted" || live?.state === "stopped" || live?.state === "completed";
  return isEnded && review.state === "draft";
}

function windowsAhead({ schedule }: Campaign, { now, zone }: ReviewOptions): readonly Window[] {
  const expanded = expandSchedule(schedule, zone, { from: now, until: now + HORIZON_DAYS * 86_400_000 });
  return expanded.ok ? expanded.value : [];
}

function keyOf(body: Json): string {
  const key: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "key") : undefined;
  return typeof key === "string" ? key : "";
}
