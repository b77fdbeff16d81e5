import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeReply } from "../../../src/domain/message/compose-reply.ts";
import { SWITCHED_OFF } from "../../../src/domain/message/neighbour-texts.ts";
import { TONGUES } from "../../../src/domain/message/tongue.ts";
import { actOf, hear } from "../../support/hear.ts";

describe("a wish to switch off in a language spoken beside Russian", () => {
  it.each([
    ["uk", "вимкніть сердечки будь ласка"],
    ["uk", "як прибрати сердечка з екрану?"],
    ["be", "адключыце сэрцайкі, калі ласка"],
    ["kk", "сердечки өшіріңіз"],
    ["kk", "маған жүрекше керек емес"],
    ["tt", "йөрәкләрне сүндерегез"],
    ["ba", "йөрәкте һүндерегеҙ"],
    ["uz", "yurakchani o‘chiring iltimos"],
    ["uz", "юракни ўчиринг"],
    ["tg", "дилчаро хомӯш кунед"],
    ["ky", "жүрөктү өчүрүп коюңуз"],
  ] as const)("is done, and answered in it first: %s, %s", (tongue, text) => {
    const heard = hear(text, "hearts");
    expect(heard.tongue).toBe(tongue);
    expect(actOf(heard)).toBe("off theme:hearts");
    const labels = { themes: { hearts: { ru: "Сердечки", en: "Hearts" } }, categories: {} };
    const { text: reply } = composeReply(heard, { kind: "off-done", scope: "theme:hearts" }, labels);
    expect(reply.startsWith(SWITCHED_OFF[tongue]("«Сердечки»"))).toBe(true);
  });

  it("may ask whether it is off, which switches nothing", () => {
    expect(hear("сердечки вимкнено?", "hearts")).toMatchObject({ intent: "why", tongue: "uk" });
  });

  it.each([
    "не вимикайте сердечки",
    "сердечки өшірмеңіз",
    "увімкніть сердечки",
    "вимкніть інтернет",
    "сердечки не хочу",
    "забери ёлку",
  ])("is none if a word is not known, or all of it is Russian: %s", (text) => {
    expect(hear(text, "hearts").tongue).toBeUndefined();
  });

  it("never switches anything on, whatever stands beside it", () => {
    const words = fc.constantFrom(
      ..."вимкніть өшіріңіз сүндерегез ochiring сердечки ёлку не керек емес будь ласка маған включите".split(" "),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), (parts) => {
        const heard = hear(parts.join(" "), null);
        if (heard.tongue !== undefined) expect(heard.intent).not.toBe("switch-on");
      }),
      { numRuns: 500 },
    );
  });

  it("has a sentence of its own in each", () => {
    expect(new Set(TONGUES.map((tongue) => SWITCHED_OFF[tongue]("X"))).size).toBe(TONGUES.length);
  });
});
