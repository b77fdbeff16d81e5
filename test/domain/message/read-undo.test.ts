import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import type { Scope } from "../../../src/domain/decision/choice.ts";
import { lexiconOf } from "../../../src/domain/message/lexicon.ts";
import type { Undoable } from "../../../src/domain/message/undoable.ts";
import { understandMessage } from "../../../src/domain/message/understand-message.ts";
import { actOf } from "../../support/hear.ts";

/** Parsed boundary: a file of this folder. `done`: what is said, and what was switched off last; `asked`: what takes nothing back. */
const { done, asked } = JSON.parse(readFileSync(new URL("undos.json", import.meta.url), "utf8")) as {
  readonly done: Readonly<Record<string, Scope>>;
  readonly asked: readonly string[];
};

const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);

const hearAfter = (text: string, undoes: Undoable | undefined, shownTheme?: string): string =>
  actOf(understandMessage(text, { lexicon, undoes, shownTheme, mustBePlain: () => true }));

describe("a wish to take the last word back", () => {
  it.each(Object.entries(done))("is carried out: %s (after the off of %s)", (text, scope) => {
    expect(hearAfter(text, { value: "out", scope })).toBe("undo");
  });

  it.each(asked)("is none: %s", (text) => {
    for (const scope of ["all", "theme:tree", "theme:hearts"] as const)
      expect(hearAfter(text, { value: "out", scope })).not.toBe("undo");
  });

  it("that names another thing than was switched off, or a part of it, takes nothing back", () => {
    for (const scope of ["all", "theme:hearts", "category:festive"] as const)
      expect(hearAfter("случайно убрала ёлку, верните назад", { value: "out", scope })).not.toBe("undo");
  });

  it("of an off takes back no on, and the other way about", () => {
    expect(hearAfter("случайно убрала ёлку, верните назад", { value: "in", scope: "theme:tree" })).not.toBe("undo");
    expect(hearAfter("случайно включила ёлку, отмените", { value: "in", scope: "theme:tree" })).toBe("undo");
    expect(hearAfter("случайно включила ёлку, отмените", { value: "out", scope: "theme:tree" })).not.toBe("undo");
  });

  it("that only says that STOP was a slip takes back nothing but an off", () => {
    expect(hearAfter("стоп написала по ошибке", { value: "out", scope: "all" })).toBe("undo");
    expect(hearAfter("стоп написала по ошибке", { value: "in", scope: "all" })).not.toBe("undo");
    expect(hearAfter("стоп написала по ошибке", undefined)).not.toBe("undo");
  });

  it("is certain while something is shown only if it speaks of the off", () => {
    const last = { value: "out", scope: "theme:hearts" } as const;
    expect(hearAfter("не ту кнопку нажал, верните как было", last, "tree")).not.toBe("undo");
    expect(hearAfter("случайно отключила сердечки, верните", last, "tree")).toBe("undo");
  });

  it("is none whatever of another's, of another business, or against it stands in the very clause that asks", () => {
    const odd = fc.constantFrom(
      ..."не ни без если тариф роуминг деньги мужу завтра фильтр ксерокс баркас «".split(" "),
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.entries(done)), odd, ([text, scope], word) => {
        const written = text.replace(/(?<!\p{L})(верните|отмените|откатите|undo)(?!\p{L})/u, `$1 ${word}`);
        if (written !== text) expect(hearAfter(written, { value: "out", scope })).not.toMatch(/^(?:on |undo)/u);
      }),
      { numRuns: 400 },
    );
  });
});
