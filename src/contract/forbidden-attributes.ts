import type { AttributeDefinition } from "../domain/condition/attribute.ts";
import type { Segment } from "../domain/condition/segment.ts";
import type { Json } from "../domain/json.ts";
import type { Label } from "../domain/label.ts";
import { DOUBTFUL, FORBIDDEN, type Topic } from "./forbidden-words.ts";
import { readAsWords } from "./plain-words.ts";

/** What an attribute's or an audience's names say; `text` is the one that says it. */
export type Weighed =
  | { readonly kind: "fine" }
  /** `refused`: nobody may have it. `doubtful`: two people have to read it and decide. */
  | { readonly kind: "refused" | "doubtful"; readonly about: Label; readonly text: string };

const FINE: Weighed = { kind: "fine" };
const NOTHING = /(?!)/u;

const [REFUSING, DOUBTING] = [FORBIDDEN, DOUBTFUL].map((topics) => topics.map(toMatcher));

function toMatcher({ about, words, stems }: Topic) {
  return {
    about,
    words: new RegExp(`(?<= )(?:${words})`, "u"),
    stems: stems === "" ? NOTHING : new RegExp(stems, "u"),
  };
}

/** Weighs everything that an attribute is called by: key, labels, and its values with theirs. */
export function weighAttribute({ key, label, values = [] }: AttributeDefinition): Weighed {
  return weigh([key, ...textsOf(label), ...values.flatMap((option) => [option.value, ...textsOf(option.label)])]);
}

/** Weighs what an audience is called by, and the texts that its condition looks for. */
export function weighSegment({ key, label, condition }: Segment): Weighed {
  return weigh([key, ...textsOf(label), ...listTexts(condition)]);
}

function textsOf(label: Label): readonly string[] {
  return Object.values(label);
}

/** The gravest word for any of the texts. */
function weigh(texts: readonly string[]): Weighed {
  for (const [kind, matchers] of [
    ["refused", REFUSING],
    ["doubtful", DOUBTING],
  ] as const) {
    for (const text of texts) {
      const { asWords, asOneWord } = readAsWords(text);
      const match = matchers?.find(
        ({ words, stems }) =>
          asWords.some((reading) => words.test(reading)) || asOneWord.some((reading) => stems.test(reading)),
      );
      if (match !== undefined) return { kind, about: match.about, text };
    }
  }
  return FINE;
}

function listTexts(condition: Json): readonly string[] {
  if (typeof condition === "string") return [condition];
  if (typeof condition !== "object" || condition === null) return [];
  return Object.values(condition).flatMap(listTexts);
}

/** Says of what is refused why, and what to do; undefined for all else. */
export function explainRefused(weighed: Weighed, what: "attribute" | "audience"): string | undefined {
  if (weighed.kind !== "refused") return undefined;
  return (
    `“${weighed.text}” looks like a fact about ${weighed.about.en}. Garland keeps none: the law protects it, and no decoration ` +
    `is worth a leak. Remove the ${what}; sensitive themes already reach only people who ask for them`
  );
}
