import type { AgreementTags, Lifecycle } from "../domain/campaign/lifecycle.ts";
import { hashJson } from "./snapshot.ts";

/**
 * What somebody reads before they agree to it, content and reasons: another submission of the same content, with what has come since, is
 * another agreement, and so is what has come to wait for a second person.
 */
export function tagAgreements({ review, live }: Lifecycle): AgreementTags {
  return {
    ...(review.state === "submitted" && { review: hashJson(review) }),
    ...(live !== undefined && { live: hashJson(whatRuns(live)) }),
  };
}

function whatRuns({ hash, version, word, agreedReach, knownReasons }: NonNullable<Lifecycle["live"]>) {
  return { hash, version, word, agreedReach, knownReasons };
}
