import { canonicalLocale } from "../locale.ts";
import { canonicalZone, listZoneNames, namesOfZone, zoneOfOffset } from "../zone.ts";
import type { AttributeDefinition } from "./attribute.ts";
import type { Test, ValueTest } from "./condition-logic.ts";

/** How a fact is spelt that phones write in several ways: a rule means the thing, not one of its spellings. */
export interface Spelling {
  /** The spelling in which the fact is kept; undefined for what names nothing. */
  readonly canonical: (text: string) => string | undefined;
  /** The spellings that somebody may have had in mind who wrote a pattern; `text` is canonical. */
  readonly variants: (text: string) => readonly string[];
  /** What it is called, and all its names, where they are known: a rule with another name could never fit. */
  readonly closed?: { readonly noun: string; readonly names: () => Iterable<string> };
}

/** Facts of phones by their keys; phones say nothing else, whatever the dictionary declares. */
const SPELLINGS: ReadonlyMap<string, Spelling> = new Map([
  [
    "timezone",
    {
      canonical: remember((text) => canonicalZone(text) ?? zoneOfOffset(text)),
      variants: namesOfZone,
      closed: { noun: "time zone", names: listZoneNames },
    },
  ],
  ["locale", { canonical: remember(canonicalLocale), variants: (text) => [text, text.replaceAll("-", "_")] }],
]);

export function spellingOf({
  key,
  source,
}: Pick<AttributeDefinition, "key"> & Partial<Pick<AttributeDefinition, "source">>): Spelling | undefined {
  return source === "device" ? SPELLINGS.get(key) : undefined;
}

/** A test of the fact as it is kept, made one of the fact however it is spelt. */
export function anySpelling({ canonical }: Spelling, test: ValueTest): ValueTest {
  return (actual) => test(typeof actual === "string" ? (canonical(actual) ?? actual) : actual);
}

/** Whether a pattern is found in one of the spellings. */
export function inAnyVariant({ variants }: Spelling, find: Test<string>): Test<string> {
  return remember((text) => variants(text).some(find));
}

const MOST_REMEMBERED = 2_000;

/** The same function, which remembers: people are millions, and have a few hundred zones and languages. */
function remember<Answer>(answer: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, { readonly answer: Answer }>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found.answer;
    const made = answer(text);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, { answer: made });
    return made;
  };
}
