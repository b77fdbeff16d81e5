import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeReply, MOST_ACTIONS } from "../../../src/domain/message/compose-reply.ts";
import { planMessage, type MessageFacts } from "../../../src/domain/message/plan-message.ts";
import {
  INTENTS,
  MESSAGE_REASONS,
  type MessageScope,
  type Understanding,
} from "../../../src/domain/message/understanding.ts";
import type { Outlook } from "../../../src/domain/decision/outlook.ts";

const THEMES = [
  { key: "tree", category: "festive" },
  { key: "tulip", category: "festive" },
  { key: "hearts", category: "romance" },
];
const themes = fc.constantFrom("tree", "tulip", "hearts");

const heards: fc.Arbitrary<Understanding> = fc
  .record({
    intent: fc.constantFrom(...INTENTS),
    scope: fc.option(
      fc.oneof<fc.Arbitrary<MessageScope>[]>(
        fc.record({ kind: fc.constantFrom("theme" as const, "shown" as const), key: themes }),
        fc.record({ kind: fc.constant("category" as const), key: fc.constantFrom("festive", "romance") }),
        fc.constant({ kind: "all" }),
        fc.constant({ kind: "unknown" }),
      ),
      { nil: undefined },
    ),
    reasons: fc.subarray([...MESSAGE_REASONS], { maxLength: 2 }),
    certainty: fc.constantFrom("sure", "unsure"),
    language: fc.constantFrom("ru", "en"),
    mentions: fc.subarray(["tree", "tulip", "hearts"]),
    evidence: fc.array(
      fc.record({
        rule: fc.constantFrom("is-happy", "that-feeling-when", "for-another-person", "keep"),
        words: fc.constant([]),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ scope, ...rest }) => (scope === undefined ? rest : { ...rest, scope })) as fc.Arbitrary<Understanding>;

const outlooks = fc.constantFrom<Outlook>(
  { status: "showing", from: 1, until: 2, decoration: "tree" },
  { status: "scheduled", from: 3, until: 4, decoration: "tree" },
  { status: "noted" },
  { status: "not-planned" },
);

const situations: fc.Arbitrary<MessageFacts> = fc
  .record({
    shown: fc.option(themes, { nil: undefined }),
    nextTheme: fc.option(themes, { nil: undefined }),
    off: fc.boolean(),
    asItIs: outlooks,
    ifAsked: outlooks,
    canUndo: fc.boolean(),
    nothingToUndo: fc.constantFrom("nothing-said", "taken-back", "said-by-others", "long-ago", undefined),
    after: fc.record({ isSeen: fc.boolean(), keepsOff: fc.boolean() }),
  })
  .map(({ off, asItIs, ifAsked, after, ...rest }) => ({
    ...rest,
    themes: THEMES,
    isOff: () => off,
    afterOn: () => after,
    outlookOn: () => asItIs,
    outlookIfAsked: () => ifAsked,
    why: "because",
    whyNot: () => "because",
    formatSpan: (from, until) => `${from}–${until}`,
  }));

const LABELS = {
  themes: { tree: { ru: "Ёлка", en: "Tree" }, tulip: { ru: "Тюльпан", en: "Tulip" } },
  categories: { festive: { ru: "Праздники", en: "Holidays" } },
};

describe("what is done about any message, whatever the person's situation", () => {
  it("is only what was surely said: nothing else is chosen, and no switch is turned the other way", () => {
    fc.assert(
      fc.property(heards, situations, (heard, facts) => {
        const { act } = planMessage(heard, facts);
        if (act === undefined) return;
        expect(heard.certainty).toBe("sure");
        if (act.kind === "undo") {
          expect([heard.intent, facts.canUndo]).toEqual(["undo", true]);
          return;
        }
        expect(act.value).toBe({ "switch-off": "out", "switch-on": "in" }[heard.intent as "switch-off"]);
        const { scope } = heard;
        const said = scope?.kind === "category" ? `category:${scope.key}` : scope?.kind === "all" ? "all" : undefined;
        expect(act.scope).toBe(said ?? `theme:${(scope as { key: string }).key}`);
      }),
      { numRuns: 3_000 },
    );
  });

  it("counts a complaint exactly for a sure complaint, at what it is about, or at what is shown, or at everything", () => {
    fc.assert(
      fc.property(heards, situations, (heard, facts) => {
        const { complaint } = planMessage(heard, facts);
        expect(complaint !== undefined).toBe(heard.intent === "complaint" && heard.certainty === "sure");
        if (heard.scope !== undefined && heard.scope.kind !== "unknown") return;
        if (complaint !== undefined) expect(complaint).toBe(facts.shown === undefined ? "all" : `theme:${facts.shown}`);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is told how to ask for a theme, not to choose, while there is none to choose from", () => {
    for (const language of ["ru", "en"] as const) {
      const nothing = { mentions: [], reasons: [], evidence: [] };
      const heard: Understanding = { intent: "switch-on", certainty: "unsure", language, ...nothing };
      const facts: MessageFacts = {
        themes: THEMES,
        canUndo: false,
        why: "because",
        whyNot: () => "because",
        isOff: () => false,
        afterOn: () => ({ isSeen: false, keepsOff: false }),
        formatSpan: () => "4–8",
        outlookOn: () => ({ status: "not-planned" }),
        outlookIfAsked: () => ({ status: "not-planned" }),
      };
      const { outcome } = planMessage(heard, facts);
      expect(outcome).toEqual({ kind: "help" });
      expect(composeReply(heard, outcome, LABELS).text).toContain(
        language === "ru" ? "включите тюльпан" : "turn on the",
      );
    }
  });

  it("is answered in the person's language, with at most four different buttons", () => {
    fc.assert(
      fc.property(heards, situations, (heard, facts) => {
        const { text, actions } = composeReply(heard, planMessage(heard, facts).outcome, LABELS);
        expect(text.length).toBeGreaterThan(3);
        expect(text).not.toMatch(/undefined|null|\[object/);
        for (const shown of [text, ...actions.map(({ label }) => label)]) {
          if (heard.language === "en") expect(shown).not.toMatch(/[а-яё]/iu);
        }
        // "Why", and why something comes only to who asks, is the facts' sentence.
        if (heard.language === "ru" && heard.intent !== "why" && heard.intent !== "when")
          expect(text).toMatch(/[а-яё]/iu);
        expect(actions.length).toBeLessThanOrEqual(MOST_ACTIONS);
        // Who is told to choose has something to choose from.
        if (text.endsWith(":")) expect(actions).not.toEqual([]);
        const names = actions.map(({ kind, scope }) => `${kind} ${scope ?? ""}`);
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 3_000 },
    );
  });
});
