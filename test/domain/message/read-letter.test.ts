import { describe, expect, it } from "vitest";
import { actOf, hear } from "../../support/hear.ts";

const OTHER_MATTERS = [
  "Третий день не работает интернет.",
  "Верните деньги за подписку на кино.",
  "Хочу сменить тариф на безлимитный.",
  "Удалите мой старый номер из базы.",
  "Включите роуминг, еду в Турцию.",
];

const letterOf = (length: number, end: string): string => {
  let letter = "";
  for (let at = 0; letter.length + end.length < length; at++) letter += `${OTHER_MATTERS[at % OTHER_MATTERS.length]} `;
  return letter.slice(0, length - end.length - 40) + `. ${end}`;
};

describe("a letter of many matters", () => {
  it.each([300, 1_000, 2_000, 4_090])("has its own wish carried out at the end of %d characters", (length) => {
    expect(actOf(hear(letterOf(length, "Отключите ёлку, пожалуйста."), "tree"))).toBe("off theme:tree");
  });

  it.each([
    "Отключите ёлку. Хотя нет, не отключайте, тариф проверьте.",
    "1. Включить звук 2. Отключить ёлку",
    "Интернет пропал. Стоп.",
  ])("is left alone where what stands beside may turn it: %s", (text) => {
    expect(actOf(hear(text, "tree"))).toBe("none");
  });

  it("switches nothing on apart from the rest", () => {
    expect(actOf(hear("Верните деньги за кино. Шучу. Включите сердечки.", null))).toBe("none");
  });
});
