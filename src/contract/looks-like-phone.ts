/** What is longer is no phone number, whatever stands in it. */
const MOST_CHARACTERS = 256;

/** Numbers of Russia and Kazakhstan as they are dialled and as systems write them, down to their digits. */
const BARE_NUMBER = /^(?:8107[3-79]\d{9}|0*(?:[78][3-9]\d{9}|9\d{9}))$/;

/** E.164 after a plus; the shortest numbers of a country have seven digits with its code. */
const INTERNATIONAL_NUMBER = /^\+\d{7,15}$/;

/** A code in brackets is how people write a number, and nothing else. */
const WITH_AREA_CODE = /^\+?\d{0,3} ?\(\d{2,5}\)[ \d.-]+$/;

/** 495 123-45-67 without brackets: nobody groups an account so. */
const GROUPED_NUMBER = /^[3489]\d{2}[ .-]\d{3}[ .-]\d{2}[ .-]\d{2}$/;

/** A mobile number amid other text; what is glued to letters or digits may be a hash. */
const WITHIN_TEXT =
  /(?<![\p{L}\d])(?:\+?7|8)[ ().-]{0,3}9\d\d[ ().-]{0,3}\d{3}[ .-]{0,2}\d\d[ .-]{0,2}\d\d(?![\p{L}\d])/u;

/** A mobile number with nothing else in its row of digits. */
const MOBILE = String.raw`(?<!\d)(?:810|0*)(?:[78][79]|9)\d{9}(?!\d)`;

/** `msisdn79161234567`, `79161234567x`. So many digits in a row, and no others, are no hash. */
const BESIDE_LETTERS = new RegExp(String.raw`^\p{L}{0,16}\+?${MOBILE}\p{L}{0,16}$`, "u");

/** The same between signs, where letters of changing case are a part of something random. */
const WORD = String.raw`(?:\p{Lu}{1,16}|[\p{Lu}\p{Lo}]?[\p{Ll}\p{Lo}]{0,16})`;
const BESIDE_WORDS = new RegExp(`^${WORD}${MOBILE}${WORD}$`, "u");

/** `0x79161234567`, `79161234567v2`: of a hash so little would not be left. */
const BESIDE_LITTLE = new RegExp(String.raw`^(?=.{10,15}$)[\p{L}\d]{0,3}${MOBILE}[\p{L}\d]{0,3}$`, "u");

/** Its last group may happen to be a number between letters, and is none. */
const UUID = /(?<![\p{L}\d])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\p{L}\d])/giu;

const SEPARATORS = /[ ().~_/-]/g;

/** `tel:`, `phone=`, `тел.` */
const LEADING_WORD = /^(?:tel|phone|mobile|mob|msisdn|callto|sms|sip|whatsapp|тел|телефон|моб|номер)[ .:=_~-]+/iu;

/**
 * Whether a text that should hold something else is a phone number, however it is spelled: with other digits, spaces and
 * dashes, with what can't be seen in between, behind zeros, beside a word or amid others. Dates, hashes, UUIDs and the numbers of
 * accounts with twelve digits and more are none; an account of ten digits that begins with 9 can't be told from a number.
 */
export function looksLikePhone(text: string): boolean {
  if (text.length > MOST_CHARACTERS) return false;
  const plain = toPlain(text);
  const number = plain.replace(LEADING_WORD, "");
  const digits = number.replace(SEPARATORS, "");
  if (BARE_NUMBER.test(digits.replace(/^\+/, ""))) return true;
  if (INTERNATIONAL_NUMBER.test(digits)) return true;
  if (WITH_AREA_CODE.test(number) && /^\D*(?:\d\D*){10,15}$/.test(number)) return true;
  return GROUPED_NUMBER.test(number) || WITHIN_TEXT.test(plain) || standsBesideWords(plain.replace(UUID, " "));
}

/** Whether a mobile number is what remains without a word or two: of the whole, or of a part between signs. */
function standsBesideWords(text: string): boolean {
  const parts = text.split(/[^\p{L}\d]+/u);
  const whole = text.replace(SEPARATORS, "");
  return (
    BESIDE_LETTERS.test(whole) || [whole, ...parts].some((part) => BESIDE_WORDS.test(part) || BESIDE_LITTLE.test(part))
  );
}

/** With plain digits, blanks, dashes and plus signs, and without what can't be seen. */
function toPlain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Mn}\p{Me}\u115F\u1160\u3164]/gu, "")
    .replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)))
    .replace(/[\p{Pd}\u2212\u00AF\u2043\u30FC]/gu, "-")
    .replace(/[\u2795\u02D6]/gu, "+")
    .replace(/[\u00B7\u2022\u2219\u30FB\u3002]/gu, ".")
    .replace(/[\s\p{Zs}\p{Cc}\u2800]+/gu, " ")
    .trim();
}

/** Unicode has the digits of every script in a row, from zero on. */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return value;
}
