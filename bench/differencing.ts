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
import {
  askAmongOwnAccounts,
  askBeforeAndAfter,
  askKnowingAllOthers,
  askWithAndWithout,
  guessBy,
  readAroundMidnight,
  readParked,
  REASONS,
  saidNoAt,
  tryFourAtOnce,
  tryOne,
  watchGuards,
  weighAll,
  withdrawn,
  type Guessed,
  type Weigh,
} from "../test/support/guess-by-all-numbers.ts";
import { isHeld, isPaused, isTurned, parkBelow, watchLimits } from "../test/support/watch-limits.ts";
import { markdownTable } from "./markdown-table.ts";

const TARGETS = 1_000;
const SEED = 20_261_130;
/** Different questions of a day. */
const QUESTIONS = 300;
const PAIRS = QUESTIONS / 2;
/** Of one's own. */
const ACCOUNTS = 200;

const wide = { pairs: 1, by: 2, stretches: 1, others: [2_000, 20_000] as const };
const four = tryFourAtOnce(1, 2);
const twenty = tryFourAtOnce(5, 2);

/** Of one act, all that a day tells. */
const readDay = (guards: number): Weigh =>
  weighAll(
    askBeforeAndAfter(four, PAIRS),
    watchGuards(guards, ["optedOut", "complained"]),
    ...[withdrawn(4), REASONS, saidNoAt(1)].map(readParked),
  );

/** Parked one person before the earliest limit; or before the only one, were it not drawn. */
const watch = (isPassed: typeof isPaused, limits: number) => watchLimits(limits, isPassed, parkBelow(isPassed));
const watchUndrawn = (isPassed: typeof isPaused) => watchLimits(1, isPassed, parkBelow(isPassed, [0]), 0);

const by = (weigh: Weigh) => (): Guessed => guessBy(weigh, TARGETS, SEED);

const attacks: Readonly<Record<string, () => number | Guessed>> = {
  "choice: one pair of rehearsals": () => guessChoices({ ...wide, pairs: 1 }, TARGETS, SEED),
  "choice: one pair, no breakdown": () => guessChoices({ ...wide, by: 0, pairs: 1 }, TARGETS, SEED),
  "choice: the same among 150 wider sets": () => guessChoices({ ...wide, pairs: PAIRS }, TARGETS, SEED),
  "choice: 150 pairs, no breakdown": () => guessChoices({ ...wide, by: 0, pairs: PAIRS }, TARGETS, SEED),
  "choice: 150 pairs, 8 overlapping breakdowns": () => guessChoices({ ...wide, by: 8, pairs: PAIRS }, TARGETS, SEED),
  "choice: 150 pairs of a draft that grows for 30 days": () =>
    guessChoices({ ...wide, others: [20_000, 200_000], stretches: 30, pairs: PAIRS }, TARGETS, SEED),
  "choice: one pair, equal or not": () => guessByEquality(wide, TARGETS, SEED),
  "choice: 300 lists of one's own, of 1 to 19 people": () => guessBySmallNumbers(QUESTIONS, TARGETS, SEED),
  "choice: before and after, asked once": () => guessByLookingTwice(2, 0, TARGETS, SEED),
  "choice: before and after, 150 times, nobody else acts": () => guessByLookingTwice(QUESTIONS, 0, TARGETS, SEED),
  "choice: before and after, 150 times, up to 10 others act": () => guessByLookingTwice(QUESTIONS, 10, TARGETS, SEED),
  "all numbers: one pair, four decorations": by(askWithAndWithout(four, 1)),
  "all numbers: 150 pairs, four decorations": by(askWithAndWithout(four, PAIRS)),
  "all numbers: 150 pairs, twenty campaigns": by(askWithAndWithout(twenty, PAIRS)),
  "all numbers: before and after, 150 times, nobody else acts": by(askBeforeAndAfter(four, PAIRS)),
  "all numbers: before and after, 150 times, up to 10 others act": by(askBeforeAndAfter(four, PAIRS, 10)),
  "all numbers: 300 lists with 200 accounts of one's own": by(askAmongOwnAccounts(four, ACCOUNTS, QUESTIONS)),
  "all numbers: the same, one decoration, no breakdown": by(askAmongOwnAccounts(tryOne(0), ACCOUNTS, QUESTIONS)),
  "all numbers: 300 times, knowing what all others chose": by(askKnowingAllOthers(four, QUESTIONS)),
  "guard: one that counts the act": by(watchGuards(1, ["optedOut"])),
  "guard: one, off and complained": by(watchGuards(1, ["optedOut", "complained"])),
  "guard: one, by a machine's word": by(watchGuards(1, ["optedOut", "exposed"])),
  "guard: of gifts, accepted or declined": by(watchGuards(1, ["asked", "gifts"])),
  "guard: four, of four campaigns": by(watchGuards(4, ["optedOut"])),
  "guard: eight, of eight campaigns": by(watchGuards(8, ["optedOut"])),
  "limit: gifts pause": by(watch(isPaused, 1)),
  "limit: gifts pause, were it not drawn": by(watchUndrawn(isPaused)),
  "limit: a halt of 294 people": by(watch(isTurned("halt", 294), 1)),
  "limit: a halt of 5,000 people": by(watch(isTurned("halt", 5_000), 1)),
  "limit: a halt of 5,000 people, were it not drawn": by(watchUndrawn(isTurned("halt", 5_000))),
  "limit: four halts of 5,000 people each": by(watch(isTurned("halt", 5_000), 4)),
  "limit: a halt of 30,000 people": by(watch(isTurned("halt", 30_000), 1)),
  "limit: a warning of 5,000 people": by(watch(isTurned("warn", 5_000), 1)),
  "limit: one person's word, of 500 people": by(watch(isHeld(500), 1)),
  "limit: one person's word, of 3,000 people": by(watch(isHeld(3_000), 1)),
  "limit: one person's word, of 20,000 people": by(watch(isHeld(20_000), 1)),
  "limit: one person's word, of 20,000 people, were it not drawn": by(watchUndrawn(isHeld(20_000))),
  "once a day: four wishes withdrawn at once, parked": by(readParked(withdrawn(4))),
  "once a day: four wishes withdrawn at once, around midnight": by(readAroundMidnight(withdrawn(4))),
  "once a day: reasons, parked": by(readParked(REASONS)),
  "once a day: no at a scope, parked": by(readParked(saidNoAt(1))),
  "once a day: no at three scopes at once, parked": by(readParked(saidNoAt(3))),
  "day: all of it, one guard": by(readDay(1)),
  "day: all of it, four guards": by(readDay(4)),
  "day: all of it, eight guards": by(readDay(8)),
  "attribute: one pair of counts": () => guessAttributes(1, TARGETS, SEED),
  "attribute: 150 pairs of counts": () => guessAttributes(PAIRS, TARGETS, SEED),
};

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const [wanted = ""] = process.argv.slice(2);
const rows = Object.entries(attacks)
  .filter(([name]) => name.includes(wanted))
  .map(([name, guess]) => {
    const guessed = guess();
    const row = typeof guessed === "number" ? [guessed] : [guessed.right, guessed.expected];
    // All of them take minutes.
    console.error(name, ...row.map(percent));
    return [name, ...[...row.map(percent), ""].slice(0, 2)];
  });
console.log(markdownTable(["attack", "right guesses", "by its own odds"], rows));
