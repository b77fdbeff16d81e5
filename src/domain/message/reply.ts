import type { Scope } from "../decision/choice.ts";
import type { Label } from "../label.ts";

/** What was done about a message: chosen by whoever holds the person's choices and the schedule. */
export type ReplyOutcome =
  | { readonly kind: "off-done" | "off-already" | "on-done" | "not-planned" | "noted"; readonly scope: Scope }
  | { readonly kind: "on-needs-nothing"; readonly scope?: Scope }
  /** The span in words of the reply's language, such as "4–8 марта". */
  | { readonly kind: "scheduled"; readonly scope: Scope; readonly span: string }
  /** `available`: themes that may be asked for now. `shown`: the theme that the person sees. */
  | { readonly kind: "offered-buttons"; readonly shown?: string; readonly available?: readonly string[] }
  | { readonly kind: "complaint-noted" | "help"; readonly shown?: string }
  /** `why`: a sentence in the reply's language (see `domain/decision/explain.ts` for the facts). */
  | { readonly kind: "why-explained"; readonly why: string; readonly shown?: string }
  | { readonly kind: "gift-how-to"; readonly theme?: string }
  /** `stillOff`: a sentence that says what keeps off what the person took back. */
  | { readonly kind: "undone"; readonly stillOff?: string }
  | { readonly kind: "nothing-to-undo" | "thanks" };

export type OutcomeKind = ReplyOutcome["kind"];

export const OUTCOMES = [
  "off-done",
  "off-already",
  "on-done",
  "on-needs-nothing",
  "scheduled",
  "noted",
  "not-planned",
  "offered-buttons",
  "complaint-noted",
  "why-explained",
  "gift-how-to",
  "undone",
  "nothing-to-undo",
  "help",
  "thanks",
] as const satisfies readonly OutcomeKind[];

/** A button. Pressing it, or sending its label back as a message, asks for the same thing. */
export interface ReplyAction {
  readonly kind: "switch-off" | "switch-on" | "undo" | "gift";
  readonly label: string;
  readonly scope?: Scope;
}

/** Ready to send: plain text, and buttons as data for channels that have them. */
export interface Reply {
  readonly text: string;
  readonly actions: readonly ReplyAction[];
}

/** How themes and categories are called in replies, by key. */
export interface ScopeLabels {
  readonly themes: Readonly<Record<string, Label>>;
  readonly categories: Readonly<Record<string, Label>>;
}
