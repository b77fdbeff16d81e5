import { namesIn } from "./names-in.ts";
import { inBoth, type Failure } from "../contract/problem.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { ThemePolicy } from "../contract/rpc/rpc-guard.ts";
import { whyNotSecond } from "../domain/campaign/authorship.ts";
import { saySecondRefusal } from "../domain/review/refusal-texts.ts";
import { sayNotNeutral } from "../domain/review/review-texts.ts";
import type { Label } from "../domain/label.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { AuditLog } from "./audit-log.ts";
import type { GuardRecords } from "./guard-records.ts";
import { listInvolved, type InvolvedTools } from "./involved-people.ts";
import type { Transact } from "./transact.ts";

interface ThemeReviewTools extends InvolvedTools {
  readonly records: GuardRecords;
  readonly audit: AuditLog;
  readonly transact: Transact;
}

const SEEN_MISSING: Label = {
  ru: "Скажите, о какой остановке вы прочитали: в seen передайте haltedBy этой темы из GET /v1/policy.",
  en: "Say of which halt you have read: in seen, give haltedBy of the theme from GET /v1/policy.",
};

const saySeenAnother = (haltedBy: string): Label => ({
  ru: `С тех пор, как вы это прочитали, страж остановил в этой теме ещё одну кампанию (${haltedBy}). Посмотрите и её; если согласны, передайте в seen её.`,
  en: `Since you read this, the guard has halted another campaign of the theme (${haltedBy}). Look at it as well; if you agree, give it in seen.`,
});

/** Lets a halted theme come unasked again, by somebody who had no part in anything of it that was halted or waits. */
export function openThemeReviews(tools: ThemeReviewTools) {
  const { records, audit, transact } = tools;
  return (theme: string, reason: string, { actor, now }: Act, seen?: string | null): Result<ThemePolicy, Failure> => {
    const policy = records.listThemes().find((candidate) => candidate.theme === theme);
    if (policy === undefined) {
      return fail({
        type: "not-found",
        ...inBoth({
          ru: `Тему «${theme}» разбирать не нужно: ни одну её кампанию не останавливали.`,
          en: `“${theme}” needs no review: none of its campaigns was halted.`,
        }),
      });
    }
    for (const { campaign, people } of listInvolved(tools, theme)) {
      const refusal = whyNotSecond(actor, undefined, people);
      if (refusal === undefined) continue;
      const names = namesIn(tools.storage.readDefinitions());
      const label = names(`campaign/${campaign.replace(/@\d+$/, "")}`) ?? { ru: campaign, en: campaign };
      const said = refusal.kind === "own-work" ? sayNotNeutral(refusal.who, label) : saySecondRefusal(refusal, names);
      return fail({ type: "another-person", ...inBoth(said) });
    }
    if (seen === null) return fail({ type: "precondition-required", ...inBoth(SEEN_MISSING) });
    if (seen !== undefined && seen !== policy.haltedBy) {
      return fail({ type: "precondition-failed", ...inBoth(saySeenAnother(policy.haltedBy)) });
    }
    const review = { by: actor, at: now, reason };
    return transact(() => {
      records.writeReview(theme, actor, now, reason);
      audit.append({ actor, now, why: reason }, "review", `theme/${theme}`, [
        { path: "haltedBy", before: policy.haltedBy, after: null },
      ]);
      return succeed({ ...policy, review });
    });
  };
}
