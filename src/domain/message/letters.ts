/**
 * What people type, brought to plain lower-case letters: look-alike letters, transliteration, a forgotten keyboard
 * layout, stretched and spaced-out words, invisible characters. Every function is linear in the length of its input.
 */

/** Longer messages are read up to here: no messenger lets people send more in one. */
const MAX_MESSAGE_LENGTH = 4_096;

/** Cuts to the length that is read, composes letters, removes accents, invisible characters and emoji variations. */
export function cleanText(text: string): string {
  const cut = text.slice(0, MAX_MESSAGE_LENGTH).toWellFormed().normalize("NFKC").slice(0, MAX_MESSAGE_LENGTH);
  return (
    cut
      .replace(/[\p{M}\p{Cf}]/gu, "")
      .replace(/\uFFFD/gu, " ")
      .replaceAll("<3", "❤")
      // What people hide by asterisks only curses.
      .replace(/\p{L}+\*+[\p{L}*]*|\*{2,}\p{L}+/gu, "")
      .replace(/\(\p{L}{1,2}\)/gu, "")
  );
}

const LATIN_LOOKS = "ABCEHKMOPTXYaceopxyk";
const CYRILLIC_LOOKS = "АВСЕНКМОРТХУасеорхук";
const DIGIT_LOOKS: ReadonlyMap<string, string> = new Map([
  ["0", "о"],
  ["3", "з"],
  ["4", "ч"],
  ["6", "б"],
]);
const GREEK_LOOKS = pairUp("ΑΒΕΗΚΜΟΡΤΧοα", "АВЕНКМОРТХоа");

const TO_CYRILLIC = pairUp(LATIN_LOOKS, CYRILLIC_LOOKS);
const TO_LATIN = pairUp(CYRILLIC_LOOKS, LATIN_LOOKS);

function pairUp(from: string, to: string): ReadonlyMap<string, string> {
  const targets = [...to];
  return new Map([...from].map((letter, at) => [letter, targets[at] ?? letter]));
}

function replaceLetters(text: string, table: ReadonlyMap<string, string>): string {
  let replaced = "";
  for (const letter of text) replaced += table.get(letter) ?? letter;
  return replaced;
}

const isCyrillic = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text);
const isLatin = (text: string): boolean => /\p{Script=Latin}/u.test(text);

/** In small letters, and with е for ё, as patterns have it. */
export const plainText = (text: string): string => text.toLowerCase().replaceAll("ё", "е");

/** A word in one script: "cyrillic", "latin", or neither (digits, other scripts). Lower case, ё read as е. */
export interface Spelling {
  readonly script: "cyrillic" | "latin" | "other";
  readonly text: string;
  /** The Cyrillic word that these Latin capitals look like (HET, BCE), if all of them have a double. */
  readonly looksLike?: string;
}

/** Decides which script a word was meant in, and replaces the letters that only look right. */
export function spell(word: string): Spelling {
  const plain = replaceLetters(word, GREEK_LOOKS);
  if (isCyrillic(plain)) {
    const latinOnly = [...plain].some((letter) => isLatin(letter) && !TO_CYRILLIC.has(letter));
    const cyrillicOnly = [...plain].some((letter) => isCyrillic(letter) && !TO_LATIN.has(letter));
    if (latinOnly && !cyrillicOnly) return { script: "latin", text: lower(replaceLetters(plain, TO_LATIN)) };
    const looked = lower(replaceLetters(replaceLetters(plain, TO_CYRILLIC), DIGIT_LOOKS));
    return { script: "cyrillic", text: latinOnly ? transliterate(looked) : looked };
  }
  if (!isLatin(plain)) return { script: "other", text: lower(plain) };
  const text = lower(plain);
  const allLookAlike = [...plain].every((letter) => TO_CYRILLIC.has(letter) && letter !== letter.toLowerCase());
  return allLookAlike
    ? { script: "latin", text, looksLike: lower(replaceLetters(plain, TO_CYRILLIC)) }
    : { script: "latin", text };
}

