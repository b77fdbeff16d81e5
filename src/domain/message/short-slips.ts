/**
 * Misspellings of words too short to be compared letter by letter: two letters swapped, one doubled, or, in a word that is of
 * use by itself, one lost. Those that two words share are nobody's.
 */

/** Two neighbours swapped, or a letter doubled. */
function slipsOf(word: string): readonly string[] {
  const letters = [...word];
  return letters.flatMap((letter, at) => {
    const next = letters[at + 1];
    const doubled = [...letters.slice(0, at), letter, ...letters.slice(at)];
    const swapped = [...letters.slice(0, at), next ?? "", letter, ...letters.slice(at + 2)];
    return next === undefined ? [doubled.join("")] : [doubled.join(""), swapped.join("")];
  });
}

/** A letter lost inside: without its first letter a word begins like another. */
const lossesOf = (word: string): readonly string[] =>
  word.length < SHORTEST_WITH_LOSS
    ? []
    : Array.from({ length: word.length - 1 }, (_, at) => word.slice(0, at + 1) + word.slice(at + 2));

const SHORTEST_WITH_LOSS = 4;

/** What each misspelling stands for. `isWord`: whether something is a word as it stands. */
export function mapSlips(
  words: readonly string[],
  names: readonly string[],
  isWord: (text: string) => boolean,
): ReadonlyMap<string, string> {
  const meant = [
    ...words.flatMap((word) => [...slipsOf(word), ...lossesOf(word)].map((slip) => [slip, word] as const)),
    ...names.flatMap((name) => slipsOf(name).map((slip) => [slip, name] as const)),
  ];
  const bySlip = Map.groupBy(meant, ([slip]) => slip);
  return new Map(
    [...bySlip].flatMap(([slip, found]) => {
      const [word, ...others] = new Set(found.map(([, one]) => one));
      return word === undefined || others.length > 0 || isWord(slip) ? [] : [[slip, word] as const];
    }),
  );
}
