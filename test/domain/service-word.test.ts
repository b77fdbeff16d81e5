import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readServiceWord, sayServiceWord, writeServiceWord, type ServiceWord } from "../../src/domain/service-word.ts";

const keys = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,12}$/);
const parts = fc.tuple(fc.constantFrom("segment", "theme", "feast", "category"), keys).map((pair) => pair.join("/"));
const plain = ["made-sensitive", "first-start", "season-over", "upgrade", "older-copy", "scheduled-start"] as const;
const words: fc.Arbitrary<ServiceWord> = fc.oneof(
  fc.array(parts, { minLength: 1, maxLength: 4 }).map((list) => ({ code: "parts-changed" as const, parts: list })),
  fc.nat().map((id) => ({ code: "proposal" as const, id })),
  fc.nat().map((version) => ({ code: "rollback" as const, version })),
  keys.map((key) => ({ code: "imports" as const, human: `person:${key}` })),
  fc.constantFrom(...plain).map((code) => ({ code })),
);

describe("what the service itself says in records", () => {
  it("is read back as it was meant, and has nothing English in Russian but names", () => {
    fc.assert(
      fc.property(words, (word) => {
        expect(readServiceWord(writeServiceWord(word))).toEqual(word);
        const { ru } = sayServiceWord(word, () => ({ ru: "имя", en: "name" }));
        expect(ru.replace(/загружает .*/su, "")).not.toMatch(/[a-z]{2}/);
      }),
    );
  });

  it("is read as earlier releases wrote it, and nobody else's words are taken for it", () => {
    expect(readServiceWord("segment yaroslavl was changed")).toEqual({
      code: "parts-changed",
      parts: ["segment/yaroslavl"],
    });
    for (const text of ["the label was changed", "imports people", "rollback to spring", "proposal 3", ""])
      expect(readServiceWord(text)).toBeUndefined();
  });
});
