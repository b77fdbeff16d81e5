/**
 * A list of words, as a pattern: they are parted by white space, and `_` stands for the end of a word or the blank between two.
 * Each is matched at the beginning of a word.
 */
export function readWordList(list: string): string {
  return alternativesOf(list).replaceAll("_", " ");
}

/** A list of what is looked for anywhere, also where words run together. */
export function readStemList(list: string): string {
  return alternativesOf(list);
}

function alternativesOf(list: string): string {
  return list.trim().split(/\s+/u).join("|");
}
