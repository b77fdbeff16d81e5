import { hadSecond } from "../domain/campaign/authorship.ts";
import type { Live } from "../domain/campaign/lifecycle.ts";
import { listSince } from "../domain/review/known-reasons.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import { askSecond } from "./ask-second.ts";
import type { Label } from "../domain/label.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Authors } from "./authors.ts";
import { definitionsOf } from "./definitions-of.ts";
import { findFeastClashes } from "./find-feast-clashes.ts";
import { limitsOf } from "./limits-of.ts";
import { liesAbove, type Showing } from "./showings.ts";
import { hashJson } from "./snapshot.ts";
import type { CatalogStorage } from "./storage.ts";
import type { Webhooks } from "./webhooks.ts";

interface AskingTools {
  readonly storage: CatalogStorage;
  readonly audit: AuditLog;
  readonly webhooks: Webhooks;
  readonly authors: Pick<Authors, "makerOf">;
}

/** What stood in the way of other campaigns and does not any more; `everything`: nothing at all was shown. */
export type Gone = { readonly everything: true } | { readonly shown: Showing };

/**
 * Asks a second person for each campaign that people would first see now, whom nobody has asked about that, on a sensitive feast and not much
 * longer, because what they saw in place of it is gone. To whoever has seen it already it comes as before. Says whether any was asked for.
 */
export function askWhereRevealed(tools: AskingTools, gone: Gone, now: number): boolean {
  const { storage, authors } = tools;
  const { attributes } = storage.readDefinitions();
  const isOfOne = ({ word, approval }: Live) =>
    word === undefined ? approval === undefined || !hadSecond(approval, authors.makerOf) : word.kind === "one";
  const why = writeServiceWord({ code: "revealed" });
  const look = { now, rampPerHour: limitsOf(storage).rampPerHour };
  let isAsked = false;
  for (const { key, lifecycle, snapshot } of storage.listDefinitions("campaign")) {
    if (lifecycle?.live?.state !== "running" || snapshot === undefined) continue;
    if (snapshot.campaign.delivery === "opt-in") continue;
    if ("shown" in gone && !liesAbove(gone.shown, snapshot, attributes)) continue;
    const [clash] = findFeastClashes(snapshot.campaign, definitionsOf(snapshot, storage), look).clashes;
    if (clash === undefined) continue;
    const isAgreed = !isOfOne(lifecycle.live) && listSince([{ code: "coincides", clash }], lifecycle.live).length === 0;
    if (isAgreed) continue;
    const above = "shown" in gone ? gone.shown.campaign.label : null;
    const cause = { code: "revealed", feast: plain(clash.label), gone: above && plain(above) } as const;
    if (askSecond(tools, key, cause, { actor: "system", now, why }, true)) isAsked = true;
  }
  return isAsked;
}

function plain({ ru, en }: Label): Label {
  return { ru, en };
}

/** The same for campaigns that were just halted. */
export function askAfterHalts(tools: AskingTools, halted: readonly string[], now: number): void {
  for (const key of halted) {
    const shown = tools.storage.readDefinition("campaign", key)?.snapshot;
    if (shown !== undefined) askWhereRevealed(tools, { shown }, now);
  }
}

/** Whether people see what was shown as before: whom it reaches, when, and before what else. */
export function isSameReach(one: Showing, other: Showing): boolean {
  const reachOf = ({ campaign, segments }: Showing) => {
    const { audience, delivery, schedule, waves, priority, holdoutPercent } = campaign;
    return hashJson({ audience, delivery, schedule, waves, priority, holdoutPercent, segments });
  };
  return reachOf(one) === reachOf(other);
}
