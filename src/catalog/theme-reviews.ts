import { namesIn } from "./names-in.ts";
import { inBoth, type Failure } from "../contract/problem.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { ThemePolicy } from "../contract/rpc/rpc-guard.ts";
import { whyNotSecond } from "../domain/campaign/authorship.ts";
import { saySecondRefusal } from "../domain/review/refusal-texts.ts";
import { sayNotNeutral } from "../domain/review/review-texts.ts";
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

/** Lets a halted theme come unasked again, by somebody who had no part in anything of it that was halted or waits. */
export function openThemeReviews(tools: ThemeReviewTools) {
  const { records, audit, transact } = tools;
  return (theme: string, reason: string, { actor, now }: Act): Result<ThemePolicy, Failure> => {
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
