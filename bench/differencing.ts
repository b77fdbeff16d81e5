/**
 * `npm run bench:differencing`: how often somebody of the staff guesses right what one person chose, or is, from numbers of
 * people: with one pair of questions, and with all of a day's. `npm run bench:differencing -- "one pair"` makes some of the attacks. A coin is right 50 times in 100. 1,000 people each time.
 */
import {
  guessAttributes,
  guessByEquality,
  guessByLookingTwice,
  guessBySmallNumbers,
  guessChoices,
} from "../test/support/differencing.ts";
import { markdownTable } from "./markdown-table.ts";

const TARGETS = 1_000;
const SEED = 20_261_130;
/** Different questions of a day. */
const QUESTIONS = 300;

const wide = { pairs: 1, by: 2, stretches: 1, others: [2_000, 20_000] as const };
const attacks: Readonly<Record<string, () => number>> = {
  "choice: one pair of rehearsals": () => guessChoices({ ...wide, pairs: 1 }, TARGETS, SEED),
  "choice: one pair, no breakdown": () => guessChoices({ ...wide, by: 0, pairs: 1 }, TARGETS, SEED),
  "choice: the same among 150 wider sets": () => guessChoices({ ...wide, pairs: QUESTIONS / 2 }, TARGETS, SEED),
  "choice: 150 pairs, no breakdown": () => guessChoices({ ...wide, by: 0, pairs: QUESTIONS / 2 }, TARGETS, SEED),
  "choice: 150 pairs, 8 overlapping breakdowns": () =>
    guessChoices({ ...wide, by: 8, pairs: QUESTIONS / 2 }, TARGETS, SEED),
  "choice: 150 pairs of a draft that grows for 30 days": () =>
    guessChoices({ ...wide, others: [20_000, 200_000], stretches: 30, pairs: QUESTIONS / 2 }, TARGETS, SEED),
  "choice: one pair, equal or not": () => guessByEquality(wide, TARGETS, SEED),
  "choice: 300 lists of one's own, of 1 to 19 people": () => guessBySmallNumbers(QUESTIONS, TARGETS, SEED),
  "choice: before and after, asked once": () => guessByLookingTwice(2, 0, TARGETS, SEED),
  "choice: before and after, 150 times, nobody else acts": () => guessByLookingTwice(QUESTIONS, 0, TARGETS, SEED),
  "choice: before and after, 150 times, up to 10 others act": () => guessByLookingTwice(QUESTIONS, 10, TARGETS, SEED),
  "attribute: one pair of counts": () => guessAttributes(1, TARGETS, SEED),
  "attribute: 150 pairs of counts": () => guessAttributes(QUESTIONS / 2, TARGETS, SEED),
};

const [wanted = ""] = process.argv.slice(2);
const rows = Object.entries(attacks)
  .filter(([name]) => name.includes(wanted))
  .map(([name, guess]) => [name, `${(100 * guess()).toFixed(1)} %`]);
console.log(markdownTable(["attack", "right guesses"], rows));
