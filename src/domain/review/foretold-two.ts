import type { Label } from "../label.ts";
import type { TwoReason } from "./why-two.ts";

/** Whether a draft would take two people, as far as that is known before it is submitted. */
export interface ForetoldTwo {
  readonly isNeeded: boolean;
  /** Whether people were counted; else their number may be one more reason. */
  readonly isCounted: boolean;
  /** What one person alone has started holds itself above this share of all people. */
  readonly oneWordShare: number;
  readonly reasons: readonly { readonly code: TwoReason["code"]; readonly sentence: Label }[];
}
