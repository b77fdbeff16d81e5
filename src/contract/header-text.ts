/**
 * Text in a header, which carries only ASCII for certain: what is not plain ASCII goes as RFC 8187 writes it, such as
 * `UTF-8''%D0%BE%D1%81%D0%B5%D0%BD%D1%8C`.
 */
const EXTENDED = /^utf-8'[a-z0-9-]*'(.*)$/isu;
const PLAIN = /^[\u0020-\u007e]*$/;

export function writeHeaderText(text: string): string {
  return PLAIN.test(text) && !EXTENDED.test(text) && text === text.trim()
    ? text
    : `UTF-8''${encodeURIComponent(text.toWellFormed())}`;
}

/** What a header says; undefined: it says that it is encoded, and can't be decoded. */
export function readHeaderText(value: string): string | undefined {
  const encoded = EXTENDED.exec(value)?.[1];
  if (encoded === undefined) return readBytes(value);
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** Some clients send the bytes of UTF-8 as they are, and some servers hand each of them on as a character. */
function readBytes(value: string): string {
  const codes = Array.from(value, (character) => character.codePointAt(0) ?? 0);
  if (codes.every((code) => code < 0x80) || codes.some((code) => code > 0xff)) return value;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(codes));
  } catch {
    return value;
  }
}
