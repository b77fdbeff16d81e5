import type { Label } from "../domain/label.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import type { AwaitCause } from "../domain/campaign/start-word.ts";
import { oneWordShareOf } from "../domain/guard/one-word.ts";
import { isOutgrown } from "../domain/review/known-reasons.ts";
import { askSecond } from "./ask-second.ts";
import type { AuditLog } from "./audit-log.ts";
import type { OwnReaches } from "./own-reach.ts";
import type { CatalogStorage } from "./storage.ts";
import type { Webhooks } from "./webhooks.ts";

interface HoldTogetherTools {
  readonly storage: CatalogStorage;
  readonly audit: AuditLog;
  readonly webhooks: Webhooks;
  readonly ownReaches: OwnReaches;
}

/**
 * Lets everything wait for a second person that, with what else the same person shows alone, has reached more people than one
 * may, or that has reached many more than two people agreed to. What was counted as few when it was started may have become many since. Says whether anything waits that did not.
 */
export function holdTogether(tools: HoldTogetherTools, people: number, now: number): boolean {
  const { storage, ownReaches } = tools;
  const act = { actor: "guard", now, why: writeServiceWord({ code: "share-reached" }) };
  let isAsked = false;
  for (const { record, others } of ownReaches.listBeyond(people, now)) {
    const { campaign } = record.plan;
    const share = oneWordShareOf(record.plan, record.standing);
    const campaigns = others.map((key) => ({ key, label: labelOf(storage, key) }));
    const cause: AwaitCause =
      others.length === 0 ? { code: "reach", share } : { code: "reach-together", share, campaigns };
    if (askSecond(tools, campaign, cause, act)) isAsked = true;
  }
  for (const record of ownReaches.listOfTwo(now)) {
    const { plan } = record;
    const live = storage.readDefinition("campaign", plan.campaign)?.lifecycle?.live;
    if (live?.agreedReach === undefined || !isOutgrown(live, { matching: ownReaches.countDrawn(record), people }))
      continue;
    if (askSecond(tools, plan.campaign, { code: "outgrown", ...live.agreedReach }, act, true)) isAsked = true;
  }
  return isAsked;
}

/** As people saw it; a campaign that was deleted has only its key left. */
function labelOf(storage: CatalogStorage, key: string): Label {
  const label = storage.readDefinition("campaign", key)?.snapshot?.campaign.label;
  return label === undefined ? { ru: key, en: key } : { ru: label.ru, en: label.en };
}
