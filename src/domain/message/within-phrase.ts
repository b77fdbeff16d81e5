/** Ordinary words that govern nothing: "зелёный" in "зелёный лист", and "суток" in "в течение суток". */
import { is, plain, saysNothing, type Word } from "./word.ts";

const ADJECTIVE = /(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ую|юю|ых|их)$/u;
/** Verbs and words such as "рано", behind which an infinitive is no wish. */
const GOVERNING = /(?:о|л|ла|ли|ло|лся|лась|лись|лось|ю|юсь|ет|ит|ут|ют|ат|ят|ешь|ишь|ем|им|ть|ться|ти|йте|ите)$/u;

const isOrdinary = (word: Word | undefined): word is Word =>
  word !== undefined && word.meanings.length > 0 && saysNothing(word);

/** "в течение суток", "к концу недели": an ordinary noun behind a preposition, or behind such a noun. */
export function isWithinPhrase(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (!isOrdinary(word) || GOVERNING.test(plain(word))) return false;
  const before = words[at - 1];
  if (is(before, "preposition")) return true;
  if (!isOrdinary(before) || !(isWithinPhrase(words, at - 1) || ADJECTIVE.test(plain(before)))) return false;
  return words.slice(Math.max(0, at - MOST_OF_A_PHRASE), at).some((one) => is(one, "preposition"));
}

const MOST_OF_A_PHRASE = 3;

/** "зелёный лист": an ordinary adjective of a decoration's name. */
export function describesWhatIsNamed(words: readonly Word[], at: number): boolean {
  const [word, next] = [words[at], words[at + 1]];
  if (!isOrdinary(word) || !ADJECTIVE.test(plain(word))) return false;
  return (
    is(next, "theme", "category", "thing") ||
    is(
      words.slice(0, at).findLast((one) => !is(one, "this", "you", "me")),
      "theme",
      "thing",
    ) ||
    describesWhatIsNamed(words, at + 1)
  );
}
