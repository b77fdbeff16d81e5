import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import type { Asked } from "../../../src/domain/message/asked.ts";
import { lexiconOf } from "../../../src/domain/message/lexicon.ts";
import type { MessageContext } from "../../../src/domain/message/message-context.ts";
import { understandMessage } from "../../../src/domain/message/understand-message.ts";
import type { MessageScope } from "../../../src/domain/message/understanding.ts";
import { actOf } from "../../support/hear.ts";

/** Parsed boundary: a file of this folder. By what was asked: what is answered, and what is done while the tree is shown. */
const ANSWERS = JSON.parse(readFileSync(new URL("answers.json", import.meta.url), "utf8")) as Readonly<
  Record<Asked, Readonly<Record<string, string>>>
>;

const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);
const isSensitive = (scope: MessageScope): boolean => "key" in scope && ["hearts", "romance"].includes(scope.key);

const answer = (text: string, asked: Asked, more: Partial<MessageContext> = {}): string =>
  actOf(understandMessage(text, { lexicon, shownTheme: "tree", asked, isSensitive, ...more }));

describe.each(["off", "on", "keep"] as const)("an answer to our question, %s,", (asked) => {
  it.each(Object.entries(ANSWERS[asked]))("is understood: %s → %s", (text, act) => {
    expect(answer(text, asked)).toBe(act);
  });
});

describe("a name alone", () => {
  it.each(["сердечки", "ёлку", "🌷", "the hearts", "все"])("asks for nothing if nothing was asked: %s", (text) => {
    for (const shownTheme of ["tree", undefined])
      expect(actOf(understandMessage(text, { lexicon, shownTheme, isSensitive }))).toBe("none");
  });

  it.each(["сирдечки", "сердце", "❤️", "🖤 сердца или ёлку"])(
    "that is not the very name switches nothing sensitive on: %s",
    (text) => {
      expect(answer(text, "on")).toBe("none");
    },
  );

  it("that is misspelt switches on what is festive, unless it was switched off", () => {
    expect(answer("снежынку", "on")).toBe("on theme:snowflake");
    expect(answer("снежынку", "on", { mustBePlain: () => true })).toBe("none");
    expect(answer("снежинку", "on", { mustBePlain: () => true })).toBe("on theme:snowflake");
  });

  it("that is quoted, told or asked about answers nothing", () => {
    for (const text of ["муж сказал: ёлку", "> ёлку", "ёлку?", "не ёлку", "ёлку завтра", "жене ёлку", "какую ёлку"])
      for (const asked of ["off", "on"] as const) expect(answer(text, asked)).toBe("none");
  });

  it("with everything else liked as it is switches nothing off", () => {
    for (const text of ["всё ок", "всё хорошо", "всё, спасибо", "ну всё", "ёлка хорошо", "ёлка да"])
      expect(answer(text, "off")).toBe("none");
  });
});

describe("what was meant by a question of ours", () => {
  it("is what is shown, if it is only pointed at, and nothing while nothing is", () => {
    expect(answer("ту, что сейчас висит", "off")).toBe("off theme:tree");
    expect(answer("ту, что сейчас висит", "off", { shownTheme: undefined })).toBe("none");
  });
});
