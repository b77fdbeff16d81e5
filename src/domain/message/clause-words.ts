/** What rules ask of a clause: which classes of words it holds, and whether it holds no others. */
import type { Clause, Message } from "./read-message.ts";
import type { RuleRow } from "./rule-row.ts";
import type { SignalKind } from "./signal.ts";
import { is } from "./word.ts";
import { hasProperty } from "./word-property.ts";
import type { WordClass } from "./word-class.ts";

interface Remark {
  readonly kind: SignalKind;
  readonly sure: boolean;
  readonly at: number;
}

export type ReadRemark = (clause: Clause, message: Message) => Remark | undefined;

export interface RemarkRule extends RuleRow {
  readonly read: ReadRemark;
}

export const OBJECTS = ["theme", "category", "thing", "this", "all", "nothing"] as const satisfies readonly WordClass[];
export const has = ({ words }: Clause, ...classes: readonly WordClass[]): boolean =>
  words.some((word) => is(word, ...classes));
export const indexOf = ({ words }: Clause, ...classes: readonly WordClass[]): number =>
  words.findIndex((word) => is(word, ...classes));
export const isNegated = ({ words }: Clause, at: number): boolean => {
  for (let back = at - 1; back >= 0; back--) {
    if (is(words[back], "negator")) return true;
    if (!is(words[back], "me", "filler", "you", "also")) return false;
  }
  return false;
};
export const isAlone = ({ words }: Clause, ...classes: readonly WordClass[]): boolean =>
  words.every(
    (word) => word.isSign || hasProperty(word, "adds-nothing") || is(word, ...classes, "place", "preposition"),
  );
