import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  acceptsGifts,
  findAsking,
  findStandingOut,
  foldChoice,
  foldChoices,
  isScope,
  partsOf,
  NO_CHOICES,
  wordOn,
  type Choice,
  type Scope,
} from "../../../src/domain/decision/choice.ts";
import { histories, lastWords } from "../arbitraries.ts";

const hearts = { key: "hearts", category: "romance" };
const tulip = { key: "tulip", category: "festive" };

/** Clocks run backwards here: only the order of the entries counts. */
const say = (value: "in" | "out", scope: Scope, id: number): Choice => ({
  value,
  scope,
  id,
  at: 1_000 - id,
  channel: "app",
});
const imported = (choice: Choice): Choice => ({ ...choice, channel: "import" });

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
    ["an in at the category is asking", [say("in", "category:romance", 1)], "asked"],
    ["an in for everything is not asking", [say("in", "all", 1)], "silent"],
    [
      "an out withdraws an earlier request, and lifting the out does not renew the request",
      [say("in", "theme:hearts", 1), say("out", "all", 2), say("in", "all", 3)],
      "silent",
    ],
    ["what was asked for elsewhere counts", [imported(say("in", "theme:hearts", 1))], "asked"],
    [
      "what was asked for elsewhere lifts nothing that was said here, whenever it is brought",
      [say("out", "all", 1), imported(say("in", "theme:hearts", 2))],
      "off",
    ],
    [
      "an out from elsewhere is lifted by an own word, and by one from elsewhere",
      [imported(say("out", "theme:hearts", 1)), say("in", "theme:hearts", 2)],
      "asked",
    ],
    [
      "an out from elsewhere holds like any other until then",
      [say("in", "theme:hearts", 1), imported(say("out", "category:romance", 2))],
      "off",
    ],
  ])("%s", (_why, history, word) => {
    expect(wordOn(foldChoices(history), hearts)).toBe(word);
  });

  it.each<[string, Choice[], "off" | "asked" | "silent"]>([
    ["an out at a category in which it stood once", [say("out", "category:romance", 1)], "off"],
    [
      "... until an in at that same category",
      [say("out", "category:romance", 1), say("in", "category:romance", 2)],
      "silent",
    ],
    ["... or at the theme", [say("out", "category:romance", 1), say("in", "theme:hearts", 2)], "asked"],
    ["... but not at today's category", [say("out", "category:romance", 1), say("in", "category:festive", 2)], "off"],
    ["... nor for everything", [say("out", "category:romance", 1), say("in", "all", 2)], "off"],
    ["an in at a former category is not asking", [say("in", "category:romance", 1)], "silent"],
    ["... and lifts no out for everything", [say("out", "all", 1), say("in", "category:romance", 2)], "off"],
    [
      "an in at today's category lifts no former out",
      [say("out", "theme:love", 1), say("in", "category:festive", 2)],
      "off",
    ],
    [
      "a former out withdraws what was asked before it, for good",
      [say("in", "theme:hearts", 1), say("out", "category:romance", 2), say("in", "category:romance", 3)],
      "silent",
    ],
  ])("where it was moved, counts %s", (_why, history, word) => {
    const moved = { key: "hearts", category: "festive", former: ["category:romance", "theme:love"] } as const;
    expect(wordOn(foldChoices(history), moved)).toBe(word);
  });

  it("says which out keeps a theme off: the latest that stands", () => {
    expect(findStandingOut(foldChoices([]), hearts)).toBeUndefined();
    const history = [say("out", "theme:hearts", 1), say("out", "all", 2), say("in", "all", 3)];
    expect(findStandingOut(foldChoices(history), hearts)).toBe(1);
    expect(findStandingOut(foldChoices(history.slice(0, 2)), hearts)).toBe(2);
  });

  it("names an out exactly where it is off", () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const theme of [hearts, { ...tulip, former: ["category:romance", "theme:hearts"] as const }]) {
          const fold = foldChoices(history);
          const entry = findStandingOut(fold, theme);
          expect(entry !== undefined).toBe(wordOn(fold, theme) === "off");
          if (entry !== undefined) expect(history.find(({ id }) => id === entry)?.value).toBe("out");
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("leaves the other themes off when one is asked for after everything was switched off", () => {
    const fold = foldChoices([say("out", "all", 1), say("in", "theme:tulip", 2)]);
    expect(wordOn(fold, tulip)).toBe("asked");
    expect(wordOn(fold, hearts)).toBe("off");
  });

  it("tells a gift from an own request", () => {
    const gift: Choice = { ...say("in", "theme:tulip", 5), channel: "gift" };
    expect(wordOn(foldChoices([gift]), tulip)).toBe("gift");
    expect(wordOn(foldChoices([gift, say("in", "theme:tulip", 6)]), tulip)).toBe("asked");
    expect(wordOn(foldChoices([say("in", "theme:tulip", 4), gift]), tulip)).toBe("gift");
    expect(wordOn(foldChoices([{ ...say("in", "category:festive", 5), channel: "gift" }]), tulip)).toBe("gift");
  });

  it("is as the rules say, tried one by one, for any history (invariants 1 and 2)", () => {
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
      fc.property(histories, lastWords, (history, extra) => {
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
    expect(acceptsGifts(foldChoices([say("in", "gifts", 1), say("out", "gifts", 2)]))).toBe(false);
    expect(acceptsGifts(foldChoices([say("out", "gifts", 1), imported(say("in", "gifts", 2))]))).toBe(false);
    expect(acceptsGifts(foldChoices([say("out", "gifts", 1), say("in", "gifts", 2)]))).toBe(true);
  });
});

describe("the parts of a scope", () => {
  it("are what it was put together from", () => {
    expect([partsOf("all"), partsOf("gifts")]).toEqual([{ kind: "all" }, { kind: "gifts" }]);
    fc.assert(
      fc.property(fc.constantFrom("theme", "category"), fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), (kind, key) => {
        expect(partsOf(`${kind}:${key}` as const)).toEqual({ kind, key });
      }),
    );
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
      (choice) =>
        choice.value === "in" &&
        choice.id > out.id &&
        (width(choice.scope) ?? 9) <= (width(out.scope) ?? 0) &&
        (choice.channel !== "import" || out.channel === "import"),
    );
  const outs = covering.filter((choice) => choice.value === "out");
  if (outs.some((out) => !isLifted(out))) return "off";
  const requests = covering.filter((choice) => choice.value === "in" && choice.scope !== "all");
  return requests.some((request) => outs.every((out) => out.id < request.id)) ? "asked" : "silent";
}

describe("the word for which a theme is asked", () => {
  it("is the latest that asks, by its own name before its category's, and none once it is switched off", () => {
    const said = [
      imported(say("in", "category:romance", 1)),
      say("in", "category:romance", 2),
      say("in", "theme:hearts", 3),
      say("out", "theme:hearts", 4),
      say("in", "category:romance", 5),
      say("in", "theme:hearts", 6),
    ];
    const asking = said.map((_, index) => findAsking(foldChoices(said.slice(0, index + 1)), hearts));
    expect(asking).toEqual([1, 2, 3, undefined, undefined, 6]);
    expect(findAsking(NO_CHOICES, hearts)).toBeUndefined();
  });

  it("is none of before an out at a place where the theme stands no more", () => {
    const moved = { ...hearts, category: "festive", former: ["category:romance"] as const };
    const said = [say("in", "category:festive", 1), say("out", "category:romance", 2), say("in", "theme:hearts", 3)];
    const asking = said.map((_, index) => findAsking(foldChoices(said.slice(0, index + 1)), moved));
    expect(asking).toEqual([1, undefined, 3]);
  });
});
