import fc from "fast-check";
import type { Act, ActSource } from "./act.ts";
import { CARE_ACTS } from "./acts-care.ts";
import { DAMAGE_ACTS } from "./acts-damage.ts";
import { MESSAGE_ACTS } from "./acts-messages.ts";
import { NATURE_ACTS } from "./acts-nature.ts";
import { STAFF_ACTS } from "./acts-staff.ts";
import { WORD_ACTS } from "./acts-words.ts";

const SOURCES: readonly ActSource[] = [
  ...WORD_ACTS,
  ...MESSAGE_ACTS,
  ...CARE_ACTS,
  ...STAFF_ACTS,
  ...NATURE_ACTS,
  ...DAMAGE_ACTS,
];

const ACT_KINDS: readonly string[] = SOURCES.map(({ kind }) => kind);

/** Acts of all actors; some kinds may be left out, to look behind a fault that is known. */
export function someAct(without: readonly string[]): fc.Arbitrary<Act> {
  const unknown = without.filter((kind) => !ACT_KINDS.includes(kind));
  if (unknown.length > 0) throw new Error(`There are no acts ${unknown.join(", ")}; there are ${ACT_KINDS.join(", ")}`);
  return fc.oneof(
    ...SOURCES.filter(({ kind }) => !without.includes(kind)).map(({ weight, arbitrary }) => ({ weight, arbitrary })),
  );
}
