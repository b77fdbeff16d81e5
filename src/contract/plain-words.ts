/** Letters that look the same in Cyrillic and in Latin, side by side. */
const CYRILLIC = "авекмнорстухіјѕԁԛԝһԍ";
const LATIN = "abekmhopctyxijsdqwhg";
const TO_LATIN = new Map([...CYRILLIC].map((letter, index) => [letter, LATIN[index] ?? letter]));
const TO_CYRILLIC = new Map([...LATIN].map((letter, index) => [letter, CYRILLIC[index] ?? letter]));

/** What digits and signs stand for among letters. */
const LATIN_FOR_SIGN = new Map(
  Object.entries({ "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", $: "s" }),
);
const CYRILLIC_FOR_SIGN = new Map(Object.entries({ "0": "о", "3": "з", "4": "ч", "6": "б", "@": "а" }));

/** Accents aside, but й is a letter of its own. */
const ACCENTS = /(?<!\u0438)\u0306|[\u0300-\u0305\u0307-\u036F]/gu;
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * What a name could be read as, each time as lower-case words between blanks: `maritalStatus` and `Marital-status` become
 * ` marital status `. Letters of another alphabet that look the same, digits instead of letters, accents and what can't be seen
 * make no difference.
 */
export function readAsWords(text: string): readonly string[] {
  const plain = text.normalize("NFKC").replace(UNSEEN, "").normalize("NFD").replace(ACCENTS, "").normalize("NFC");
  const words = plain
    .replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, " ")
    .toLowerCase()
    .replaceAll("ё", "е")
    .match(/[\p{L}\p{N}@$]+/gu);
  const readings = [readPlainly, readAsLatin, readAsTallLatin, readAsCyrillic].map((read) => (words ?? []).map(read));
  return [...new Set(readings.map((reading) => ` ${reading.join(" ")} `))];
}

function readPlainly(word: string): string {
  return word;
}

function readAsLatin(word: string): string {
  return /[a-z]/.test(word) ? replaceEach(word, TO_LATIN, LATIN_FOR_SIGN) : word;
}

/** 1 is an l as well. */
function readAsTallLatin(word: string): string {
  return readAsLatin(word.replaceAll("1", "l"));
}

function readAsCyrillic(word: string): string {
  return /[а-я]/.test(word) ? replaceEach(word, TO_CYRILLIC, CYRILLIC_FOR_SIGN) : word;
}

function replaceEach(word: string, ...tables: readonly ReadonlyMap<string, string>[]): string {
  return [...word].map((sign) => tables.find((table) => table.has(sign))?.get(sign) ?? sign).join("");
}
