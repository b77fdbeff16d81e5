import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  acceptsGifts,
  foldChoice,
  foldChoices,
  isScope,
  NO_CHOICES,
  wordOn,
  type Choice,
  type Scope,
} from "../../../src/domain/decision/choice.ts";
import { choices, histories } from "../arbitraries.ts";

const hearts = { key: "hearts", category: "romance" };
const tulip = { key: "tulip", category: "festive" };

const say = (value: "in" | "out", scope: Scope, at: number): Choice => ({ value, scope, at, channel: "app" });

describe("a person's word on a theme", () => {
  it.each<[string, Choice[], "off" | "asked" | "gift" | "silent"]>([
    ["nobody asked, nothing is said", [], "silent"],
    ["an out at the theme", [say("out", "theme:hearts", 1)], "off"],
    ["an out at its category", [say("out", "category:romance", 1)], "off"],
    ["an out for everything", [say("out", "all", 1)], "off"],
    ["an out at another theme", [say("out", "theme:tulip", 1)], "silent"],
    ["an out at another category", [say("out", "category:festive", 1)], "silent"],
    ["an out for gifts is about gifts only", [say("out", "gifts", 1)], "silent"],
    [
      "a later in for everything does not revive the theme",
      [say("out", "theme:hearts", 1), say("in", "all", 2)],
      "off",
    ],
    [
      "a later in at the category does not revive the theme",
      [say("out", "theme:hearts", 1), say("in", "category:romance", 2)],
      "off",
    ],
    ["a later in at the theme does", [say("out", "theme:hearts", 1), say("in", "theme:hearts", 2)], "asked"],
    [
      "a later in at the theme lifts an out for everything",
      [say("out", "all", 1), say("in", "theme:hearts", 2)],
      "asked",
    ],
    ["an earlier in does not lift a later out", [say("in", "theme:hearts", 1), say("out", "all", 2)], "off"],
    ["at the same instant off wins", [say("in", "theme:hearts", 1), say("out", "theme:hearts", 1)], "off"],
    ["an in at the category is asking", [say("in", "category:romance", 1)], "asked"],
    ["an in for everything is not asking", [say("in", "all", 1)], "silent"],
    [
      "an out withdraws an earlier request, and lifting the out does not renew the request",
      [say("in", "theme:hearts", 1), say("out", "all", 2), say("in", "all", 3)],
      "silent",
    ],
  ])("%s", (_why, history, word) => {
    expect(wordOn(foldChoices(history), hearts)).toBe(word);
  });

  it("leaves the other themes off when one is asked for after everything was switched off", () => {
    const fold = foldChoices([say("out", "all", 1), say("in", "theme:tulip", 2)]);
    expect(wordOn(fold, tulip)).toBe("asked");
    expect(wordOn(fold, hearts)).toBe("off");
  });

  it("tells a gift from an own request, and prefers the own request of the same instant", () => {
    const gift: Choice = { ...say("in", "theme:tulip", 5), channel: "gift" };
    expect(wordOn(foldChoices([gift]), tulip)).toBe("gift");
    expect(wordOn(foldChoices([gift, say("in", "theme:tulip", 5)]), tulip)).toBe("asked");
    expect(wordOn(foldChoices([say("in", "theme:tulip", 5), gift]), tulip)).toBe("asked");
    expect(wordOn(foldChoices([gift, say("in", "theme:tulip", 6)]), tulip)).toBe("asked");
    expect(wordOn(foldChoices([say("in", "theme:tulip", 4), gift]), tulip)).toBe("gift");
    expect(wordOn(foldChoices([{ ...say("in", "category:festive", 5), channel: "gift" }]), tulip)).toBe("gift");
  });

  it("is what DESIGN §3 says, for any history (invariants 1 and 2)", () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const theme of [hearts, tulip]) {
          const expected = readByDefinition(history, theme);
          expect(["asked", "gift"].includes(wordOn(foldChoices(history), theme))).toBe(expected === "asked");
          expect(wordOn(foldChoices(history), theme) === "off").toBe(expected === "off");
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it("does not depend on the order or the repetition of what is folded", () => {
    fc.assert(
      fc.property(
        histories.chain((history) =>
          fc.tuple(
            fc.constant(history),
            fc.shuffledSubarray([...history, ...history], { minLength: history.length * 2 }),
          ),
        ),
        ([history, shuffled]) => {
          expect(foldChoices(shuffled)).toEqual(foldChoices(history));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("never turns on by adding an out", () => {
    fc.assert(
      fc.property(histories, choices, (history, extra) => {
        const before = foldChoices(history);
        const after = foldChoice(before, { ...extra, value: "out" });
        for (const theme of [hearts, tulip]) {
          if (wordOn(before, theme) === "off") expect(wordOn(after, theme)).toBe("off");
          if (["asked", "gift"].includes(wordOn(after, theme)))
            expect(["asked", "gift"]).toContain(wordOn(before, theme));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("gifts", () => {
  it("are welcome until the person says otherwise, and again once they take that back", () => {
    expect(acceptsGifts(NO_CHOICES)).toBe(true);
    expect(acceptsGifts(foldChoices([say("out", "gifts", 1)]))).toBe(false);
    expect(acceptsGifts(foldChoices([say("out", "gifts", 1), say("in", "gifts", 1)]))).toBe(false);
    expect(acceptsGifts(foldChoices([say("out", "gifts", 1), say("in", "gifts", 2)]))).toBe(true);
  });
});

describe("isScope", () => {
  it.each(["all", "gifts", "theme:hearts", "category:romance"])("takes %s", (text) => expect(isScope(text)).toBe(true));
  it.each(["", "ALL", "theme:", "theme:Hearts", "campaign:x", "theme:-x", "category:a b", "theme:constructor:x"])(
    "refuses %j",
    (text) => expect(isScope(text)).toBe(false),
  );
});

/** The invariant, word for word, over the whole history. */
function readByDefinition(history: readonly Choice[], theme: { key: string; category: string }) {
  const width = (scope: Scope) =>
    ({ [`theme:${theme.key}`]: 1, [`category:${theme.category}`]: 2, all: 3 })[scope as string];
  const covering = history.filter((choice) => width(choice.scope) !== undefined);
  const isLifted = (out: Choice) =>
    covering.some(
      (choice) => choice.value === "in" && choice.at > out.at && (width(choice.scope) ?? 9) <= (width(out.scope) ?? 0),
    );
  const outs = covering.filter((choice) => choice.value === "out");
  if (outs.some((out) => !isLifted(out))) return "off";
  const requests = covering.filter((choice) => choice.value === "in" && choice.scope !== "all");
  return requests.some((request) => outs.every((out) => out.at < request.at)) ? "asked" : "silent";
}
