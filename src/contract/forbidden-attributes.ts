import type { AttributeDefinition } from "../domain/condition/attribute.ts";
import type { Segment } from "../domain/condition/segment.ts";
import type { Json } from "../domain/json.ts";
import type { Label } from "../domain/label.ts";
import { TOPICS } from "./forbidden-words.ts";
import { HEAD, PHRASES } from "./harmless-words.ts";
import { readAsWords } from "./plain-words.ts";
import { readStemList, readWordList } from "./word-list.ts";

/** What an attribute's or an audience's names say; `text` is the one that says it. */
export type Weighed =
  | { readonly kind: "fine" }
  /** `refused`: nobody may have it. `doubtful`: two people have to read it and decide. */
  | { readonly kind: "refused" | "doubtful"; readonly about: Label; readonly text: string };

type Gravity = "refused" | "ambiguous" | "proxy";

interface Found {
  readonly gravity: Gravity;
  readonly about: Label;
}

interface Matcher extends Found {
  readonly words: RegExp | undefined;
  readonly stems: RegExp | undefined;
}

/** The gravest first. */
const MATCHERS: readonly Matcher[] = [
  ...TOPICS.map(({ about, refused, stems }) => toMatcher("refused", about, refused, stems)),
  ...TOPICS.map(({ about, ambiguous }) => toMatcher("ambiguous", about, ambiguous)),
  ...TOPICS.map(({ about, proxies }) => toMatcher("proxy", about, proxies)),
];

function toMatcher(gravity: Gravity, about: Label, words = "", stems = ""): Matcher {
  return {
    gravity,
    about,
    words: words === "" ? undefined : new RegExp(`(?<= )(?:${readWordList(words)})`, "u"),
    stems: stems === "" ? undefined : new RegExp(readStemList(stems), "u"),
  };
}

/** Weighs everything that an attribute is called by: key, labels, and its values with theirs. */
export function weighAttribute({ key, label, values = [] }: AttributeDefinition): Weighed {
  const texts = [key, ...textsOf(label), ...values.flatMap((option) => [option.value, ...textsOf(option.label)])];
  return weigh(texts, { refused: "refused", ambiguous: "doubtful", proxy: "doubtful" });
}

/**
 * Weighs what an audience is called by, and the texts that its condition looks for. Nobody has to read those before they are
 * used, so what could be either is refused, too.
 */
export function weighSegment({ key, label, condition }: Segment): Weighed {
  const texts = [key, ...textsOf(label), ...listTexts(condition)];
  return weigh(texts, { refused: "refused", ambiguous: "refused", proxy: "doubtful" });
}

function textsOf(label: Label): readonly string[] {
  return Object.values(label);
}

/** The gravest word for any of the texts. */
function weigh(texts: readonly string[], kinds: Readonly<Record<Gravity, "refused" | "doubtful">>): Weighed {
  let doubtful: Weighed | undefined;
  for (const text of texts) {
    const found = read(text);
    if (found === undefined) continue;
    const weighed = { kind: kinds[found.gravity], about: found.about, text };
    if (weighed.kind === "refused") return weighed;
    doubtful ??= weighed;
  }
  return doubtful ?? { kind: "fine" };
}

/** The gravest that one text says, in any of its readings. */
function read(text: string): Found | undefined {
  const readings = readAsWords(text);
  const weighed = readings.map((reading) => reading.replace(PHRASES, ""));
  // As in `r-e-l-i-g-i-o-n`.
  const joined = weighed.map((reading) => reading.replaceAll(" ", ""));
  const found = MATCHERS.find(
    ({ words, stems }) =>
      weighed.some((reading) => words?.test(reading)) || joined.some((reading) => stems?.test(reading)),
  );
  const isNamedAfter = found?.gravity === "refused" && readings.some((reading) => HEAD.test(reading));
  return found && isNamedAfter ? { ...found, gravity: "ambiguous" } : found;
}

function listTexts(condition: Json): readonly string[] {
  if (typeof condition === "string") return [condition];
  if (typeof condition !== "object" || condition === null) return [];
  return Object.values(condition).flatMap(listTexts);
}

/** Says of what is refused why, and what to do; undefined for all else. */
export function explainRefused(weighed: Weighed, what: "attribute" | "audience"): Label | undefined {
  if (weighed.kind !== "refused") return undefined;
  const { text, about } = weighed;
  return {
    ru:
      `«${text}» похоже на сведения о ${about.ru}. О людях такого не хранят: это защищает закон, и ни одно украшение не стоит ` +
      `утечки. Уберите ${what === "attribute" ? "признак" : "аудиторию"}; чувствительное и так видят только те, кто попросит`,
    en:
      `“${text}” looks like a fact about ${about.en}. Garland keeps none: the law protects it, and no decoration ` +
      `is worth a leak. Remove the ${what}; sensitive themes already reach only people who ask for them`,
  };
}
