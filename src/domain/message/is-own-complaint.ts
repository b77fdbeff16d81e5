/**
 * A closed world for what halts a decoration that others love: a complaint counts only if its clause is accounted for word by
 * word. It names one decoration, or the place where ours stand, it judges that and nothing else, and no other clause takes it back.
 */
import type { Clause, Message } from "./read-message.ts";
import { isOurs } from "./claims-of.ts";
import { isPlace } from "./find-subject.ts";
import { toPattern } from "./to-pattern.ts";
import { is, plain, type Word } from "./word.ts";
import type { WordClass } from "./word-class.ts";
import { CLAIM_WORDS } from "./words/claim-words.ts";
import { COMPLAINT_WORDS } from "./words/complaint-words.ts";

const LOOKS = toPattern(COMPLAINT_WORDS.looks);
const SORROW = toPattern(COMPLAINT_WORDS.sorrow);
const TURNS = toPattern(COMPLAINT_WORDS.turns);
const THOUGHT = toPattern(COMPLAINT_WORDS.thought);
const KIN = toPattern(CLAIM_WORDS.kin);
const YOURS = toPattern(COMPLAINT_WORDS.yours);
const ELSEWHERE = toPattern(COMPLAINT_WORDS.elsewhere);
const DECORATIONS = toPattern(CLAIM_WORDS.decorations);

const LIGHT: readonly WordClass[] = [
  ...(["theme", "thing", "category", "bad", "reason", "place", "preposition"] as const),
  ...([
    "filler",
    "polite",
    "me",
    "you",
    "this",
    "all",
    "impatient",
    "still",
    "again",
    "also",
    "and",
    "but",
    "feelings",
  ] as const),
];

/** One of these in any clause tells of absence, of praise, or of what others feel. */
const TURNING: readonly WordClass[] = ["without", "vanish", "no", "speech", "people", "recipient", "if", "except"];

/** Nobody feels these about a thing that only bears the name of a decoration. */
const OF_DECORATIONS: ReadonlySet<string> = new Set(
  "ugly unasked battery obscures childish offensive privacy".split(" "),
);

const INVENTED = /^(?:придума|нарисова|came|invent)/u;
const PUT = /^(?:повес|постав|включ|put|turn)/u;
const COMPLAINS = /жалоб|пожалов|complain/u;
const DIED = /^(?:умер|погиб|died|passed)/u;

/** `isToUs`: nobody but Garland is written to, so that nothing need be named. */
export function isOwnComplaint({ clauses }: Message, isToUs: boolean): boolean {
  if (countThemes(clauses) > 1 || clauses.some(isTurned)) return false;
  const accounted = clauses.filter(isAccounted);
  const judging = accounted.filter((clause) => clause.words.some((word, at) => judges(clause, word, at)));
  if (judging.some(namesOurs)) return true;
  return judging.length > 0 && (accounted.some(namesOurs) || (isToUs && accounted.length === clauses.length));
}

const countThemes = (clauses: readonly Clause[]): number => {
  const words = clauses.flatMap((clause) => clause.words).filter((word) => is(word, "theme"));
  return new Set(words.map(({ meanings }) => meanings.flatMap(({ key = "" }) => key).join(" "))).size;
};

const isTurned = (clause: Clause): boolean =>
  clause.words.some(
    (word, at) =>
      (is(word, "person") && !some(clause, DIED)) ||
      is(word, ...TURNING) ||
      THOUGHT.test(plain(word)) ||
      // "отстаньте от ёлки": it is to be left in peace.
      (/^от(?:стан|вяж|цеп|вал)/u.test(plain(word)) &&
        plain(clause.words[at + 1]) === "от" &&
        !is(clause.words[at + 2], "me")) ||
      (is(word, "smile") && !is(word, "bad")) ||
      (is(word, "good") && !is(word, "bad") && !isDenied(clause, at) && !(is(word, "thanks") && isScorned(clause))) ||
      (is(word, "bad", "reason") && isDenied(clause, at)),
  );

/** "спасибо за эту гадость". */
const isScorned = ({ words }: Clause): boolean => words.some((word) => is(word, "bad", "reason"));

const some = ({ words }: Clause, pattern: RegExp): boolean => words.some((word) => pattern.test(plain(word)));

/** "не нравится": the denial stands right before. */
const isDenied = ({ words }: Clause, at: number): boolean => is(words[at - 1], "negator");

/** "не нравится вам?", "чем вам не угодила": the feeling is asked of the reader. */
const isAsked = ({ words, isQuestion }: Clause): boolean =>
  isQuestion ||
  words.some((word, at) => /^плохого$/u.test(plain(word)) && /^(?:что|чего|же|тут)$/u.test(plain(words[at - 1]))) ||
  (words.some((word) => is(word, "negator")) && words.some((word) => /^(?:вам|тебе|you)$/u.test(plain(word))));

function isAccounted(clause: Clause): boolean {
  return !isAsked(clause) && clause.words.every((word, at) => isKnown(clause, word, at));
}

function isKnown(clause: Clause, word: Word, at: number): boolean {
  const { words } = clause;
  const written = plain(word);
  if (TURNS.test(written)) return false;
  if (word.isSign) return is(word, "theme", "bad") || word.meanings.length === 0;
  if (is(word, "theme")) return word.isNear !== true;
  if (LOOKS.test(written)) return true;
  if (is(word, "place")) return !ELSEWHERE.test(written) && isPlaced(words, at);
  if (is(word, "negator")) return is(words[at + 1], "good") && !is(words[at + 1], "bad");
  if (is(word, "good") && isDenied(clause, at)) return true;
  if (is(word, "who")) return some(clause, INVENTED);
  if (is(word, "want", "on", "return", "off", "keep") && some(clause, COMPLAINS)) return true;
  if (PUT.test(written) && words.some(isUnasked)) return true;
  return is(word, ...LIGHT);
}

/** "на экране", not "экран". */
function isPlaced(words: readonly Word[], at: number): boolean {
  const before = words.slice(0, at).findLast((word) => !is(word, "me", "you", "this", "place", "filler"));
  return is(before, "preposition") || is(words[at], "preposition");
}

const judges = (clause: Clause, word: Word, at: number): boolean =>
  (is(word, "bad", "reason") && !SORROW.test(plain(word)) && !isBusinessReason(word)) ||
  (is(word, "good") && isDenied(clause, at));

const isUnasked = ({ meanings }: Word): boolean => meanings.some(({ reason }) => reason === "unasked");

const isBusinessReason = ({ meanings }: Word): boolean =>
  meanings.every(({ kind, reason }) => kind === "reason" && (reason === "cost" || reason === "leaving"));

/** A decoration by its own name, a picture that is nothing else, or where ours stand. */
function namesOurs(clause: Clause): boolean {
  const { words } = clause;
  const isYours = words.some((word) => YOURS.test(plain(word)));
  const isOfOurs =
    isYours || words.some(({ meanings }) => meanings.some(({ reason }) => OF_DECORATIONS.has(reason ?? "")));
  return words.some((word, at) => {
    const written = plain(word);
    if (is(word, "theme")) return isOurs(clause, at) && (isOfOurs || !KIN.test(written));
    if (isPlace(clause, at)) return true;
    if (!is(word, "thing") || is(word, "bad") || word.isSign) return false;
    return isOurs(clause, at) && (isOfOurs || DECORATIONS.test(written) || words.some((one) => is(one, "place")));
  });
}
