import type { Act } from "../contract/rpc/rpc-control.ts";
import { toJson } from "../domain/to-json.ts";
import { bundledDefinitions } from "../definitions.generated.ts";
import type { Campaign } from "../domain/campaign/campaign.ts";
import { categoryOfSchedule, isSensitiveCategory } from "../domain/campaign/feast.ts";
import { advanceLifecycle, NEW_LIFECYCLE } from "../domain/campaign/lifecycle.ts";
import { diffJson } from "../domain/json-diff.ts";
import { succeed, type Result } from "../domain/result.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Authors } from "./authors.ts";
import type { Guarding } from "./guarding.ts";
import { haltImpossible } from "./policy-rows.ts";
import type { Publisher } from "./publisher.ts";
import type { CatalogStorage } from "./storage.ts";
import type { Webhooks } from "./webhooks.ts";

interface FeastTools {
  readonly storage: CatalogStorage;
  readonly audit: AuditLog;
  readonly guarding: Guarding;
  readonly publisher: Publisher;
  readonly webhooks: Webhooks;
  readonly authors: Pick<Authors, "makerOf">;
}

const ASKED_ONLY = "what its feast carries is shown only to those who ask";

/**
 * Gives a catalog of before feasts carried anything what they come with, once; and makes of drafts that were to come unasked
 * around a sensitive feast ones for those who ask, as no change could be stored beside them any more. What is live and would
 * come unasked is halted, as by any change of policy. What was deleted stays so.
 */
export function addFeasts(tools: FeastTools, act: Act): Result<null, never> {
  const { storage, audit, guarding, publisher } = tools;
  const { categories } = storage.readDefinitions();
  const missing = bundledDefinitions.feasts.filter(
    ({ key, category }) =>
      storage.lastRevision("feast", key) === 0 &&
      (category === null || categories.some((each) => each.key === category)),
  );
  if (missing.length === 0) return succeed(null);
  for (const feast of missing) {
    const { key } = feast;
    const body = toJson(feast);
    storage.writeDefinition({ kind: "feast", key, revision: 1, body, changedAt: act.now, changedBy: act.actor });
    audit.append(act, "create", `feast/${key}`, diffJson(undefined, body));
  }
  askFirst({ storage, audit }, act);
  if (haltImpossible(tools, act.now).length === 0) return succeed(null);
  guarding.followLives(act.now, 0);
  return publisher.restand(act, writeServiceWord({ code: "feasts" }));
}

function askFirst({ storage, audit }: Pick<FeastTools, "storage" | "audit">, act: Act): void {
  const { campaigns, feasts, categories } = storage.readDefinitions();
  const rows = new Map(storage.listDefinitions("campaign").map((row) => [row.key, row]));
  for (const campaign of campaigns) {
    const row = rows.get(campaign.key);
    const carried = categoryOfSchedule(campaign.schedule, feasts);
    if (row === undefined || campaign.delivery === "opt-in" || carried === undefined) continue;
    if (!isSensitiveCategory(carried, categories)) continue;
    const { unstagedBecause: _default, ...rest } = campaign;
    const body = toJson({ ...rest, delivery: "opt-in", requests: true } satisfies Campaign);
    const lifecycle = row.lifecycle ?? NEW_LIFECYCLE;
    const fallen = advanceLifecycle(
      lifecycle,
      { kind: "base-changed", what: ASKED_ONLY },
      { actor: act.actor, now: act.now, hash: "" },
    );
    const revision = Math.max(row.revision, storage.lastRevision("campaign", row.key)) + 1;
    const changed = { changedAt: act.now, changedBy: act.actor, lifecycle: fallen.ok ? fallen.value : lifecycle };
    storage.writeDefinition({ ...row, body, revision, ...changed });
    audit.append({ ...act, why: ASKED_ONLY }, "edit", `campaign/${row.key}`, diffJson(row.body, body));
  }
}