/** Lower case, ё as е, and letters stretched for effect ("стоооп") back to one. */
function lower(word: string): string {
  const small = word.toLowerCase().replaceAll("ё", "е");
  return isStretched(small) ? small.replace(/(\p{L})\1{2,}/gu, "$1") : small;
}

/** Whether a letter stands three times in a row: most words are told apart from those without a pattern. */
function isStretched(word: string): boolean {
  for (let at = 2; at < word.length; at++) if (word[at] === word[at - 1] && word[at] === word[at - 2]) return true;
  return false;
}

// Longest first; one scheme that accepts the habits of several, because the reader folds close sounds together anyway.
const TRANSLITERATION: ReadonlyMap<string, string> = new Map(
  Object.entries({
    shch: "щ",
    sch: "щ",
    yo: "е",
    jo: "е",
    yu: "ю",
    ju: "ю",
    iu: "ю",
    ya: "я",
    ja: "я",
    ia: "я",
    ye: "е",
    je: "е",
    zh: "ж",
    kh: "х",
    ts: "ц",
    tc: "ц",
    ch: "ч",
    sh: "ш",
    ck: "к",
    a: "а",
    b: "б",
    c: "ц",
    d: "д",
    e: "е",
    f: "ф",
    g: "г",
    h: "х",
    i: "и",
    j: "ж",
    k: "к",
    l: "л",
    m: "м",
    n: "н",
    o: "о",
    p: "п",
    q: "к",
    r: "р",
    s: "с",
    t: "т",
    u: "у",
    v: "в",
    w: "в",
    x: "кс",
    y: "ы",
    z: "з",
    4: "ч",
    6: "ш",
    3: "з",
    0: "о",
  }),
);
const VOWELS = new Set("аеиоуыэюя");

/** Reads Latin letters as Russian ones: "otkluchite" → "отклучите". Letters it does not know stay as they are. */
export function transliterate(latin: string): string {
  let read = "";
  for (let at = 0; at < latin.length;) {
    const length = [4, 3, 2, 1].find((size) => TRANSLITERATION.has(latin.slice(at, at + size))) ?? 1;
    const part = latin.slice(at, at + length);
    const letter = TRANSLITERATION.get(part) ?? part;
    read += part === "y" && VOWELS.has(read.at(-1) ?? "") ? "й" : letter;
    at += length;
  }
  return read;
}

const QWERTY = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>";
const JCUKEN = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ";
const TO_JCUKEN = pairUp(QWERTY, JCUKEN);
const TO_QWERTY = pairUp(JCUKEN, QWERTY);

/** The same keys on the other keyboard: "cnjg" → "стоп", "ыещз" → "stop". */
export function switchLayout(text: string): string {
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  return replaceLetters(text, cyrillic * 2 > text.length ? TO_QWERTY : TO_JCUKEN);
}

/**
 * Folds Russian letters that people confuse by ear or by transliteration: unstressed vowels, ы/и, ю/у, soft signs,
 * doubled letters, чк and чн. Two words with the same fold sound alike.
 */
export function foldSounds(cyrillic: string): string {
  let folded = "";
  let last = "";
  for (const letter of foldPairs(cyrillic)) {
    const sound = SOUNDS.get(letter) ?? letter;
    if (sound === "" || sound === last) continue;
    folded += sound;
    last = sound;
  }
  return folded.includes("ч") ? folded.replace(/ч(?=[кн])/gu, "ш") : folded;
}

/** "йолка" is "ёлка", "одключите" is "отключите". */
const foldPairs = (word: string): string =>
  word.includes("й") || word.includes("дк") ? word.replaceAll("йо", "е").replaceAll("дк", "тк") : word;

const SOUNDS: ReadonlyMap<string, string> = new Map([
  ["о", "а"],
  ["я", "а"],
  ["е", "и"],
  ["э", "и"],
  ["ы", "и"],
  ["й", "и"],
  ["ю", "у"],
  ["щ", "ш"],
  ["ь", ""],
  ["ъ", ""],
]);
