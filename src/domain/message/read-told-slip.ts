/**
 * A slip that is told, and that is asked to be mended: "ой, не то нажала, верните". Who tells of their own slip means their own last
 * word, whatever words they have for it.
 */
import { findSubject } from "./find-subject.ts";
import { plainText } from "./letters.ts";
import type { Clause, Message } from "./read-message.ts";
import type { Undoable } from "./undoable.ts";
import { is, plain } from "./word.ts";
import type { WordClass } from "./word-class.ts";
import { MENDING, SLIP, SLIP_WORDS, SWITCHED_OFF } from "./words/slip-words.ts";

/** Longer ones tell more than a slip. */
const MOST_CHARACTERS = 160;

/** Whether a text tells of a slip and asks to mend it, and of nothing else that might be mended. */
export function isToldSlip(
  text: string,
  message: Message,
  { shownTheme, undoes }: { readonly shownTheme?: string | undefined; readonly undoes?: Undoable | undefined },
): boolean {
  const plainly = plainText(text).replace(/['’]/gu, "");
  // Full stops in a row are a sigh.
  if (
    plainly.length > MOST_CHARACTERS ||
    /\.{3}|\.\s+\./u.test(plainly) ||
    !/^[\p{L}\s.,!+)\n\p{Extended_Pictographic}]*$/u.test(plainly)
  )
    return false;
  const slip = SLIP.exec(plainly);
  const mending = MENDING.exec(plainly);
  if (slip === null || mending === null) return false;
  // "верните, передумал" may take back the very wish to put back.
  const isTakenBack = /передум|mind/u.test(slip[0]) && mending.index < slip.index;
  // While something is shown, "верните как было" may as well mean: without it.
  if (shownTheme !== undefined && !SWITCHED_OFF.test(plainly)) return false;
  const { clauses } = message;
  const words = clauses.flatMap((clause) => clause.words);
  const named = new Set(
    words.flatMap(({ meanings }) => meanings.flatMap(({ kind, key }) => (kind === "theme" ? [key] : []))),
  );
  const isOfIt = [...named].every((key) => undoes?.scope === `theme:${key}`);
  return (
    isOfIt &&
    !(isTakenBack && named.size === 0) &&
    words.every((word) => !word.isSign || is(word, "smile")) &&
    findSubject(message).business.length === 0 &&
    !words.some((word) =>
      is(word, "person", "recipient", "people", "if", "sarcasm", "keep", "why", "who", "bad", "on", "want"),
    ) &&
    clauses.every(isPlain)
  );
}

const KNOWN = [
  ...(["accident", "regret", "cancel", "return", "undo", "again"] as const),
  ...(["theme", "thing", "this", "me", "you", "polite", "thanks", "filler", "impatient", "but", "and", "all"] as const),
] as const satisfies readonly WordClass[];

/** No word that is unknown, and nothing denied but that it was meant. */
const isPlain = ({ words }: Clause): boolean =>
  words.every((word, at) => {
    if (is(word, "negator"))
      return /^(?:то|ту|та|тот|туда|те|надо|хотел|хотела|специально)$/u.test(plain(words[at + 1]));
    if (is(word, "off")) return !/^(?:order|infinitive)/u.test(word.form ?? "order") || SLIP_WORDS.test(plain(word));
    return word.isSign || is(word, ...KNOWN) || SLIP_WORDS.test(plain(word));
  });
