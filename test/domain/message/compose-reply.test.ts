import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import { LANGUAGES, type Language } from "../../../src/domain/label.ts";
import { composeReply, MOST_ACTIONS } from "../../../src/domain/message/compose-reply.ts";
import { OUTCOMES, type OutcomeKind, type ReplyOutcome } from "../../../src/domain/message/reply.ts";
import { INTENTS, MESSAGE_REASONS, type Understanding } from "../../../src/domain/message/understanding.ts";
import { actOf, hear } from "../../support/hear.ts";

const LABELS = {
  themes: Object.fromEntries(bundledDefinitions.themes.map(({ key, label }) => [key, label])),
  categories: Object.fromEntries(bundledDefinitions.categories.map(({ key, label }) => [key, label])),
};
const REASONS = ["nothing-said", "taken-back", "said-by-others", "long-ago"] as const;
const SCOPES = ["theme:hearts", "category:romance", "all"] as const;

/** Every way an outcome of this kind can be filled in. */
function outcomesOf(kind: OutcomeKind): readonly ReplyOutcome[] {
  switch (kind) {
    case "off-done":
    case "off-already":
      return SCOPES.map((scope) => ({ kind, scope }));
    case "not-planned":
      return SCOPES.flatMap((scope) => [
        { kind, scope },
        { kind, scope, why: "4–8." },
      ]);
    case "on-done":
    case "noted":
      return SCOPES.flatMap((scope) => [
        { kind, scope },
        { kind, scope, keepsOff: true },
      ]);
    case "on-needs-nothing":
      return [{ kind }, ...SCOPES.map((scope) => ({ kind, scope }))];
    case "scheduled":
      return SCOPES.flatMap((scope) => [
        { kind, scope, span: "4–8" },
        { kind, scope, span: "4–8", why: "4–8." },
      ]);
    case "offered-buttons":
      return [{ kind }, { kind, shown: "hearts" }, { kind, available: ["tree", "tulip"] }];
    case "complaint-noted":
    case "help":
      return [{ kind }, { kind, shown: "hearts" }];
    case "why-explained":
      return [
        { kind, why: "4–8." },
        { kind, why: "4–8.", shown: "hearts" },
        { kind, why: "4–8.", isAllOff: true },
        { kind, why: "4–8.", canAsk: "hearts" },
      ];
    case "gift-how-to":
      return [
        { kind },
        { kind, theme: "hearts" },
        { kind, theme: "hearts", span: "4–8" },
        { kind, theme: "hearts", isUnplanned: true },
      ];
    case "nothing-to-undo":
      return [{ kind }, ...REASONS.map((because) => ({ kind, because }))];
    case "undone":
    case "thanks":
      return [{ kind }];
  }
}

const heardAs = (intent: Understanding["intent"], language: Language, mentions: readonly string[] = []) => ({
  intent,
  language,
  mentions,
  reasons: [],
  evidence: [],
});

const rows = LANGUAGES.flatMap((language) => OUTCOMES.map((kind) => ({ language, kind })));

describe("a reply", () => {
  it.each(rows)("in $language to $kind is whole, for whatever was meant", ({ language, kind }) => {
    for (const intent of INTENTS) {
      for (const mentions of [[], ["hearts"], ["hearts", "tree", "tulip"]]) {
        for (const outcome of outcomesOf(kind)) {
          const { text, actions } = composeReply(heardAs(intent, language, mentions), outcome, LABELS);
          expect(text).toMatch(/^\P{Ll}.*[.!?:]$/su);
          for (const shown of [text, ...actions.map(({ label }) => label)]) {
            expect(shown).not.toMatch(/undefined|null|theme:|category:|\s{2}/u);
          }
          expect(actions.length).toBeLessThanOrEqual(MOST_ACTIONS);
        }
      }
    }
  });

  it.each([
    { language: "ru", name: "«Романтика»" },
    { language: "en", name: "“Romance”" },
  ] as const)("in $language puts names in quotes, and calls what has no name a decoration", ({ language, name }) => {
    const outcome = { kind: "off-done", scope: "category:romance" } as const;
    const named = composeReply(heardAs("switch-off", language), outcome, LABELS);
    const nameless = composeReply(heardAs("switch-off", language), outcome, { themes: {}, categories: {} });
    expect(named.text).toContain(name);
    expect(nameless.text).not.toContain(name);
    expect(nameless.text).not.toContain("romance");
  });

  it.each(rows)(
    "in $language to $kind names by SMS the words to send, and speaks of no button",
    ({ language, kind }) => {
      for (const intent of INTENTS) {
        for (const evidence of [[], [{ rule: "for-another-person", words: [] }]]) {
          for (const outcome of outcomesOf(kind)) {
            const heard = { ...heardAs(intent, language), evidence };
            const { text, actions } = composeReply(heard, outcome, LABELS, "sms");
            expect(text).toMatch(actions.length > 0 ? /^\P{Ll}.*[.!?]$/su : /^\P{Ll}.*[.!?:]$/su);
            expect(text).not.toMatch(/кнопк|нажмите|button|press/iu);
            for (const { kind: offered, label } of actions) if (offered !== "gift") expect(text).toContain(label);
          }
        }
      }
    },
  );

  it.each(LANGUAGES)("in %s to somebody who asks why does not offer to switch off what is off already", (language) => {
    const why = "4–8.";
    const shown = composeReply(heardAs("why", language), { kind: "why-explained", why, shown: "hearts" }, LABELS);
    expect(shown.text).not.toBe(why);
    const off = composeReply(heardAs("why", language), { kind: "why-explained", why, isAllOff: true }, LABELS);
    expect(off).toEqual({ text: why, actions: [] });
  });

  it.each(LANGUAGES)("in %s that apologises does so before the usual words", (language) => {
    const outcome = { kind: "complaint-noted" } as const;
    const usual = composeReply(heardAs("complaint", language), outcome, LABELS).text;
    const sorry = MESSAGE_REASONS.map(
      (reason) => composeReply({ ...heardAs("complaint", language), reasons: [reason] }, outcome, LABELS).text,
    );
    for (const text of sorry) expect(text.endsWith(usual)).toBe(true);
    expect(sorry.some((text) => text !== usual)).toBe(true);
  });

  it.each(rows)("in $language to $kind has buttons whose labels, sent back, ask for the same", ({ language, kind }) => {
    for (const intent of INTENTS) {
      for (const outcome of outcomesOf(kind)) {
        for (const { kind: button, label, scope } of composeReply(heardAs(intent, language), outcome, LABELS).actions) {
          const heard = hear(label, null);
          const expected = { "switch-off": `off ${scope}`, "switch-on": `on ${scope}`, undo: "undo", gift: "none" };
          expect({ label, act: actOf(heard) }).toEqual({ label, act: expected[button] });
          if (button === "gift") expect({ label, intent: heard.intent }).toEqual({ label, intent: "gift" });
        }
      }
    }
  });
});
