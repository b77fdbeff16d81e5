import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCorpus, readCorrections, readStrangers } from "../../support/read-corpus.ts";
import { halfOf, scoreMessage, sumScores, type Score, type Scored } from "../../support/score-messages.ts";

type Limits = Readonly<Record<string, Omit<Score, "messages" | "clear">>>;

/** Parsed boundary: a file of this folder. */
const readLimits = (name: string): Limits => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as Limits;

function count(parts: ReadonlyMap<string, readonly Scored[]>): Limits {
  const counts = [...parts].map(([name, rows]) => {
    const { messages: _messages, clear: _clear, ...rest } = sumScores(rows);
    return [name, rest] as const;
  });
  return Object.fromEntries(counts);
}

const corpus = readCorpus();
const scored = corpus.map(scoreMessage);

describe("the corpus of labelled messages", () => {
  it("is held to counts that may only fall: whoever lowers one writes it down with `npm run messages:score -- --keep`", () => {
    expect(count(Map.groupBy(scored, ({ row }) => row.lang))).toEqual(readLimits("corpus-limits.json"));
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

describe("messages of strangers", () => {
  it("are held to counts that may only fall: `npm run messages:score -- --strangers --keep` writes lower ones down", () => {
    const bySet = Map.groupBy(readStrangers(), ({ set }) => set);
    const scoredBySet = new Map([...bySet].map(([set, rows]) => [set, rows.map(scoreMessage)] as const));
    expect(count(scoredBySet)).toEqual(readLimits("strangers-limits.json"));
  });
});
