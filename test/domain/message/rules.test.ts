import { describe, expect, it } from "vitest";
import { MESSAGE_RULES } from "../../../src/domain/message/message-rules.ts";
import { readMessage } from "../../../src/domain/message/read-message.ts";
import { compileLexicon } from "../../../src/domain/message/compile-lexicon.ts";
import { isSwitching, useOf } from "../../../src/domain/message/read-verbs.ts";
import type { VerbUse } from "../../../src/domain/message/verb-rules.ts";
import { lexiconOf } from "../../../src/domain/message/lexicon.ts";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import { readCorpus } from "../../support/read-corpus.ts";
import { gistOf, listRows, readSample } from "../../support/rule-rows.ts";

const rows = listRows();
const named = rows.map((placed) => ({ ...placed, name: `${placed.group}: ${placed.row.rule}` }));

describe("a row of rules", () => {
  it.each(named)("decides its example by itself: $name", ({ row: { example }, without }) => {
    expect(gistOf(readSample(example, without))).not.toBe(gistOf(readSample(example)));
  });

  it.each(named)("leaves its near miss alone: $name", ({ row: { example, nearMiss }, without }) => {
    const gist = gistOf(readSample(nearMiss));
    expect(gistOf(readSample(nearMiss, without))).toBe(gist);
    expect(gist).not.toBe(gistOf(readSample(example)));
  });

  it("has a name of its own among its kind", () => {
    for (const group of Map.groupBy(rows, (placed) => placed.group).values()) {
      expect(new Set(group.map(({ row }) => row.rule)).size).toBe(group.length);
    }
  });
});

/** Every distinct verb of the corpus, as the rules see it. */
function collectUses(): readonly VerbUse[] {
  const vocabulary = compileLexicon(lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories));
  const uses = new Map<string, VerbUse>();
  for (const { text } of readCorpus().filter(({ noise }) => noise === "plain")) {
    for (const clause of readMessage(text, vocabulary).clauses) {
      for (const [at, word] of clause.words.entries()) {
        if (!isSwitching(word)) continue;
        const use = useOf(clause, word, at);
        const { words: _words, ...features } = use;
        uses.set(JSON.stringify(features), use);
      }
    }
  }
  return [...uses.values()];
}

describe("two rows of verbs that stand side by side", () => {
  const uses = collectUses();
  const { verbs } = MESSAGE_RULES;
  const pairs = verbs.slice(1).flatMap((second, at) => {
    const first = verbs[at];
    const isAlike = (["off", "on", "appear"] as const).every((verb) => first?.[verb] === second[verb]);
    if (first === undefined || isAlike || !uses.some((use) => first.holds(use) && second.holds(use))) return [];
    const swapped = [...verbs.slice(0, at), second, first, ...verbs.slice(at + 2)];
    return [{ name: `${first.rule}, ${second.rule}`, rules: { ...MESSAGE_RULES, verbs: swapped } }];
  });

  it("are met with in plenty of messages", () => {
    expect(uses.length).toBeGreaterThan(100);
    expect(pairs.length).toBeGreaterThan(3);
  });

  it.each(pairs)("never hold together in the corpus, or an example says which comes first: $name", ({ rules }) => {
    const told = rows.filter(
      ({ row: { example } }) => gistOf(readSample(example, rules)) !== gistOf(readSample(example)),
    );
    expect(told).not.toEqual([]);
  });
});
