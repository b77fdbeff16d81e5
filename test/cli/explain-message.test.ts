import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { describeReading } from "../../src/cli/describe-reading.ts";
import { runGarland } from "./run-garland.ts";

const { themes, categories } = bundledDefinitions;

describe("garland explain-message", () => {
  it("shows the words, the gates, the rules, the verdict, what would be done, and the reply", async () => {
    const { exitCode, output } = await runGarland(
      "explain-message",
      "уберите ёлку",
      "--shown",
      "tree",
      "--language",
      "en",
    );
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^Words +уберите \(off, order-once\) · ёлку \(theme:tree\)$/mu);
    expect(output).toMatch(/^Gates +whose words: open$/mu);
    expect(output).toMatch(/^Rules +do \(уберите\)$/mu);
    expect(output).toMatch(/^Verdict +switch-off, sure, theme:tree$/mu);
    expect(output).toMatch(/^Done +out theme:tree$/mu);
    expect(output).toMatch(/^Reply +Готово, отключили: «Новогодняя ёлка»/mu);
  });

  it.each([
    { args: [], says: "Give exactly one message" },
    { args: ["one", "two"], says: "Give exactly one message" },
    { args: ["стоп", "--shown", "moon"], says: 'There is no theme "moon"; there are ' },
    { args: ["стоп", "--asked", "why"], says: '--asked takes keep, off, on, not "why".' },
    { args: ["стоп", "--language", "fr"], says: '--language takes ru, en, not "fr".' },
  ])("says how it is called: $args", async ({ args, says }) => {
    const { exitCode, errors } = await runGarland("explain-message", ...args);
    expect(exitCode).toBe(2);
    expect(errors).toContain(says);
  });
});

describe("a message's description", () => {
  const describeText = (text: string, rest: { readonly shown?: string; readonly asked?: "keep" } = {}) =>
    describeReading({ text, themes, categories, language: "en", ...rest });

  it("says which gate is closed, and by which words", () => {
    expect(describeText("отключите интернет")).toMatch(/about what: about-other-business \(интернет\)/u);
    expect(describeText("уберите ёлку на номере 89161234567", { shown: "tree" })).toMatch(
      /for whom: for-another-line/u,
    );
    expect(describeText("Fwd: уберите ёлку", { shown: "tree" })).toMatch(/whose words: words-forwarded/u);
  });

  it("marks what is unknown, and what is only near", () => {
    expect(describeText("включите сирдечки абракадабру")).toMatch(/≈theme:hearts.* абракадабру \(unknown\)/u);
  });

  it("reads an answer to what we asked", () => {
    expect(describeText("нет", { shown: "tree" })).toMatch(/^Done +nothing$/mu);
    expect(describeText("нет", { shown: "tree", asked: "keep" })).toMatch(/^Done +out theme:tree$/mu);
  });

  it("is in Russian as well, as the message is unless it is told otherwise", () => {
    expect(describeReading({ text: "уберите ёлку", themes, categories })).toMatch(/^Понято +switch-off/mu);
    expect(describeReading({ text: "remove the tree", themes, categories })).toMatch(/^Verdict +switch-off/mu);
  });
});
