import type { Language } from "../label.ts";
import type { Tongue } from "./tongue.ts";

/** What a message asks for. */
export const INTENTS = [
  "switch-off",
  "switch-on",
  "when",
  "why",
  "gift",
  "complaint",
  "praise",
  "undo",
  "help",
  "other",
] as const;

export type Intent = (typeof INTENTS)[number];

/**
 * What the message is about. `shown` is what the person sees now, with its theme. `unknown` means that the message
 * wants something done but does not say to what: nothing may be done before the person has chosen.
 */
export type MessageScope =
  | { readonly kind: "theme" | "category" | "shown"; readonly key: string }
  | { readonly kind: "all" }
  /** Whether other people may offer decorations. */
  | { readonly kind: "gifts" }
  | { readonly kind: "unknown" };

/** Why the person is unhappy: counted per campaign, never stored with the person. */
export const MESSAGE_REASONS = [
  "offensive",
  "leaving",
  "hurtful",
  "battery",
  "ugly",
  "privacy",
  "annoying",
  "unasked",
  "obscures",
  "childish",
  "cost",
  "outdated",
] as const;

export type MessageReason = (typeof MESSAGE_REASONS)[number];

/** One step of the reading: the rule that spoke and the words, as they were written, that made it speak. */
export interface Evidence {
  readonly rule: string;
  readonly words: readonly string[];
}

export interface AlsoWished {
  readonly intent: "switch-off" | "switch-on";
  readonly scope: MessageScope & { readonly kind: "theme" | "category" };
}

export interface Understanding {
  readonly intent: Intent;
  /** Absent when the message is about no decoration in particular. */
  readonly scope?: MessageScope;
  /** What else it asks for, as surely: "уберите ёлку, а тюльпан включите", "отключите ёлку и сердечки". */
  readonly also?: readonly AlsoWished[];
  readonly reasons: readonly MessageReason[];
  /** Only a `sure` switch-off, switch-on or undo may be acted on; anything else is answered with buttons. */
  readonly certainty: "sure" | "unsure";
  readonly language: Language;
  /** The language spoken beside Russian that a wish to switch off was written in. */
  readonly tongue?: Tongue;
  /** Themes the message names, in the order of the message: buttons are offered for these. */
  readonly mentions: readonly string[];
  /** The categories that it names. */
  readonly categories?: readonly string[];
  /** Quotes the person: for the answer and the person's own eyes, not for a log. */
  readonly evidence: readonly Evidence[];
}
