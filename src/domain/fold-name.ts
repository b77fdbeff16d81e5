/** Of people alone: a machine and a part of the service have names of the service's own making. */
const PERSON = "person:";

/** What the service puts before names itself: who is called so is read as whoever has the rest for a name. */
const BEFORE_NAMES = /^(?:\s*(?:person|service|agent)\s*:)+/iu;

/** Nothing of it can be seen. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\s\u2800]/gu;

/** What stands on, under and between letters; some apostrophes are letters to Unicode. */
const BESIDE_LETTERS = /[\p{M}\p{P}\u02B9-\u02BC$+<=>^`~]/gu;

/** Two letters that look like one where they stand side by side. */
const PAIRS: readonly (readonly [RegExp, string])[] = [
  [/rn/gu, "m"],
  [/vv/gu, "w"],
];

/**
 * Letters of one script that look like those of another or, without a stroke or hook, of their own. In Latin these are Unicode's (UTS 39,
 * confusables.txt), and w. cl is not d: that would cost Clara and Dara, whom few mix up.
 */
const LOOKS = lookAlike({
  а: "a",
  в: "b",
  ь: "b",
  є: "e",
  е: "e",
  ѕ: "s",
  і: "i",
  ј: "j",
  к: "k",
  қ: "k",
  ҝ: "k",
  ҟ: "k",
  ҡ: "k",
  м: "m",
  н: "h",
  ң: "h",
  ҥ: "h",
  һ: "h",
  о: "o",
  ө: "o",
  п: "n",
  р: "p",
  с: "c",
  ҫ: "c",
  т: "t",
  у: "y",
  ү: "y",
  ұ: "y",
  х: "x",
  ҳ: "x",
  г: "r",
  ґ: "r",
  ғ: "r",
  ҕ: "r",
  з: "3",
  ҙ: "3",
  б: "6",
  ч: "4",
  ҷ: "4",
  ҹ: "4",
  җ: "ж",
  ә: "ə",
  ӏ: "i",
  ы: "bi",
  ю: "io",
  ӕ: "ae",
  օ: "o",
  ո: "n",
  ս: "u",
  տ: "s",
  հ: "h",
  ց: "g",
  զ: "q",
  յ: "j",
  լ: "i",
  ø: "o",
  ł: "i",
  đ: "d",
  ð: "d",
  ħ: "h",
  ŧ: "t",
  æ: "ae",
  œ: "oe",
  // A small l and a capital I are one stroke in many fonts.
  l: "i",
  0: "o",
  1: "i",
  "|": "i",
});

/** The letters of names whose every likeness is known, by script; of all other letters nobody can say what they look like. */
const KNOWN: readonly RegExp[] = [
  /^[a-zæœøđłħŧþðəŋ]$/u,
  /^[а-яђєѕіјљњћџґғҕәҙҫқҝҡҟңҥөүұҳҷҹһӏӕҗӡ]$/u,
  /^[ա-ֆ]$/u,
  /^[ა-ჰ]$/u,
];

/** What a name is to whoever reads it: without case, blanks, accents, signs, what can't be seen, and letters that look the same. */
export function foldName(actor: string): string {
  if (actor.startsWith("service:")) return actor;
  const [prefix, name] = actor.startsWith(PERSON) ? [PERSON, nameIn(actor)] : ["", actor];
  const letters = [...toLetters(name)].map((letter) => LOOKS.get(letter) ?? letter).join("");
  return prefix + PAIRS.reduce((folded, [pair, letter]) => folded.replace(pair, letter), letters);
}

/**
 * Whether a person's name can be read as another's: with letters of which nobody knows what they look like, of several
 * scripts, or without any.
 */
export function isUnclearName(actor: string): boolean {
  if (!actor.startsWith(PERSON)) return false;
  const name = toLetters(nameIn(actor));
  const letters = [...name].filter((letter) => !/[0-9|]/.test(letter));
  const scripts = new Set(letters.map((letter) => KNOWN.findIndex((script) => script.test(letter))));
  return name === "" || scripts.size > 1 || scripts.has(-1);
}

function nameIn(person: string): string {
  return person.slice(PERSON.length).normalize("NFKC").replace(BEFORE_NAMES, "");
}

/** Small letters and digits, and what is neither but can be seen. */
function toLetters(name: string): string {
  const small = name.normalize("NFKD").toUpperCase().toLowerCase().normalize("NFKD");
  return small.replace(UNSEEN, "").replace(BESIDE_LETTERS, "");
}

function lookAlike(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(table));
}
