/** Marks, embeddings, overrides and isolates that turn the direction of what follows. */
const TURNS_DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
const BREAKS_LINE = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** All that takes no ink. */
const UNSEEN = /[\p{C}\p{Z}\p{M}\u115F\u1160\u3164\uFFA0\u2800]/gu;
/** What nobody sees between other characters; two texts that differ by it are the same to whoever reads them. */
const HIDDEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Braille's: a symbol, but an empty one. */
const EMPTY_CELL = "\u2800";

/** A symbol with what says how it is drawn. */
const SIGN = String.raw`[\p{Extended_Pictographic}\p{So}\p{Sm}](?:[\uFE0E\uFE0F]|\p{Emoji_Modifier})?`;
/** Symbols that are joined to one, keycaps, and flags of parts of a country: what can't be seen belongs to them. */
const SIGNS = new RegExp(
  String.raw`\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}|[0-9#*]\uFE0F?\u20E3|${SIGN}(?:\u200D${SIGN})*`,
  "gu",
);

/** Why a text can't stand where people read it; undefined if it can. */
export function whyUnreadable(text: string): string | undefined {
  if (BREAKS_LINE.test(text)) return "has a line break or a control character; write it in one line";
  return whyUnseen(text);
}

/** The same for what may have several lines. */
export function whyUnseen(text: string): string | undefined {
  if (TURNS_DIRECTION.test(text))
    return "has a character that turns the direction of writing; type it anew, without copying";
  if (text.replace(UNSEEN, "") === "") return "has nothing that can be seen; write what people should read";
  if (HIDDEN.test(text.replace(SIGNS, (sign) => (sign.startsWith(EMPTY_CELL) ? sign : ""))))
    return "has a character that can't be seen; type it anew, without copying";
  return undefined;
}
