import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import { lexiconOf } from "../../../src/domain/message/lexicon.ts";
import { meantByStop } from "../../../src/domain/message/meant-by-stop.ts";
import { understandMessage } from "../../../src/domain/message/understand-message.ts";
import { actOf, hear } from "../../support/hear.ts";

const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);

describe("a bare word of command to stop, while nothing is shown", () => {
  it.each([
    ..."СТОП|стоп!|STOP|stop please|хватит|Хватит уже!!!|отпишите меня|отписка|отписаться|unsubscribe|quit|enough".split(
      "|",
    ),
    ..."выкл|off|прекратите это|c т о п|cnjg|нет, стоп|otpishite menya".split("|"),
  ])("switches off everything, or what the person is known to have seen last: %s", (text) => {
    expect(actOf(hear(text, null))).toBe("off all");
    const last = { kind: "theme", key: "hearts" } as const;
    expect(actOf(understandMessage(text, { lexicon, meantByStop: last }))).toBe("off theme:hearts");
  });

  it.each(
    "нет|НЕТ|неа|стоп?|не стоп|стоп реклама|отпишите меня от рассылки|отключите|я против|stop charging me".split("|"),
  )("is no other word, and none with an object: %s", (text) => {
    expect(actOf(hear(text, null))).toBe("none");
  });

  it("switches off what is shown, if anything is, whatever was seen before", () => {
    const seen = { lexicon, shownTheme: "tree", meantByStop: { kind: "theme", key: "hearts" } } as const;
    expect(actOf(understandMessage("СТОП", seen))).toBe("off theme:tree");
  });
});

describe("a text in no language", () => {
  it.each(["0", "STOP", "stop", "👍", "?"])("is answered in the phone's, else in Russian: %s", (text) => {
    expect(understandMessage(text, { lexicon }).language).toBe("ru");
    expect(understandMessage(text, { lexicon, language: "ru" }).language).toBe("ru");
    expect(understandMessage(text, { lexicon, language: "en" }).language).toBe("en");
  });

  it("is none with a word of either", () => {
    expect(understandMessage("stop it please", { lexicon, language: "ru" }).language).toBe("en");
    expect(understandMessage("стоп пожалуйста", { lexicon, language: "en" }).language).toBe("ru");
  });

  it("nor is a bare word to stop, which is answered in the phone's language, and in its own if that isn't known", () => {
    expect(understandMessage("стоп", { lexicon, language: "en" }).language).toBe("en");
    expect(understandMessage("отписка", { lexicon, language: "en" }).language).toBe("en");
    expect(understandMessage("unsubscribe", { lexicon, language: "ru" }).language).toBe("ru");
    expect(understandMessage("unsubscribe", { lexicon }).language).toBe("en");
    expect(understandMessage("убери ёлку", { lexicon, language: "en" }).language).toBe("ru");
  });
});

describe("what was seen last", () => {
  type Campaigns = Parameters<typeof meantByStop>[0]["campaigns"];
  const campaign = (key: string, closesAt = 100) => ({
    definition: { watch: { guard: `guard-${key}`, stage: 0, opensAt: 0, closesAt } },
    theme: { key },
  });
  // Parsed boundary: of a campaign only its watch and its theme are read.
  const campaigns = [campaign("tree"), campaign("hearts"), campaign("star", 5)] as unknown as Campaigns;
  const meant = (seen: Parameters<typeof meantByStop>[1], off: readonly string[] = []) =>
    meantByStop({ campaigns }, seen, (theme) => off.includes(theme), 10);

  it("is the latest that isn't off yet, of the campaigns that are not long over", () => {
    expect(meant({})).toEqual({ kind: "all" });
    expect(meant({ "guard-star": { seenAt: 4 } })).toEqual({ kind: "all" });
    expect(meant({ "guard-tree": { seenAt: 1 } })).toEqual({ kind: "theme", key: "tree" });
    const both = { "guard-tree": { askedAt: 1 }, "guard-hearts": { seenAt: 2 } };
    expect(meant(both)).toEqual({ kind: "theme", key: "hearts" });
    expect(meant(both, ["hearts"])).toEqual({ kind: "theme", key: "tree" });
    expect(meant(both, ["hearts", "tree"])).toEqual({ kind: "theme", key: "hearts" });
  });
});
