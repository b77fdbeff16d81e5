/** Wishes to switch off in the languages spoken beside Russian: read if nearly every word is known, and none that may turn it. */
import { TONGUES, type Tongue } from "./tongue.ts";
import { lookUp, spellOut, type Vocabulary } from "./vocabulary.ts";
import type { Evidence, MessageScope } from "./understanding.ts";
import { NEIGHBOURS, type NeighbourWords } from "./words/neighbours.ts";

export interface NeighbourWish {
  readonly tongue: Tongue;
  /** Whether it asks for it, or whether it is done. */
  readonly intent: "switch-off" | "why";
  readonly scope: MessageScope | "shown";
  readonly evidence: Evidence;
}

type Part = "off" | "refusal" | "isOff" | "light";

const PARTS = ["off", "refusal", "isOff", "light"] as const satisfies readonly Part[];

const toPhrases = (words: string): readonly (readonly string[])[] =>
  words
    .trim()
    .split(/\s+/u)
    .map((phrase) => phrase.split("_"))
    .toSorted((one, other) => other.length - one.length);

const PHRASES: ReadonlyMap<Tongue, ReadonlyMap<Part, readonly (readonly string[])[]>> = new Map(
  TONGUES.map((tongue) => [tongue, new Map(PARTS.map((part) => [part, toPhrases(NEIGHBOURS[tongue][part])]))]),
);

const MARKERS: ReadonlySet<string> = new Set(
  TONGUES.flatMap((tongue) =>
    PARTS.slice(0, 3).flatMap((part) => toPhrases(NEIGHBOURS[tongue][part]).map(([first]) => first ?? "")),
  ),
);

/** Longer ones are more than a wish. */
const MOST_WORDS = 14;

const MOST_UNKNOWN = 3;

/** "өшіру керек емес": a form that is needed, or not; "өшіріңіз, керек емес" gives the reason. */
const NOUN = /(?:у|уге|ю|ish|иш|үү|уу|рге|рг[аә]|рғ[аә]|ларга|дан|ти|ть|ць)$/u;

/** What may turn a wish: not, if, let it stay, whose. */
const TURNING =
  /^(?:не|ні|ня|нє|якщо|калі|хай|нехай|няхай|лиш|залиш|пакін|егер|әгәр|агар|емес|эмес|түгел|нест|ма|ме|калсын|қалсын|қолсин|qolsin|монад|гальмо|інтернет|інтэрнэт|интернет|тариф|гроші|пул|акча|ақша)/u;

/** Somebody's words, or a wish for another day. */
const NOT_PLAIN =
  /[«»“”„"]|(?<!\p{L})(?:завтра|tomorrow|ертең|иртәгә|иртәгәһе|эртага|ertaga|эртең|фардо|пагадзя|заўтра)(?!\p{L})/iu;

export function readNeighbour(
  text: string,
  vocabulary: Vocabulary,
  tongues: readonly { readonly rule: Tongue }[],
): NeighbourWish | undefined {
  const words =
    text
      .toLowerCase()
      .replace(/['’`‘ʻʼ]/gu, "")
      .match(/\p{L}+/gu) ?? [];
  if (NOT_PLAIN.test(text) || words.length > MOST_WORDS || !words.some((word) => MARKERS.has(word))) return undefined;
  for (const { rule: tongue } of tongues) {
    const wish = readIn(tongue, words, text.includes("?"), vocabulary);
    if (wish !== undefined) return wish;
  }
  return undefined;
}

function readIn(
  tongue: Tongue,
  words: readonly string[],
  isQuestion: boolean,
  vocabulary: Vocabulary,
): NeighbourWish | undefined {
  const found: Record<Part, number> = { off: 0, refusal: 0, isOff: 0, light: 0 };
  const themes = new Set<string>();
  let isNamed = false;
  let unknown = 0;
  let before: Part | undefined;
  for (let at = 0; at < words.length;) {
    const [part, length] = longestPart(tongue, words, at);
    if (part !== undefined) {
      // "өшіру керек емес", "не потрібно вимкнути": what isn't needed is the switching off.
      const isInfinitive = /(?:ти|ць)$/u.test(words[at] ?? "");
      if (
        (part === "refusal" && before === "off" && NOUN.test(words[at - 1] ?? "")) ||
        (part === "off" && before === "refusal" && isInfinitive)
      )
        return undefined;
      before = part;
      found[part]++;
      at += length;
      continue;
    }
    before = undefined;
    const name = findName(words[at] ?? "", NEIGHBOURS[tongue], vocabulary);
    if (name === undefined) {
      if (TURNING.test(words[at] ?? "")) return undefined;
      unknown++;
    }
    if (name?.isNamed === true) isNamed = true;
    for (const theme of name?.themes ?? []) themes.add(theme);
    at++;
  }
  const [theme, ...others] = themes;
  if (!isNamed || found.off + found.refusal + found.isOff === 0 || others.length > 0) return undefined;
  // Beside the plain name of one thing a few words may be unknown; beside a wish that is only a refusal, none.
  if (unknown > (theme !== undefined && found.off > 0 ? MOST_UNKNOWN : 0)) return undefined;
  const scope = theme === undefined ? "shown" : ({ kind: "theme", key: theme } as const);
  const isAsked = found.isOff > 0 && isQuestion;
  if (!isAsked && found.off + found.refusal === 0) return undefined;
  const evidence = { rule: `in-${tongue}`, words: words.slice(0, 6) };
  return { tongue, intent: isAsked ? "why" : "switch-off", scope, evidence };
}

function longestPart(tongue: Tongue, words: readonly string[], at: number): readonly [Part | undefined, number] {
  let longest: readonly [Part | undefined, number] = [undefined, 0];
  for (const part of PARTS) {
    const phrase = PHRASES.get(tongue)
      ?.get(part)
      ?.find((one) => one.every((word, offset) => words[at + offset] === word));
    if (phrase !== undefined && phrase.length > longest[1]) longest = [part, phrase.length];
  }
  return longest;
}

interface FoundName {
  readonly isNamed: boolean;
  readonly themes: readonly string[];
}

/** A name of that language, or a Russian one with whatever ending; or a Russian word of politeness. */
function findName(word: string, { names }: NeighbourWords, vocabulary: Vocabulary): FoundName | undefined {
  const own = Object.entries(names).find(([start]) => word.startsWith(start));
  const russian = own?.[1] ?? word;
  const cut = [russian, russian.slice(0, -1), russian.slice(0, -2), russian.slice(0, -3)].filter(
    (one) => one.length >= 4,
  );
  for (const spelled of cut) {
    const hit = lookUp(vocabulary, spellOut(spelled.replaceAll("ё", "е")));
    const themes = hit?.meanings.flatMap(({ kind, key }) => (kind === "theme" && key !== undefined ? [key] : [])) ?? [];
    if (themes.length > 0) return { isNamed: true, themes: [...new Set(themes)] };
    if (hit?.meanings.some(({ kind }) => kind === "thing") === true) return { isNamed: true, themes: [] };
    if (spelled === word && hit?.meanings.some(({ kind }) => kind === "polite" || kind === "filler") === true)
      return { isNamed: false, themes: [] };
  }
  return undefined;
}
