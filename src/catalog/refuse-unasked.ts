import { inBoth, issueInBoth, type Failure } from "../contract/problem.ts";
import { sayUnaskedRefusal, type UnaskedRefusal } from "../domain/review/unasked-texts.ts";

/** The failure of whoever wants something to come unasked that may not; `path`: where that stands. */
export function refuseUnasked(path: string, refusal: UnaskedRefusal): Failure {
  const words = sayUnaskedRefusal(refusal);
  return { type: "refused", ...inBoth(words), issues: [issueInBoth(path, words, refusal.code)] };
}
