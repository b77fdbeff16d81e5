import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import { composeReply } from "../../../src/domain/message/compose-reply.ts";
import { lexiconOf } from "../../../src/domain/message/lexicon.ts";
import type { MessageContext } from "../../../src/domain/message/message-context.ts";
import { understandMessage } from "../../../src/domain/message/understand-message.ts";
import type { MessageScope } from "../../../src/domain/message/understanding.ts";
import { actOf } from "../../support/hear.ts";

/** Parsed boundary: a file of this folder. */
const { done, none } = JSON.parse(readFileSync(new URL("swaps.json", import.meta.url), "utf8")) as {
  readonly done: Readonly<Record<string, string>>;
  readonly none: readonly string[];
};

const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);
const isSensitive = (scope: MessageScope): boolean => "key" in scope && ["hearts", "romance"].includes(scope.key);
const hear = (text: string, more: Partial<MessageContext> = {}) =>
  understandMessage(text, { lexicon, isSensitive, ...more });

describe("one thing in place of another", () => {
  it.each(Object.entries(done))("is done: %s → %s", (text, act) => {
    for (const shownTheme of ["tree", "hearts", undefined]) expect(actOf(hear(text, { shownTheme }))).toBe(act);
  });

  it.each(none)("is not asked for, or not for the writer, or not now: %s", (text) => {
    for (const shownTheme of ["tree", "hearts", undefined]) expect(actOf(hear(text, { shownTheme }))).toBe("none");
  });

  it("that is sensitive, or was switched off, is offered by a button, and what it was to replace goes", () => {
    const text = "поменяйте снежинку на тюльпан";
    expect(actOf(hear(text, { mustBePlain: () => true }))).toBe("off theme:snowflake");
    const heard = hear("поменяйте снежинку на сердечки");
    expect(actOf(heard)).toBe("off theme:snowflake");
    const labels = { themes: { hearts: { ru: "Сердечки", en: "Hearts" } }, categories: {} };
    const { actions } = composeReply(heard, { kind: "off-done", scope: "theme:snowflake" }, labels);
    expect(actions.map(({ kind, scope = null }) => `${kind} ${scope}`)).toEqual([
      "switch-on theme:hearts",
      "undo null",
    ]);
  });
});
