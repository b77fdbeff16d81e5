/** A pattern of words by their beginnings, parted by white space. `=` ends a whole word; without it a word only begins so. */
export function toPattern(words: string): RegExp {
  const parts = words
    .trim()
    .split(/\s+/u)
    .map((word) => (word.endsWith("=") ? `${word.slice(0, -1)}$` : word));
  return new RegExp(`^(?:${parts.join("|")})`, "u");
}
