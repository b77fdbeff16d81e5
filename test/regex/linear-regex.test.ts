import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileLinearPattern, MAXIMUM_PATTERN_LENGTH } from "../../src/regex/linear-regex.ts";

function find(pattern: string, text: string): boolean {
  const compiled = compileLinearPattern(pattern);
  if (!compiled.ok) throw new Error(compiled.error);
  return compiled.value(text);
}

function refusal(pattern: string): string {
  const compiled = compileLinearPattern(pattern);
  return compiled.ok ? "was not refused" : compiled.error;
}

describe("patterns", () => {
  it.each([
    ["ru", "xx-ru-yy", true, "found anywhere"],
    ["ru", "RU", false, "case matters"],
    ["(?i)ru", "RU", true, "unless the pattern says otherwise"],
    ["^ru", "ru-RU", true, "at the start"],
    ["^ru", "be-ru", false, "only at the start"],
    ["RU$", "ru-RU", true, "at the end"],
    ["RU$", "RU-ru", false, "only at the end"],
    ["^de$", "de", true, "the whole"],
    ["^de$", "de-DE", false, "the whole only"],
    ["^(ru|be|kk)-", "kk-KZ", true, "alternatives"],
    ["^\\d{2}$", "42", true, "classes and counts"],
    ["^Ёлка", "Ёлка", true, "letters of any script"],
    ["^.$", "🎄", true, "a character outside the BMP is one"],
    ["🎄", "a🎄b", true, "and can be looked for"],
    ["a.c", "a\nc", false, "a dot is no line break"],
    ["^(?<code>[a-z]{2})$", "ru", true, "groups may have names"],
  ])("%s in %j: %s (%s)", (pattern, text, expected) => {
    expect(find(pattern, text)).toBe(expected);
  });

  it("agree with JavaScript's own engine where both know the syntax", () => {
    const atom = fc.constantFrom("a", "b", "-", ".", "[ab]", "[^a]", "(a|b)", "(?:ab)", "\\d", "\\w");
    const piece = fc.tuple(atom, fc.constantFrom("", "", "*", "+", "?", "{2}")).map(([one, count]) => one + count);
    const body = fc.oneof(
      fc.array(piece, { minLength: 1, maxLength: 5 }),
      fc.array(fc.constantFrom("a", "b"), { minLength: 1 }),
    );
    const pattern = fc
      .tuple(fc.constantFrom("", "^"), body, fc.constantFrom("", "$"))
      .map(([start, pieces, end]) => start + pieces.join("") + end);
    const text = fc.string({ unit: fc.constantFrom("a", "b", "-", "1"), maxLength: 12 });
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        expect(find(source, subject)).toBe(new RegExp(source).test(subject));
      }),
      { numRuns: 1_000 },
    );
  });

  it("that a backtracking engine would never finish are answered", () => {
    const text = "a".repeat(50_000);
    expect(find("(a+)+$", text)).toBe(true);
    expect(find("(a+)+$", `${text}b`)).toBe(false);
    expect(find("^(a|aa)+$", `${text}b`)).toBe(false);
    expect(find("(a|b)*a(a|b){12}c", text)).toBe(false);
  });

  it.each(["(?=a)b", "(?!a)b", "(?<=a)b", "(?<!a)b"])("%s is refused, naming what to write instead", (pattern) => {
    expect(refusal(pattern)).toMatch(/looking ahead or behind.*\$and or \$not/);
  });

  it.each(["(a)\\1", "(?<x>a)\\k<x>"])("%s is refused, naming backreferences", (pattern) => {
    expect(refusal(pattern)).toMatch(/backreferences.*alternatives/);
  });

  it.each(["(", "[a", "a**", "*", "a{2,1}", "\\q", "(?>a)", "a{1001}", "[^]"])(
    "%s is refused, saying why",
    (pattern) => {
      expect(refusal(pattern)).toMatch(/^the pattern can't be read: .+`.+`$/);
    },
  );

  it("are bounded in length and in what they compile to", () => {
    expect(refusal("a".repeat(MAXIMUM_PATTERN_LENGTH + 1))).toMatch(/201 characters; at most 200/);
    expect(find("a".repeat(MAXIMUM_PATTERN_LENGTH), "a")).toBe(false);
    expect(refusal("(\\pL{1,50}){20}")).toMatch(/repeats too much/);
    expect(find("(a{30}){30}", "a".repeat(900))).toBe(true);
  });

  it("must say something", () => {
    expect(refusal("")).toMatch(/\$exists/);
  });

  it("never throw, whatever they are", () => {
    const letters = "()[]{}|*+?^$\\.-,:=!<>PpkQEuxnd09aя\ud83c";
    const fragment = fc.constantFrom(...letters, "(?", "[[:", ":]]", "\\p{", "{1,");
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.array(fragment).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(hostile, fc.string({ unit: "binary" }), (pattern, text) => {
        const compiled = compileLinearPattern(pattern);
        expect(compiled.ok ? typeof compiled.value(text) : typeof compiled.error).toMatch(/boolean|string/);
      }),
      { numRuns: 1_000 },
    );
  });
});
