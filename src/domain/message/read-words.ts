/** Looks words up in the way that explains most of a message: as written, transliterated, or on the other keyboard. */
import { mendSpaces } from "./mend-spaces.ts";
import { spell, switchLayout, transliterate } from "./letters.ts";
import { tokenize, type Stop, type Token } from "./tokens.ts";
import { lookUp, lookUpSlip, spellOut, type Hit, type Spelled, type Vocabulary } from "./vocabulary.ts";
import type { ReadWord } from "./read-word.ts";

/** Whether Latin letters are first taken for English or for transliterated Russian. */
type Order = "english-first" | "russian-first";

/**
 * Reads every word in the order and on the keyboard that explain most of the text. A forgotten keyboard layout is rare:
 * it has to explain nearly everything where the plain reading explains little.
 */
export function readWords(text: string, vocabulary: Vocabulary): readonly (Stop | ReadWord)[] {
  const { tokens, order } = chooseReading(text, vocabulary);
  const known = new Map<string, ReadWord>();
  const read = (token: Exclude<Token, Stop>, slips = true): ReadWord => {
    const key = `${slips ? "~" : "="}${token.text}`;
    const found = known.get(key) ?? readToken(token, order, vocabulary, slips);
    known.set(key, found);
    return found;
  };
  const words = tokens.map((token) => (token.kind === "stop" ? token : read(token)));
  // What is put right has to be a word letter by letter.
  return mendSpaces(words, (written) => read({ kind: "word", text: written }, false));
}

interface Reading {
  readonly tokens: readonly Token[];
  readonly order: Order;
}

function chooseReading(text: string, vocabulary: Vocabulary): Reading {
  const plain = tokenize(text);
  const orders = ["english-first", ...(/\p{Script=Latin}/u.test(text) ? (["russian-first"] as const) : [])] as const;
  const readings = orders.map((order, at) => ({
    tokens: plain,
    order,
    score: explainedShare(plain, order, vocabulary) - at * 0.2,
  }));
  const best = readings.reduce((one, other) => (other.score > one.score ? other : one));
  // The other keyboard can't explain more than all.
  if (best.score >= 1 - OTHER_KEYBOARD) return best;
  const switched = tokenize(switchLayout(text));
  const score = explainedShare(switched, "english-first", vocabulary) - OTHER_KEYBOARD;
  return score > best.score ? { tokens: switched, order: "english-first" } : best;
}

const OTHER_KEYBOARD = 0.5;

/** The ways to look a word up, in the order of the reading. */
function spellingsOf(token: string, order: Order): readonly Spelled[] {
  const { script, text, looksLike } = spell(token);
  if (script !== "latin") return [spellOut(text)];
  const russian = transliterate(text);
  const spellings = order === "english-first" ? [text, russian] : [russian, text];
  return (looksLike === undefined ? spellings : [...spellings, looksLike]).map(spellOut);
}

function readToken(token: Exclude<Token, Stop>, order: Order, vocabulary: Vocabulary, slips: boolean): ReadWord {
  const base = { kind: "word" as const, written: token.text, isSign: token.kind === "sign" };
  if (token.kind === "sign") {
    const meanings = vocabulary.signs.get(token.text) ?? [];
    return { ...base, meanings, doubtful: false, spellings: [], match: "none" };
  }
  const spellings = spellingsOf(token.text, order);
  const hit =
    findFirst(spellings, (spelling) => lookUp(vocabulary, spelling)) ??
    (slips ? findFirst(spellings, (spelling) => lookUpSlip(vocabulary, spelling)) : undefined);
  if (hit === undefined) return { ...base, meanings: [], doubtful: false, spellings, match: "none" };
  return { ...base, ...hit, spellings, isNear: hit.match !== "exact" && !isSpelledOut(hit, spellings, vocabulary) };
}

/** Whether another way to read the word has the same meaning letter by letter. */
function isSpelledOut({ meanings }: Hit, spellings: readonly Spelled[], vocabulary: Vocabulary): boolean {
  return spellings.some((spelling) => {
    const other = lookUp(vocabulary, spelling);
    return (
      other?.match === "exact" &&
      other.meanings.some(({ kind, key }) => meanings.some((one) => one.kind === kind && one.key === key))
    );
  });
}

/** The first thing found in a list, in its order. */
export function findFirst<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

const MATCH_WORTH = { exact: 1, sound: 0.9, slip: 0, none: 0 } as const satisfies Record<ReadWord["match"], number>;

/** The share of a reading's letters that belong to known words of the reading's first choice; slips do not count. */
function explainedShare(tokens: readonly Token[], order: Order, vocabulary: Vocabulary): number {
  let letters = 0;
  let explained = 0;
  for (const token of tokens) {
    if (token.kind !== "word") continue;
    const [first] = spellingsOf(token.text, order);
    const hit = first === undefined ? undefined : lookUp(vocabulary, first);
    letters += token.text.length;
    explained += token.text.length * MATCH_WORTH[hit?.match ?? "none"];
  }
  return letters === 0 ? 0 : explained / letters;
}
