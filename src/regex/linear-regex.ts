import { RE2JS, RE2JSException } from "re2js";
import type { CompilePattern } from "../domain/condition/condition.ts";
import { fail, succeed } from "../domain/result.ts";

/** A longer pattern is a mistake, or an attack. */
export const MAXIMUM_PATTERN_LENGTH = 200;
/** How many instructions a pattern may compile to; `(a{30}){30}` has about as many. */
const MAXIMUM_PROGRAM_SIZE = 1_000;

/**
 * Compiles a pattern in RE2's syntax to "is there a match somewhere in the text?". It runs in time proportional to the
 * text, whatever the pattern: nothing backtracks, and what would need it (lookarounds, backreferences) is refused.
 */
export const compileLinearPattern: CompilePattern = (pattern) => {
  if (pattern === "") return fail("an empty pattern is found in every text; to ask for any value use $exists");
  if (pattern.length > MAXIMUM_PATTERN_LENGTH) {
    return fail(`the pattern has ${pattern.length} characters; at most ${MAXIMUM_PATTERN_LENGTH} are allowed`);
  }
  const [, start, literal, end] = LITERAL.exec(pattern) ?? [];
  if (literal !== undefined) return succeed(findLiteral(literal, start === "^", end === "$"));
  try {
    const compiled = RE2JS.compile(pattern);
    return compiled.programSize() <= MAXIMUM_PROGRAM_SIZE
      ? succeed((text) => compiled.test(text))
      : fail("the pattern repeats too much; lower the numbers in its braces");
  } catch (error) {
    if (error instanceof RE2JSException) return fail(explain(pattern, error.message));
    throw error;
  }
};

/** Plain text, perhaps tied to the start or the end: many patterns are no more, and need no engine. */
const LITERAL = /^(\^?)([^\\.+*?()|[\]{}^$\ud800-\udfff]+)(\$?)$/;

function findLiteral(literal: string, atStart: boolean, atEnd: boolean): (text: string) => boolean {
  if (atStart && atEnd) return (text) => text === literal;
  if (atStart) return (text) => text.startsWith(literal);
  if (atEnd) return (text) => text.endsWith(literal);
  return (text) => text.includes(literal);
}

/** What people who know other engines will miss. */
const MISSING: readonly { readonly syntax: RegExp; readonly message: string }[] = [
  {
    syntax: /\(\?<?[=!]/,
    message: "looking ahead or behind is not possible in linear time; join two conditions with $and or $not instead",
  },
  { syntax: /\\(?:[1-9]|k<)/, message: "backreferences are not possible in linear time; write the alternatives out" },
];

function explain(pattern: string, reason: string): string {
  const missing = MISSING.find(({ syntax }) => syntax.test(pattern));
  return missing === undefined ? reason.replace("error parsing regexp", "the pattern can't be read") : missing.message;
}
