import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import { lexiconOf } from "../../../src/domain/message/lexicon.ts";
import { understandMessage } from "../../../src/domain/message/understand-message.ts";
import type { MessageScope } from "../../../src/domain/message/understanding.ts";
import { actOf, hear } from "../../support/hear.ts";

/** Parsed boundary: a file of this folder. */
const { sensitive, ons, offs, done, offDone } = JSON.parse(
  readFileSync(new URL("against-the-will.json", import.meta.url), "utf8"),
) as Readonly<Record<"sensitive" | "ons" | "offs" | "done" | "offDone", readonly string[]>>;

const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);
const isSensitive = (scope: MessageScope): boolean => "key" in scope && ["hearts", "romance"].includes(scope.key);
const hearSensitive = (text: string) => actOf(understandMessage(text, { lexicon, isSensitive }));

describe("a message that holds a wish and means none", () => {
  it.each(sensitive)("switches nothing sensitive on: %s", (text) => {
    expect(hearSensitive(text)).not.toMatch(/on |undo/u);
  });

  it.each(ons)("switches nothing on: %s", (text) => {
    for (const shown of ["tree", null]) expect(actOf(hear(text, shown))).not.toMatch(/on |undo/u);
  });

  it.each(offs)("switches nothing off: %s", (text) => {
    for (const shown of ["tree", null]) expect(actOf(hear(text, shown))).not.toMatch(/off /u);
  });

  it.each(["да не надо", "давайте не надо", "ладно, не надо"])("refuses what we offered to switch on: %s", (text) => {
    const heard = understandMessage(text, { lexicon, asked: "on", shownTheme: "tree" });
    expect(actOf(heard)).toBe("none");
  });

  it("ends with enough of it only if that answers us", () => {
    expect(actOf(understandMessage("достаточно", { lexicon, asked: "keep", shownTheme: "tree" }))).toBe(
      "off theme:tree",
    );
  });
});

describe("a plain wish for what is sensitive", () => {
  it.each(done)("is carried out: %s", (text) => {
    expect(hearSensitive(text)).toBe("on theme:hearts");
  });
});

describe("a plain wish for less", () => {
  it.each(offDone)("is carried out: %s", (text) => {
    expect(actOf(hear(text, "tree"))).toContain("off theme:tree");
  });
});
