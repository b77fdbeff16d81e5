import { inBoth, type Failure } from "../contract/problem.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { ThemePolicy } from "../contract/rpc/rpc-guard.ts";
import { whyNotSecond, type People } from "../domain/campaign/authorship.ts";
import { saySecondRefusal } from "../domain/review/refusal-texts.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Authors } from "./authors.ts";
import type { GuardRecords } from "./guard-records.ts";
import type { CatalogStorage } from "./storage.ts";
import type { Transact } from "./transact.ts";

interface ThemeReviewTools {
  readonly storage: CatalogStorage;
  readonly records: GuardRecords;
  readonly authors: Authors;
  readonly audit: AuditLog;
  readonly transact: Transact;
}

/** Lets a halted theme come unasked again, by somebody who wrote nothing of what was halted. */
export function openThemeReviews({ storage, records, authors, audit, transact }: ThemeReviewTools) {
  /** Who wrote the content that was halted, whatever has become of the campaign since. */
  function peopleOf(start: string): People {
    const entries = storage.listRulesets().flatMap(({ live }) => live.campaigns);
    const halted = entries.find(({ watch }) => watch?.guard === start);
    const campaign = records.find(start)?.plan.campaign ?? start;
    return halted === undefined
      ? authors.ofParts([`campaign/${campaign}`])
      : authors.ofSnapshot(halted.snapshot, storage.readDefinitions());
  }

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
    const refusal = whyNotSecond(actor, undefined, peopleOf(policy.haltedBy));
    if (refusal !== undefined) return fail({ type: "another-person", ...inBoth(saySecondRefusal(refusal)) });
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
