import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { actOf, hear } from "../../support/hear.ts";

/** Parsed boundary: files of this folder. */
const { offs, ons } = JSON.parse(readFileSync(new URL("no-wishes.json", import.meta.url), "utf8")) as {
  readonly offs: readonly string[];
  readonly ons: readonly string[];
};

const clear = JSON.parse(readFileSync(new URL("clear-offs.json", import.meta.url), "utf8")) as readonly {
  readonly text: string;
  readonly act: string;
  readonly shown: string;
}[];

describe("a plain wish to switch off", () => {
  it.each(clear)("is done, whatever is told beside it: $text", ({ text, act, shown }) => {
    expect(actOf(hear(text, shown))).toBe(act);
  });
});

describe("a message that has the words of a wish and is none", () => {
  it.each(offs)("switches nothing off, whether it is shown or not: %s", (text) => {
    for (const shown of ["tree", null]) expect(actOf(hear(text, shown))).not.toMatch(/^off/u);
  });

  it.each(ons)("switches nothing on, and puts nothing back: %s", (text) => {
    expect(actOf(hear(text, null))).not.toMatch(/^(?:on|undo)/u);
  });

  it.each([
    ["н нужны сердечки", "doubt-slipped-negation"],
    ["удалите сердечки из корзины", "doubt-about-something-else"],
    ["удалите фото сердечек", "doubt-about-something-else"],
    ["можно потом отключить сердечки?", "doubt-some-other-time"],
    ["может убрать сердечки? не знаю", "doubt-weighed"],
    ["то отключите сердечки, то отключите", "doubt-now-and-then"],
    ["отключите сердечки, они сами пропадают?", "doubt-by-itself"],
  ])("says which doubt it is: %s → %s", (text, rule) => {
    expect(hear(text, "hearts").evidence.map((step) => step.rule)).toContain(rule);
  });
});
