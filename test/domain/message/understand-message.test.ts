import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import { composeReply } from "../../../src/domain/message/compose-reply.ts";
import type { ReplyOutcome } from "../../../src/domain/message/reply.ts";
import { LANGUAGES } from "../../../src/domain/label.ts";
import { lexiconOf } from "../../../src/domain/message/lexicon.ts";
import { understandMessage } from "../../../src/domain/message/understand-message.ts";
import type { Intent } from "../../../src/domain/message/understanding.ts";
import { actOf, hear, type Example } from "../../support/hear.ts";

interface Voice {
  readonly text: string;
  readonly intent: Intent;
  readonly theme: string | null;
  readonly reason?: string;
}

/** Parsed boundary: files of this folder. */
const readExamples = <Row>(name: string) =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as readonly Row[];

const voices = readExamples<Voice>("voices.json");
const variants = readExamples<Example>("variants.json");
/** What turns a wish: modal words, doubts, crossing out, wishes to do something rather than to have something. */
const turns = readExamples<Example>("turns.json");
/** Written by somebody who did not know the rules, most of them to lead the rules astray. */
const unseen = readExamples<Omit<Example, "intent">>("unseen.json");

describe("what subscribers really wrote is understood", () => {
  it.each(voices)("$text", ({ text, intent, theme, reason }) => {
    const heard = hear(text, theme);
    expect(heard.intent).toBe(intent);
    if (intent === "switch-off") expect(actOf(heard)).toBe(`off theme:${theme}`);
    if (intent === "switch-on") expect(actOf(heard)).toBe(`on theme:${theme}`);
    if (reason !== undefined) expect(heard.reasons).toContain(reason);
    if (theme !== null && intent !== "switch-off") expect([...heard.mentions]).toContain(theme);
  });
});

describe("what they might write", () => {
  it("is a large and varied set, half of it Russian", () => {
    const russian = variants.filter(({ text }) => /\p{Script=Cyrillic}/u.test(text));
    expect(variants.length).toBeGreaterThanOrEqual(150);
    expect(russian.length).toBeGreaterThan(variants.length / 2);
    expect(new Set(variants.map(({ text }) => text)).size).toBe(variants.length);
  });

  it("never switches anything that was not asked for, nor the wrong way", () => {
    const wrong = variants.filter(
      ({ text, act, shown, ours }) => !["none", act].includes(actOf(hear(text, shown, ours))),
    );
    expect(wrong).toEqual([]);
  });

  it("is never acted on wrongly when it was written to lead astray; a button is asked for at most", () => {
    const wrong = unseen.filter(
      ({ text, act, shown, ours }) => !["none", act].includes(actOf(hear(text, shown, ours))),
    );
    expect(wrong).toEqual([]);
    expect(unseen.length).toBeGreaterThanOrEqual(150);
  });

  it.each(variants)("$text → $intent, $act", ({ text, intent, act, shown, ours }) => {
    const heard = hear(text, shown, ours);
    expect({ intent: heard.intent, act: actOf(heard) }).toEqual({ intent, act });
  });
});

describe("words that turn a wish are heard", () => {
  it.each(turns)("$text → $intent, $act", ({ text, intent, act, shown, ours }) => {
    const heard = hear(text, shown, ours);
    expect({ intent: heard.intent, act: actOf(heard) }).toEqual({ intent, act });
  });
});

describe("a wish that names no decoration", () => {
  const unnamed = [...variants, ...turns, ...unseen].filter(({ ours }) => ours === true);

  it.each(unnamed)("is asked about where other business is written of as well: $text", ({ text, shown }) => {
    expect(actOf(hear(text, shown))).toBe("none");
  });
});

