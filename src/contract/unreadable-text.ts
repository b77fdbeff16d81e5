/** Marks, embeddings, overrides and isolates that turn the direction of what follows. */
const TURNS_DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
const BREAKS_LINE = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** All that takes no ink. */
const UNSEEN = /[\p{C}\p{Z}\p{M}\u115F\u1160\u3164\uFFA0\u2800]/gu;

/** Why a text can't stand where people read it; undefined if it can. */
export function whyUnreadable(text: string): string | undefined {
  if (TURNS_DIRECTION.test(text))
    return "has a character that turns the direction of writing; type it anew, without copying";
  if (BREAKS_LINE.test(text)) return "has a line break or a control character; write it in one line";
  if (text.replace(UNSEEN, "") === "") return "has nothing that can be seen; write what people should read";
  return undefined;
}
