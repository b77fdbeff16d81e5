import { describe, expect, it } from "vitest";
import { CHANNELS } from "../../../src/domain/decision/choice.ts";
import { NONE_REASONS, SHOW_REASONS } from "../../../src/domain/decision/decision.ts";
import {
  describeChoice,
  describeNow,
  describeOutlook,
  describeStandingOut,
  nameScope,
  type SpanWords,
} from "../../../src/domain/decision/describe-person.ts";
import { LANGUAGES } from "../../../src/domain/label.ts";

const label = { ru: "Ёлочка", en: "New Year tree" };
const words = LANGUAGES.map((language): SpanWords => ({
  language,
  formatSpan: (from, until) => `${from}–${until}`,
  formatDay: String,
}));
const SENTENCE = /^[А-ЯЁA-Z«“0-9].*[.]$/;

describe("sentences about a person", () => {
  it.each(words)("give a reason for every decision, each of them another, in $language", (spanWords) => {
    const shown = { label, from: 1, until: 2 };
    const sentences = [
      ...SHOW_REASONS.map((reason) => describeNow(shown, reason, spanWords)),
      ...NONE_REASONS.map((reason) => describeNow(undefined, reason, spanWords)),
    ];
    for (const sentence of sentences) expect(sentence).toMatch(SENTENCE);
    // Being outside the audience and being taken out of it are the same to the person.
    expect(new Set(sentences).size).toBe(sentences.length - 1);
    expect(sentences[0]).toContain(label[spanWords.language]);
  });

  it.each(words)("tell the four fates of a wish apart, in $language", (spanWords) => {
    const span = { from: 1, until: 2, decoration: "tree" };
    const sentences = [
      describeOutlook(label, { status: "showing", ...span }, spanWords),
      describeOutlook(label, { status: "scheduled", ...span }, spanWords),
      describeOutlook(label, { status: "noted" }, spanWords),
      describeOutlook(label, { status: "not-planned" }, spanWords),
    ];
    for (const sentence of sentences) expect(sentence).toMatch(SENTENCE);
    expect(new Set(sentences).size).toBe(4);
  });

  it.each(words)("say of every choice what, when and where, in $language", (spanWords) => {
    const said = { id: 1, scope: "all", at: 7 } as const;
    const sentences = CHANNELS.flatMap((channel) =>
      (["in", "out"] as const).map((value) =>
        describeChoice({ ...said, value, channel, actor: "self", isRetracted: false }, label, spanWords),
      ),
    );
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^7, .*[.]$/);
      expect(sentence).toContain(label[spanWords.language]);
    }
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it.each(words)("say that it was asked for through support, or by whom else, in $language", (spanWords) => {
    const shown = { label, from: 1, until: 2 };
    const byAgent = describeNow(shown, "asked", spanWords, { channel: "agent", actor: "agent:boris" });
    expect(byAgent).toMatch(/включили для вас через поддержку|switched on for you through support/u);
    expect(byAgent).not.toContain("boris");
    const own = [undefined, null, { channel: "app", actor: "self" } as const].map((asked) =>
      describeNow(shown, "asked", spanWords, asked),
    );
    expect([new Set(own).size, own[0] === byAgent]).toEqual([1, false]);
  });

  it.each(words)("say of what was done behind an agent's link that support sent it, in $language", (spanWords) => {
    const sentences = (["web", "link"] as const).flatMap((channel) =>
      ["self", "agent:boris"].map((actor) =>
        describeChoice(
          { id: 1, scope: "all", at: 7, value: "out", channel, actor, isRetracted: false },
          label,
          spanWords,
        ),
      ),
    );
    expect(new Set(sentences).size).toBe(4);
    expect(sentences.filter((sentence) => /поддержка|support/u.test(sentence))).toHaveLength(2);
  });

  it("put into a Russian sentence what agrees with no name", () => {
    const out = { at: 7, channel: "app", actor: "self" } as const;
    const [russian] = words;
    const scopes = ["all", "gifts", "category:festive", "theme:tree"] as const;
    expect(russian && scopes.map((scope) => describeStandingOut({ ...out, scope }, label, russian))).toEqual([
      "Остаётся выключенным: 7 в приложении вы отключили все украшения.",
      "Остаётся выключенным: 7 в приложении вы отключили подарки от других людей.",
      "Остаётся выключенным: 7 в приложении вы отключили категорию «Ёлочка».",
      "Остаётся выключенным: 7 в приложении вы отключили украшение «Ёлочка».",
    ]);
  });

  it("name a scope by its label, and by its key once the label is gone", () => {
    const theme = { key: "tree", label };
    expect(nameScope("theme:tree", [theme], [])).toEqual(label);
    expect(nameScope("category:tree", [theme], [])).toEqual({ ru: "tree", en: "tree" });
    expect(nameScope("all", [], []).en).toBe("All decorations");
    expect(nameScope("gifts", [], []).ru).toBe("Подарки от других людей");
  });
});
