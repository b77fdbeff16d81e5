import type { AudienceQuery } from "../contract/rpc/rpc-simulation.ts";
import { wantedBy } from "../domain/campaign/start-word.ts";
import { isEnd, type TwoReason } from "../domain/review/why-two.ts";
import { definitionsOf } from "./definitions-of.ts";
import { queryCampaign, type MeasuredAudience } from "./measure-audience.ts";
import { hashSnapshot, withEarlier } from "./snapshot.ts";
import type { CatalogStorage, DefinitionRow } from "./storage.ts";
import { weighStart, type WeighingTools } from "./weigh-start.ts";

/** Why two people must want that what is held goes on: as if it were started at this instant. */
export function weighResume(
  tools: WeighingTools,
  { key, lifecycle, snapshot }: DefinitionRow,
  actor: string,
  measured: MeasuredAudience | undefined,
  now: number,
): readonly TwoReason[] {
  const live = lifecycle?.live;
  if (live === undefined || snapshot === undefined) return [];
  const { approval, word } = live;
  const wanted = approval === undefined ? [] : [approval.submittedBy, approval.approvedBy, ...(approval.authors ?? [])];
  const reasons = weighStart(tools, {
    key,
    campaign: snapshot.campaign,
    decoration: snapshot.decoration,
    definitions: definitionsOf(snapshot, tools.storage),
    live,
    how: { kind: "amend", version: live.version, startedAt: live.startedAt, earlier: [] },
    actors: [actor, ...wanted, ...wantedBy(word)],
    measured,
    now,
  });
  // Whoever asks for it may have it, halted or not.
  return snapshot.campaign.delivery === "opt-in" ? reasons.filter((reason) => !isEnd(reason)) : reasons;
}

/** Whom what runs, or is held, reaches; undefined: nothing does, or an earlier release had two people agree to it, however many these are. */
export function audienceOfLive(
  { lifecycle, snapshot }: DefinitionRow,
  storage: Pick<CatalogStorage, "readDefinitions">,
): { readonly hash: string; readonly query: AudienceQuery } | undefined {
  const live = lifecycle?.live;
  if (snapshot === undefined || (live?.state !== "holding" && live?.state !== "running")) return undefined;
  if (live.word?.kind === "two" && live.knownReasons === undefined) return undefined;
  const definitions = definitionsOf(snapshot, storage);
  return { hash: hashHeld(snapshot, storage), query: queryCampaign(snapshot.campaign, definitions) };
}

export function hashHeld(
  snapshot: NonNullable<DefinitionRow["snapshot"]>,
  storage: Pick<CatalogStorage, "readDefinitions">,
): string {
  return hashSnapshot(withEarlier(snapshot, []), storage.readDefinitions());
}
