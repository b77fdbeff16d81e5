/** Words, emoji and stops, as they were typed. */
export type Token = Stop | { readonly kind: "word" | "sign"; readonly text: string };

/** Punctuation that parts clauses, or a bracket that may be a smile. */
export interface Stop {
  readonly kind: "stop";
  readonly text: string;
}

const TOKENS = /[\p{L}\p{N}]+(?:['’`]\p{L}+)*|\p{Extended_Pictographic}|[♡★✿✝☦☪✡]|[.!?;…\n,:()[\]{}+]+|\s[-–—]+\s/gu;

/** Splits a cleaned text. Apostrophes inside a word are left out: "don't" is "dont". */
export function tokenize(text: string): readonly Token[] {
  return joinLetters((text.match(TOKENS) ?? []).map(toToken));
}

function toToken(part: string): Token {
  if (/^[\p{L}\p{N}]/u.test(part)) return { kind: "word", text: part.replace(/['’`]/gu, "") };
  return { kind: /^[\p{P}\s+]/u.test(part) ? "stop" : "sign", text: part };
}

// "а я с мужем" is three words, not one spelt out.
const ONE_LETTER_WORDS = new Set("авикосуяэaiu");

/** Puts words spelt out for emphasis together again: "с т о п", "С.Т.О.П". */
function joinLetters(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const letters: string[] = [];
    let next = at;
    for (let token = tokens[next]; token?.kind === "word" && /^\p{L}$/u.test(token.text); token = tokens[next]) {
      letters.push(token.text);
      next += tokens[next + 1]?.text === "." ? 2 : 1;
    }
    const isSpeltOut = letters.length >= 3 && letters.some((letter) => !ONE_LETTER_WORDS.has(letter.toLowerCase()));
    if (isSpeltOut) joined.push({ kind: "word", text: letters.join("") });
    else joined.push(...tokens.slice(at, Math.max(next, at + 1)));
    at = Math.max(next, at + 1);
  }
  return joined;
}
