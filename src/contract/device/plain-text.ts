/** More than any phone says in one fact; what is longer is not read at all. */
const MAXIMUM_CHARACTERS = 256;

/** The zeros of scripts in which systems write numbers, each followed by its nine other digits. */
const ZEROS: readonly number[] = Array.from(
  "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0e50\u0ed0\u0f20\u1040\u17e0\uff10",
  (zero) => zero.charCodeAt(0),
);

/**
 * What was said, as plain text: without quotes, invisible marks and a second round of percent-encoding; with ASCII digits,
 * dashes and dots. Spaces at the ends stay: one may be a plus that an address has lost. Undefined for what is no text,
 * is too long, or holds nothing.
 */
export function readPlainText(said: unknown): string | undefined {
  if (typeof said !== "string" || said.length > MAXIMUM_CHARACTERS) return undefined;
  const text = (said.includes("%") ? decodeAgain(said) : said)
    .replaceAll(/[\p{Cc}\p{Cf}"'`«»“”\\]/gu, "")
    .replaceAll(/[\u2010-\u2015\u2212\ufe63\uff0d]/g, "-")
    .replaceAll(/[\u066b\u3002\uff0e]/g, ".")
    .replaceAll(/\p{Zs}/gu, " ")
    .replaceAll(/[^\p{ASCII}\P{Nd}]/gu, toAsciiDigit);
  return text.trim() === "" ? undefined : text;
}

function decodeAgain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function toAsciiDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  const zero = ZEROS.find((candidate) => candidate <= code && code < candidate + 10);
  return zero === undefined ? digit : String(code - zero);
}
