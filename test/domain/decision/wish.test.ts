import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldChoices, wordOn, type Choice } from "../../../src/domain/decision/choice.ts";
import { isSwitchedOn, readSwitches, wordOnCategory } from "../../../src/domain/decision/switches.ts";
import { listWishes } from "../../../src/domain/decision/wish.ts";
import { histories } from "../arbitraries.ts";

const themes = [
  { key: "hearts", category: "romance" },
  { key: "tree", category: "festive" },
  { key: "tulip", category: "festive" },
];

const say = (scope: Choice["scope"], value: "in" | "out", id: number, channel: Choice["channel"] = "app"): Choice => ({
  id,
  scope,
  value,
  at: 1_000 - id,
  channel,
});

describe("wishes", () => {
  it("are exactly the themes that were asked for by name and not withdrawn since", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const fold = foldChoices(history);
        const wished = new Map(listWishes(fold, themes).map(({ theme, since }) => [theme, since]));
        for (const theme of themes) {
          const since = wished.get(theme.key);
          if (since !== undefined) {
            expect(wordOn(fold, theme)).toBe("asked");
            expect(history).toContainEqual(
              expect.objectContaining({ scope: `theme:${theme.key}`, value: "in", at: since }),
            );
          }
          const reaching = ["all", `category:${theme.category}`, `theme:${theme.key}`];
          const outs = history.filter(({ scope, value }) => value === "out" && reaching.includes(scope));
          const lastOut = Math.max(0, ...outs.map(({ id }) => id));
          const ins = history.filter(
            ({ scope, value, channel }) => scope === `theme:${theme.key}` && value === "in" && channel !== "import",
          );
          const lastIn = ins.at(-1)?.id ?? 0;
          const isGift = ins.at(-1)?.channel === "gift";
          expect(since !== undefined).toBe(lastIn > lastOut && !isGift);
        }
      }),
    );
  });

  it("are no gifts, and come newest first", () => {
    const fold = foldChoices([
      say("theme:tree", "in", 1),
      say("theme:tulip", "in", 2),
      say("theme:hearts", "in", 3, "gift"),
      say("category:festive", "in", 4),
    ]);
    expect(listWishes(fold, themes).map(({ theme }) => theme)).toEqual(["tulip", "tree"]);
  });
});

describe("switches", () => {
  it("are off wherever an out stands, and sensitive ones until asked for", () => {
    fc.assert(
      fc.property(histories, fc.boolean(), (history, sensitive) => {
        const fold = foldChoices(history);
        for (const theme of themes) {
          const word = wordOn(fold, theme);
          if (word === "off") expect(isSwitchedOn(word, sensitive)).toBe(false);
          if (word === "silent") expect(isSwitchedOn(word, sensitive)).toBe(!sensitive);
          // A category that is off as a whole leaves on only what was asked for by name since.
          if (wordOnCategory(fold, theme.category) === "off" && word !== "off") {
            const own = fold[`theme:${theme.key}`];
            expect(own?.in ?? own?.importedIn).toBeDefined();
          }
        }
      }),
    );
  });

  it("tell everything from gifts", () => {
    expect(readSwitches({})).toEqual({ everything: true, gifts: true });
    expect(readSwitches(foldChoices([say("all", "out", 1)]))).toEqual({ everything: false, gifts: true });
    expect(readSwitches(foldChoices([say("gifts", "out", 1), say("theme:tree", "out", 2)]))).toEqual({
      everything: true,
      gifts: false,
    });
    expect(readSwitches(foldChoices([say("all", "out", 1), say("theme:tree", "in", 2)])).everything).toBe(false);
    expect(readSwitches(foldChoices([say("all", "out", 1), say("all", "in", 2)])).everything).toBe(true);
  });
});
