import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findLikePrefixes } from "../../../src/domain/message/edit-distance.ts";
import { foldSounds } from "../../../src/domain/message/letters.ts";
import { parsePattern } from "../../../src/domain/message/morphology.ts";
import { indexStems } from "../../../src/domain/message/stem-index.ts";

const STEMS =
  "тюльпан сердеч снежинк отключ выключ убирай украшени праздничн звездочк листоч символ флажок подснежник".split(" ");
const rows = STEMS.map((stem) => parsePattern(`${stem}~`));
const index = indexStems(
  rows,
  (row) => row,
  (row) => row.sound.length >= 8,
);

const LETTERS = "абвгдежзийклмнопрстуфхцчшщыьэюя".split("");
const letter = fc.constantFrom(...LETTERS);
const ending = fc.constantFrom("", "а", "ов", "ами", "ите", "ого");

/** A slip of the finger at some place of a word. */
const slip = fc.record({ kind: fc.constantFrom("lost", "added", "other", "swapped"), at: fc.nat(30), letter });

function slipIn(word: string, { kind, at, letter: typed }: { kind: string; at: number; letter: string }): string {
  const place = at % word.length;
  const [before, after] = [word.slice(0, place), word.slice(place)];
  if (kind === "lost") return before + after.slice(1);
  if (kind === "added") return before + typed + after;
  if (kind === "other") return before + typed + after.slice(1);
  return before + (after[1] ?? "") + (after[0] ?? "") + after.slice(2);
}

describe("the index of stems", () => {
  it("misses no stem that a comparison with each of them would find", () => {
    fc.assert(
      fc.property(fc.constantFrom(...STEMS), ending, slip, fc.option(slip), (stem, rest, first, second) => {
        const once = slipIn(stem + rest, first);
        const word = second === null ? once : slipIn(once, second);
        const sound = foldSounds(word);
        const mayBeTwo = word.length >= 9;
        const near = new Set(index.near(word, sound, mayBeTwo));
        for (const row of rows) {
          const limit = mayBeTwo && row.sound.length >= 8 ? 2 : 1;
          const isFound = findLikePrefixes(row.stem, word, limit).some(
            // Letters of the ending don't make up for those that the stem lacks.
            ({ length }) => [...row.sound].filter((one) => !sound.includes(one)).length <= limit && length > 0,
          );
          if (isFound) expect(near).toContain(row);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("compares a word that resembles nothing with next to none", () => {
    expect(index.near("шкафчик", foldSounds("шкафчик"), false)).toEqual([]);
  });
});
