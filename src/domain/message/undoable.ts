import type { ChoiceValue, Scope } from "../decision/choice.ts";

/** The last word of a person, which "put it back" would take back. */
export interface Undoable {
  readonly value: ChoiceValue;
  readonly scope: Scope;
}
