import type { Definitions } from "../contract/definitions.ts";
import { inBoth, issueInBoth, type Failure } from "../contract/problem.ts";
import { sayUnaskedRefusal, type UnaskedRefusal } from "../domain/review/unasked-texts.ts";
import { namesIn } from "./names-in.ts";

/** The failure of whoever wants something to come unasked that may not; `path`: where that stands. */
export function refuseUnasked(path: string, refusal: UnaskedRefusal, definitions: Definitions): Failure {
  const words = sayUnaskedRefusal(refusal, namesIn(definitions));
  return { type: "refused", ...inBoth(words), issues: [issueInBoth(path, words, refusal.code)] };
}
