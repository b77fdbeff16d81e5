import { readFileSync } from "node:fs";
import { fail, succeed, type Result } from "../domain/result.ts";

/**
 * A file's text without the mark that some editors put before UTF-8; or what is wrong, as it follows the file's name. Any
 * other encoding would lose letters without a word.
 */
export function readText(file: string): Result<string, string> {
  const bytes = readFileSync(file);
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) return fail("is in UTF-16; save it as UTF-8");
  try {
    return succeed(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return fail("is not UTF-8; save it in that encoding");
  }
}