describe("a catalogue's own names", () => {
  const label = (name: string) => ({ ru: name, en: name });
  const flower = { ru: ["цвет~"], en: ["flower~"], translit: [], emoji: [] };
  const shared = lexiconOf(
    [
      { key: "rose", category: "spring", label: label("роза"), names: flower },
      { key: "lily", category: "spring", label: label("лилия"), names: flower },
      { key: "moon", category: "spring", label: label("луна") },
      { key: "sign", category: "spring", label: label("★") },
    ],
    [],
  );
  const hearShared = (text: string, shownTheme?: string) =>
    understandMessage(text, { lexicon: shared, ...(shownTheme !== undefined && { shownTheme }) });

  it.each(["уберите цветы", "turn off the flowers"])("that two themes share are asked about: %s", (text) => {
    expect(hearShared(text)).toMatchObject({ certainty: "unsure", scope: { kind: "unknown" } });
    expect(hearShared(text, "moon")).toMatchObject({ certainty: "unsure", scope: { kind: "unknown" } });
  });

  it.each(["уберите цветы", "turn off the flowers"])("that two themes share mean the one that is shown: %s", (text) => {
    expect(actOf(hearShared(text, "lily"))).toBe("off theme:lily");
  });

  it("are its labels where it gives no names, and a label without a letter names nothing", () => {
    expect(actOf(hearShared("уберите луна"))).toBe("off theme:moon");
    expect(actOf(hearShared("уберите ★"))).toBe("none");
  });
});

describe("any message", () => {
  it.each([
    ["уберите сердечки ", "ru"],
    ["turn off hearts ", "en"],
  ])("that is a flood of verbs is asked back, not weighed: %s", (wish, language) => {
    expect(actOf(hear(wish.repeat(40), null))).toBe("off theme:hearts");
    const heard = hear(wish.repeat(41), null);
    expect(heard).toMatchObject({ intent: "other", certainty: "unsure", language });
    expect(heard.evidence).toEqual([{ rule: "too-many-verbs", words: [] }]);
  });

  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc
      .array(fc.constantFrom(...variants.flatMap(({ text }) => text.split(" "))), { maxLength: 12 })
      .map((words) => words.join(" ")),
  );

  it("is read without an error, the same way every time", () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(null, "hearts", "tree"), (text, shown) => {
        expect(hear(text, shown)).toEqual(hear(text, shown));
      }),
      { numRuns: 1_000 },
    );
  });

  it("switches nothing off and on at once: a wish both ways is asked back", () => {
    // A bare "no" before a wish only corrects something: these name the hearts.
    const offs = variants
      .filter(({ act, text }) => act === "off theme:hearts" && /серд|serd|heart/iu.test(text))
      .map(({ text }) => text);
    const ons = variants.filter(({ act }) => act === "on theme:hearts").map(({ text }) => text);
    fc.assert(
      fc.property(fc.constantFrom(...offs), fc.constantFrom(...ons), fc.boolean(), (off, on, isOffFirst) => {
        const text = (isOffFirst ? [off, on] : [on, off]).join(". ");
        expect(actOf(hear(text, null))).not.toMatch(/^on /);
      }),
      { numRuns: 300 },
    );
  });

  it("may be a button's own label, and then asks for what the button does", () => {
    const labels = {
      themes: Object.fromEntries(bundledDefinitions.themes.map(({ key, label }) => [key, label])),
      categories: Object.fromEntries(bundledDefinitions.categories.map(({ key, label }) => [key, label])),
    };
    const base = { intent: "switch-off", reasons: [], mentions: [], evidence: [] } as const;
    for (const language of LANGUAGES) {
      for (const { key } of bundledDefinitions.themes) {
        const scope = `theme:${key}` as const;
        const outcomes: ReplyOutcome[] = [
          { kind: "off-already", scope },
          { kind: "on-done", scope },
        ];
        for (const outcome of outcomes) {
          for (const action of composeReply({ ...base, language }, outcome, labels).actions) {
            const direction = action.kind === "switch-off" ? "off" : "on";
            const expected = action.kind === "undo" ? "undo" : `${direction} ${action.scope}`;
            expect({ label: action.label, act: actOf(hear(action.label, null)) }).toEqual({
              label: action.label,
              act: expected,
            });
          }
        }
      }
    }
  });
});
