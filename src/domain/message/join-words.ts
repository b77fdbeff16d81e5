/** Makes one word of several: phrases, and English verbs with their particles. */
import { isExactly, parsePattern, readEnding, type Pattern } from "./morphology.ts";
import type { ReadWord } from "./read-word.ts";
import { findFirst } from "./read-words.ts";
import type { Stop } from "./tokens.ts";
import { fits, type Vocabulary } from "./vocabulary.ts";
import { is, type Word } from "./word.ts";
import type { Meaning, WordClass } from "./word-class.ts";
import { PARTICLE_VERBS } from "./words/english.ts";

export function joinPhrases(words: readonly (Stop | ReadWord)[], vocabulary: Vocabulary): readonly (Stop | Word)[] {
  const joined: (Stop | Word)[] = [];
  for (let at = 0; at < words.length;) {
    const word = words[at];
    if (word === undefined) break;
    const phrase = word.kind === "stop" ? undefined : findPhrase(words, at, vocabulary);
    joined.push(phrase?.word ?? (word.kind === "stop" ? word : toWord(word)));
    at += phrase?.length ?? 1;
  }
  return joined;
}

function toWord({ kind: _kind, spellings: _spellings, match: _match, ...word }: ReadWord): Word {
  return word;
}

/** The longest phrase that starts here, with everything phrases of that length mean. */
function findPhrase(
  words: readonly (Stop | ReadWord)[],
  at: number,
  vocabulary: Vocabulary,
): { readonly word: Word; readonly length: number } | undefined {
  const first = words[at];
  if (first?.kind !== "word") return undefined;
  const candidates = new Set(first.spellings.flatMap(({ sound }) => vocabulary.phrases.get(sound[0] ?? "") ?? []));
  const found = [...candidates].filter(({ patterns }) =>
    patterns.every((pattern, offset) => {
      const word = words[at + offset];
      return word?.kind === "word" && fits(pattern, word.spellings);
    }),
  );
  if (found.length === 0) return undefined;
  const length = Math.max(...found.map(({ patterns }) => patterns.length));
  const longest = found.filter(({ patterns }) => patterns.length === length);
  const parts = words.slice(at, at + length).flatMap((word) => (word.kind === "word" ? [word] : []));
  const language = longest[0]?.patterns[0]?.language ?? "ru";
  const word: Word = {
    written: parts.map(({ written }) => written).join(" "),
    meanings: longest.map(({ meaning }) => meaning),
    language,
    isSign: false,
    doubtful: false,
    isNear: !longest.some(({ patterns }) => patterns.every((pattern, at) => isSpelledSo(pattern, parts[at]))),
  };
  return { word, length };
}

const isSpelledSo = (pattern: Pattern, word: ReadWord | undefined): boolean =>
  word?.spellings.some((spelling) => isExactly(pattern, spelling.text)) ?? false;

const PARTICLE_VERB_PATTERNS = PARTICLE_VERBS.verbs.split(" ").map(parsePattern);
const PARTICLE_REACH = 5;

/** Makes "turn … off" one verb: the first word takes the meaning, the particle goes. */
export function joinParticles(words: readonly (Stop | Word)[]): readonly (Stop | Word)[] {
  const joined = [...words];
  for (const [at, word] of words.entries()) {
    if ("kind" in word || word.isSign) continue;
    const written = word.written.toLowerCase();
    const ending = findFirst(PARTICLE_VERB_PATTERNS, (pattern) =>
      written.startsWith(pattern.stem) ? readEnding(written.slice(pattern.stem.length), pattern) : undefined,
    );
    if (ending === undefined) continue;
    const particle = findParticle(joined, at);
    if (particle === undefined) continue;
    const meanings: readonly Meaning[] = [{ kind: particle.kind }];
    joined[at] = { ...word, ...ending, meanings, language: "en", written: `${word.written} ${particle.written}` };
    joined[particle.at] = { ...word, meanings: [{ kind: "filler" }], language: "en", written: particle.written };
  }
  return joined;
}

function findParticle(
  words: readonly (Stop | Word)[],
  at: number,
): { readonly at: number; readonly kind: WordClass; readonly written: string } | undefined {
  const reach = words.slice(at + 1, at + 1 + PARTICLE_REACH);
  const stop = reach.findIndex((word) => "kind" in word);
  const near = stop === -1 ? reach : reach.slice(0, stop);
  return findFirst(PARTICLE_VERBS.particles, ([particle, kind]) => {
    const offset = near.findIndex((word) => !("kind" in word) && word.written.toLowerCase() === particle);
    const found = near[offset];
    if (found === undefined || "kind" in found) return undefined;
    const opensPlace = near.slice(offset + 1, offset + 3).some((word) => !("kind" in word) && is(word, "place"));
    return kind === "on" && opensPlace ? undefined : { at: at + 1 + offset, kind, written: found.written };
  });
}
