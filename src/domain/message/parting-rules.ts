/** Wishes to be without it that have no verb of switching, or one in an unusual form. */
import { has, isAlone, type ReadRemark } from "./clause-words.ts";
import type { Clause } from "./read-message.ts";
import { is, plain } from "./word.ts";
import {
  ASKED_BEFORE,
  AT_ONCE,
  BEFORE_IT,
  NOT_SENT,
  PARTING,
  PLAIN_NAME,
  STILL_THERE,
  STOP_SENT,
  toNamed,
} from "./words/parting-words.ts";

/** "оформите отключение". */
const ARRANGES = /^(?:оформи|подай|прими|создай|запиши)/u;

const textOf = ({ words }: Clause): string => words.map(plain).join(" ");

/** With one word for whatever names a decoration: what is said of it is what counts. */
const namedText = ({ words }: Clause): string =>
  toNamed(
    words
      .filter((word) => !word.isSign)
      .map((word) => ({ text: plain(word), isName: is(word, "theme") || (is(word, "thing") && !is(word, "bad")) })),
  );

const nameAt = ({ words }: Clause): number => words.findIndex((word) => is(word, "theme", "thing"));

const isSomebodyElses = (clause: Clause): boolean =>
  has(clause, "person", "recipient", "people", "if", "who", "speech");

export const PARTING_READERS = {
  "parts-with-it": (clause) => {
    const isOrderedOn = clause.words.some((word) => is(word, "on") && !ARRANGES.test(plain(word)));
    if (clause.isQuestion || isSomebodyElses(clause) || isOrderedOn || has(clause, "keep", "return")) return undefined;
    return PARTING.test(namedText(clause)) ? { kind: "off", sure: true, at: nameAt(clause) } : undefined;
  },
  "as-it-was-before-it": (clause) => {
    if (clause.isQuestion || isSomebodyElses(clause) || !has(clause, "return", "make", "want", "keep", "permit"))
      return undefined;
    return BEFORE_IT.test(namedText(clause)) ? { kind: "off", sure: true, at: nameAt(clause) } : undefined;
  },
  "done-at-once": (clause, { clauses }) => {
    const at = clause.words.findIndex(
      (word) => is(word, "off") && (word.form === "past-many" || word.form === "past-one"),
    );
    if (
      at === -1 ||
      clause.isQuestion ||
      !clauses.some((one) => has(one, "theme", "thing", "this")) ||
      has(clause, "negator", "why", "who", "you")
    )
      return undefined;
    return AT_ONCE.test(textOf(clause)) &&
      isAlone(clause, "off", "theme", "thing", "this", "bad", "still", "but", "impatient")
      ? { kind: "off", sure: true, at }
      : undefined;
  },
  "asked-and-still-there": (clause, { clauses }) => {
    const at = clause.words.findIndex(
      (word) => is(word, "off") && (word.form === "infinitive" || word.form === "noun"),
    );
    const asks = clauses.some((one) => one.isQuestion || has(one, "why", "how-long", "when"));
    if (at === -1 || asks || !has(clause, "theme", "thing") || has(clause, "negator", "person")) return undefined;
    const isAsked = ASKED_BEFORE.test(textOf(clause));
    return isAsked && clauses.some((one) => STILL_THERE.test(textOf(one)))
      ? { kind: "off", sure: true, at }
      : undefined;
  },
  "stopped-and-still-there": (clause, { clauses }) => {
    const at = nameAt(clause);
    if (at === -1 || clause.isQuestion || !STILL_THERE.test(textOf(clause)) || isSomebodyElses(clause))
      return undefined;
    const said = clauses.map(textOf).join(" ");
    if (NOT_SENT.test(said) || clauses.some((one) => has(one, "foreign", "regret", "accident", "keep", "good")))
      return undefined;
    return STOP_SENT.test(said) && !clauses.some((one) => one.isQuestion) ? { kind: "off", sure: true, at } : undefined;
  },
  "the-plain-name": (clause, { clauses }) => {
    const at = clause.words.findIndex((word) =>
      is(word, "return", "want", "make", "permit", "purpose", "give", "keep"),
    );
    if (at === -1 || has(clause, "negator", "theme", "without") || isSomebodyElses(clause)) return undefined;
    const isOnly = clauses.every((one) => one === clause || !has(one, "on", "keep", "good", "thanks"));
    // "верните обычный вид" may be of anything.
    if (/ вид/u.test(textOf(clause)) && !clauses.some((one) => has(one, "theme"))) return undefined;
    return isOnly && PLAIN_NAME.test(textOf(clause)) ? { kind: "off", sure: true, at } : undefined;
  },
} as const satisfies Readonly<Record<string, ReadRemark>>;
