import type { AgreementTags, Lifecycle } from "../domain/campaign/lifecycle.ts";
import { liftableUntil } from "../domain/campaign/policy-halt.ts";
import { hashJson } from "./snapshot.ts";

/**
 * What somebody reads before they agree to it, content and reasons: another submission of the same content, with what has come since, is
 * another agreement, and so is what has come to wait for a second person. To lift a halt by policy is about that very halt, about what would
 * go on, about whose word is there already, and about policy as it stands, whose version that is.
 */
export function tagAgreements({ review, live }: Lifecycle, readPolicyVersion: () => number): AgreementTags {
  return {
    ...(review.state === "submitted" && { review: hashJson(review) }),
    ...(live !== undefined && { live: hashJson(whatRuns(live)) }),
    ...(live !== undefined &&
      liftableUntil({ live }) !== undefined && {
        lift: hashJson([live.version, live.hash, live.policyHalt, readPolicyVersion()]),
      }),
  };
}

function whatRuns({ hash, version, word, agreedReach, knownReasons }: NonNullable<Lifecycle["live"]>) {
  return { hash, version, word, agreedReach, knownReasons };
}
