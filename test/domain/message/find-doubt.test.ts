import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import type { Undoable } from "../../../src/domain/message/undoable.ts";
import { lexiconOf } from "../../../src/domain/message/lexicon.ts";
import { understandMessage } from "../../../src/domain/message/understand-message.ts";
import { actOf, hear, type Example } from "../../support/hear.ts";

/** Parsed boundary: a file of this folder. */
const { doubtful, plain } = JSON.parse(readFileSync(new URL("doubts.json", import.meta.url), "utf8")) as {
  readonly doubtful: readonly string[];
  readonly plain: readonly Pick<Example, "text" | "act">[];
};

const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);
const hearAfter = (text: string, undoes: Undoable) => actOf(understandMessage(text, { lexicon, undoes }));

describe("a message that may not be the writer's own plain wish", () => {
  it.each(doubtful)("shows nothing more, and is asked about: %s", (text) => {
    expect(actOf(hear(text, null))).not.toMatch(/^(?:on |undo)/);
  });

  it("is asked about however a plain wish is quoted, told, refused, or made to depend on something", () => {
    const ons = plain.filter(({ act, text }) => act.startsWith("on ") && !text.includes(":")).map(({ text }) => text);
    const wraps: readonly ((wish: string) => string)[] = [
      (wish) => `> ${wish}`,
      (wish) => `«${wish.replaceAll(/[«»]/gu, "")}»`,
      (wish) => `"${wish}" что это`,
      (wish) => `Катя: ${wish}`,
      (wish) => `Fwd: ${wish}`,
      (wish) => `${wish}? нет`,
      (wish) => `${wish}. Хотя нет, не надо`,
      (wish) => `${wish}, no, don't`,
      (wish) => `${wish}, сказал сосед`,
      (wish) => `${wish}, если найдёте`,
      (wish) => `${wish}, unless it is late`,
    ];
    fc.assert(
      fc.property(fc.constantFrom(...ons), fc.constantFrom(...wraps), (wish, wrap) => {
        expect(actOf(hear(wrap(wish), null))).not.toMatch(/^(?:on |undo)/);
      }),
      { numRuns: 400 },
    );
  });

  it("says in its evidence which doubt it is", () => {
    const [first] = hear("включите ёлку, сказал сосед", null).evidence;
    expect(first).toEqual({ rule: "doubt-told", words: ["сказал"] });
  });
});

describe("a plain wish", () => {
  it.each(plain)("is carried out: $text → $act", ({ text, act }) => {
    expect(actOf(hear(text, null))).toBe(act);
  });
});

describe("putting something back", () => {
  it("in so many words is weighed only where it would show more", () => {
    expect(hearAfter("undo turning on the tree", { value: "in", scope: "theme:tree" })).toBe("undo");
    expect(hearAfter("undo turning on the tree", { value: "out", scope: "theme:tree" })).toBe("none");
    expect(hearAfter("cancel", { value: "in", scope: "all" })).toBe("undo");
    expect(hearAfter("cancel", { value: "out", scope: "all" })).toBe("none");
  });

  it("that names a theme is done for the `out` of just that theme, and of nothing else", () => {
    expect(hearAfter("отмените отключение ёлки", { value: "out", scope: "theme:tree" })).toBe("undo");
    expect(hearAfter("отмените отключение ёлки", { value: "out", scope: "theme:hearts" })).toBe("none");
    expect(hearAfter("отмените отключение ёлки", { value: "out", scope: "all" })).toBe("none");
  });

  it.each(["отмените заказ", "верните номер", "undo my last payment"])(
    "that is of another business is never done: %s",
    (text) => {
      expect(hearAfter(text, { value: "in", scope: "theme:tree" })).toBe("none");
      expect(hearAfter(text, { value: "out", scope: "all" })).toBe("none");
    },
  );
});
