/** What a row of rules is: data, with a message that it alone decides and one that it only looks like deciding. */
import type { Language } from "../label.ts";
import type { Asked } from "./asked.ts";
import type { Modal } from "./govern.ts";
import type { VerbForm } from "./morphology.ts";
import type { Undoable } from "./undoable.ts";

/** A message and where it is read. */
export interface RuleSample {
  readonly text: string;
  /** The theme that is shown meanwhile. */
  readonly shown?: string;
  /** What we asked last. */
  readonly asked?: Asked;
  /** What was said last, and would be taken back; else an `out`. */
  readonly undoes?: Undoable;
}

export interface RuleRow {
  readonly rule: string;
  /** Without the row it is read otherwise. */
  readonly example: RuleSample;
  /** Close to it, and read the same without the row. */
  readonly nearMiss: RuleSample;
}

/** What a verb in its clause may have; see `VerbUse`. */
type Flag =
  | "negated"
  | "modalNegated"
  | "modalIsMine"
  | "modalOpens"
  | "purpose"
  | "contrasted"
  | "interrupted"
  | "doubtful"
  | "question"
  | "asksHow"
  | "asksWhy"
  | "asksWhen"
  | "hasIf"
  | "hasWould"
  | "hasWhether"
  | "alone"
  | "opens"
  | "impatient"
  // Several forms at once.
  | "wished"
  | "future"
  | "past"
  | "plainOrder";

export type VerbFeature = Flag | `form:${VerbForm}` | `modal:${Modal}` | `language:${Language}`;

export type Wish = "off" | "on" | "keep" | "when";
type Verdict = Wish | `${Wish}?` | "none";

export interface VerbRuleRow extends RuleRow {
  /** Any of these cases; in each all of the features. */
  readonly when: readonly (readonly (VerbFeature | `!${VerbFeature}`)[])[];
  readonly off: Verdict;
  readonly on: Verdict;
  readonly appear: Verdict;
}

/** Messages that are read as a whole. */
export type WholeRule =
  | "stop-all"
  | "stop-word"
  | "stop-sign"
  | "stop-alone"
  | "about-gifts"
  | "plain-refusal"
  | "yes-and-no"
  | "put-back"
  | "puts-back-its-own"
  | "answers-no"
  | "answers-yes"
  | "answers-which";
