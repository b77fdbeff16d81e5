import type { Act } from "../contract/rpc/rpc-control.ts";
import { advanceLifecycle } from "../domain/campaign/lifecycle.ts";
import type { AwaitCause } from "../domain/campaign/start-word.ts";
import { sayAwaited } from "../domain/guard/await-texts.ts";
import type { AuditLog } from "./audit-log.ts";
import type { CatalogStorage } from "./storage.ts";
import type { Webhooks } from "./webhooks.ts";

interface AskSecondTools {
  readonly storage: CatalogStorage;
  readonly audit: AuditLog;
  readonly webhooks: Webhooks;
}

/**
 * Lets a campaign that does not run on two people's word, or beyond what they agreed to, wait for a second, and tells why; false if it waits already, or there is nothing
 * to wait for. Its guards follow, and what runs is published, by whoever calls this.
 */
export function askSecond(
  { storage, audit, webhooks }: AskSecondTools,
  key: string,
  cause: AwaitCause,
  act: Act,
  beyondAgreed = false,
): boolean {
  const row = storage.readDefinition("campaign", key);
  if (row?.lifecycle?.live === undefined || row.snapshot === undefined) return false;
  if (row.lifecycle.live.word?.kind === "two" && !beyondAgreed) return false;
  const asked = advanceLifecycle(row.lifecycle, { kind: "ask-second", cause, beyondAgreed }, { ...act, hash: "" });
  if (!asked.ok || asked.value === row.lifecycle) return false;
  storage.writeLifecycle(key, asked.value, row.snapshot);
  const sentence = sayAwaited(cause);
  audit.append(act, "ask-second", `campaign/${key}`, [{ path: "sentence", after: { ...sentence } }]);
  webhooks.announce({
    kind: "guard.asks-second",
    at: act.now,
    facts: {
      campaign: key,
      version: row.lifecycle.live.version,
      theme: row.snapshot.decoration.theme,
      cause: cause.code,
      ...(cause.code === "reach-together" && { with: cause.campaigns.map((campaign) => campaign.key) }),
      sentence,
    },
  });
  return true;
}
