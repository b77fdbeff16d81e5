import type { Decoration } from "../domain/campaign/decoration.ts";
import { advanceLifecycle } from "../domain/campaign/lifecycle.ts";
import { holdUnderPolicyHalt } from "../domain/campaign/policy-halt.ts";
import type { GuardPlan } from "../domain/guard/guard-standing.ts";
import type { AuditLog } from "./audit-log.ts";
import type { CatalogStorage } from "./storage.ts";

interface HoldAlikeTools {
  readonly storage: CatalogStorage;
  readonly audit: AuditLog;
  /** Whether what is shown by a decoration awaits a review, under its own theme or as a lookalike. */
  awaitsReview(decoration: Decoration): boolean;
}

/**
 * Holds every other campaign that would show unasked what a guard has just halted: it was started before, but it must not
 * bring to more people what awaits a review; nor may it once a halt by policy is lifted. Returns the keys of those that were shown.
 */
export function holdAlike(
  { storage, audit, awaitsReview }: HoldAlikeTools,
  { campaign, guard, theme }: GuardPlan,
  now: number,
): readonly string[] {
  const reason = `${guard} was halted, and its theme “${theme}” awaits a review`;
  return storage.listDefinitions("campaign").flatMap(({ key, lifecycle, snapshot }) => {
    if (key === campaign || lifecycle?.live === undefined || snapshot === undefined) return [];
    const hidden = holdUnderPolicyHalt(lifecycle);
    if (lifecycle.live.state !== "running" && hidden === undefined) return [];
    if (snapshot.campaign.delivery === "opt-in" || !awaitsReview(snapshot.decoration)) return [];
    const act = { actor: "guard", now, why: reason };
    if (hidden !== undefined) {
      storage.writeLifecycle(key, hidden, snapshot);
      audit.append(act, "hold", `campaign/${key}`, [
        { path: "live.policyHalt.was", before: "running", after: "holding" },
      ]);
      return [];
    }
    const held = advanceLifecycle(lifecycle, { kind: "hold", reason }, { ...act, hash: "" });
    if (!held.ok) return [];
    storage.writeLifecycle(key, held.value, snapshot);
    audit.append(act, "hold", `campaign/${key}`, [{ path: "live.state", before: "running", after: "holding" }]);
    return [key];
  });
}
