/** What one clause says, before the message is judged as a whole. */
export type SignalKind =
  | "off"
  | "on"
  | "return"
  | "keep"
  | "replace"
  | "undo"
  | "when"
  | "why"
  | "gift"
  | "complaint"
  | "praise"
  | "help"
  | "foreign";

export interface Signal {
  readonly kind: SignalKind;
  readonly sure: boolean;
  readonly rule: string;
  readonly words: readonly string[];
  /** The clause and the word in it that spoke. */
  readonly clause: number;
  readonly at: number;
}
