import type { Scope } from "../decision/choice.ts";
import type { Label } from "../label.ts";

/** What was done about a message: chosen by whoever holds the person's choices and the schedule. */
export type ReplyOutcome =
  | { readonly kind: "off-done" | "off-already"; readonly scope: Scope }
  /** `why`: a sentence in the reply's language that says why the person doesn't see it. */
  | { readonly kind: "not-planned"; readonly scope: Scope; readonly why?: string }
  /** `keepsOff`: something within the scope stays off, as it was switched off by its own name. */
  | { readonly kind: "on-done" | "noted"; readonly scope: Scope; readonly keepsOff?: boolean }
  | { readonly kind: "on-needs-nothing"; readonly scope?: Scope }
  /** The span in words of the reply's language, such as "4–8 марта". */
  | {
      readonly kind: "scheduled";
      readonly scope: Scope;
      readonly span: string;
      /** It comes only to who asks: a sentence in the reply's language that says so, and why. */
      readonly why?: string;
    }
  /** `available`: themes that may be asked for now. `shown`: the theme that the person sees. */
  | { readonly kind: "offered-buttons"; readonly shown?: string; readonly available?: readonly string[] }
  | { readonly kind: "complaint-noted" | "help"; readonly shown?: string }
  /** `why`: a sentence in the reply's language (see `domain/decision/explain.ts` for the facts). `isAllOff`: nothing is left to be switched off. `canAsk`: the theme that asking would bring. */
  | {
      readonly kind: "why-explained";
      readonly why: string;
      readonly shown?: string;
      readonly isAllOff?: boolean;
      readonly canAsk?: string;
    }
  /** `span`: when it will be shown. `isUnplanned`: nobody knows. */
  | { readonly kind: "gift-how-to"; readonly theme?: string; readonly span?: string; readonly isUnplanned?: boolean }
  /** `stillOff`: a sentence that says what keeps off what the person took back. */
  | { readonly kind: "undone"; readonly stillOff?: string }
  /** `because` is absent in what was kept before there were reasons. */
  | { readonly kind: "nothing-to-undo"; readonly because?: NothingToUndo }
  | { readonly kind: "thanks" };

/**
 * Why "put it back" has nothing to take back: nothing was said, or something since the button was offered; the last word is
 * taken back already, somebody else's, from before an erasure, or old.
 */
export type NothingToUndo = "nothing-said" | "button-expired" | "taken-back" | "said-by-others" | "erased" | "long-ago";

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
  /** Of "put it back": the entry of the word that it takes back, and no other. */
  readonly entry?: number;
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
