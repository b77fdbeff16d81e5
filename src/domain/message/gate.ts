/**
 * What stands between a message and an act. Three gates, in this order: whose words they are, what they are about, and for
 * whom. Each that closes says why; nothing is done, and nothing is counted, that has not passed all three.
 */
import type { Evidence } from "./understanding.ts";

/** Why a gate is closed. */
type GateReason =
  /** Whose words: they are somebody else's, and nothing of the writer's own is left that asks for anything. */
  | "words-quoted"
  | "words-forwarded"
  | "words-logged"
  | "words-echoed"
  /** About what: neither a decoration nor its place is spoken of; or the operator's other business is. */
  | "about-nothing-of-ours"
  | "about-other-business"
  /** For whom: another person, or another line. */
  | "for-another-person"
  | "for-another-line";

export const closed = (rule: GateReason, words: readonly string[] = []): Evidence => ({ rule, words });
