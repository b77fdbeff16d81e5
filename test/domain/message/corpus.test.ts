import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCorpus, readCorrections } from "../../support/read-corpus.ts";
import { halfOf, scoreMessage, sumScores, type Score } from "../../support/score-messages.ts";

/** Parsed boundary: a file of this folder. */
const limits = JSON.parse(readFileSync(new URL("corpus-limits.json", import.meta.url), "utf8")) as Readonly<
  Record<string, Omit<Score, "messages" | "clear">>
>;

const corpus = readCorpus();
const scored = corpus.map(scoreMessage);

describe("the corpus of labelled messages", () => {
  it("is held to counts that may only fall: whoever lowers one writes it down with `npm run messages:score -- --keep`", () => {
    const byLanguage = Map.groupBy(scored, ({ row }) => row.lang);
    const counts = [...byLanguage].map(([language, rows]) => {
      const { messages: _messages, clear: _clear, ...rest } = sumScores(rows);
      return [language, rest];
    });
    expect(Object.fromEntries(counts)).toEqual(limits);
  });

  it("is large, and no half of it is the other's copy", () => {
    expect(corpus.length).toBeGreaterThan(11_000);
    const halves = Map.groupBy(corpus, ({ group }) => halfOf(group));
    expect(halves.get("seen")?.length).toBeGreaterThan(corpus.length / 3);
    expect(halves.get("unseen")?.length).toBeGreaterThan(corpus.length / 3);
  });

  it("has a reason for every label that was corrected, and none for a message that it hasn't", () => {
    const groups = new Set(corpus.map(({ group }) => group));
    const texts = new Set(corpus.map(({ text }) => text));
    for (const { group, text, why } of readCorrections()) {
      expect(groups).toContain(group);
      if (text !== undefined) expect(texts).toContain(text);
      expect(why.length).toBeGreaterThan(20);
    }
  });
});
