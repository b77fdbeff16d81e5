import { describe, expect, it } from "vitest";
import type { AwaitCause } from "../../../src/domain/campaign/start-word.ts";
import { sayAwaited } from "../../../src/domain/guard/await-texts.ts";

const together: AwaitCause = {
  code: "reach-together",
  share: 0.005,
  campaigns: [{ key: "kam", label: { ru: "Камчатка", en: "Kamchatka" } }],
};

describe("why a campaign waits for a second person", () => {
  it.each<[AwaitCause | undefined, string, string]>([
    [
      { code: "reach", share: 0.01 },
      "увидели её уже больше 1 % людей или почти столько",
      "more than 1 % of people, or nearly, have seen it",
    ],
    [together, "(«Камчатка»), её увидели уже больше 0,5 % людей", "(“Kamchatka”), more than 0.5 % of people"],
    [
      { code: "own-people", who: "ada" },
      "(ada), а потом от его имени загрузили",
      "(ada) started this campaign, and then",
    ],
    [
      {
        code: "revealed",
        feast: { ru: "Рождество", en: "Christmas" },
        gone: { ru: "Тюльпан", en: "Tulip" },
      },
      "«Тюльпан» больше не показывается, и эта впервые показалась бы людям в дни праздника «Рождество» или накануне",
      "“Tulip” is shown no longer, and people would get this one for the first time on the days of “Christmas” or the day before",
    ],
    [
      { code: "revealed", feast: { ru: "Рождество", en: "Christmas" }, gone: null },
      "Всё было остановлено и теперь продолжено, и эта",
      "Everything was stopped, and goes on now, and people",
    ],
    [undefined, "нужно, чтобы с ней согласился второй", "a second has to agree with it"],
  ])("is said by what is known of it, and what follows (%#)", (cause, ru, en) => {
    const said = sayAwaited(cause);
    expect(said.ru).toContain(ru);
    expect(said.en).toContain(en);
    expect(said.ru).toContain("подтвердить второй человек");
    expect(said.en).toContain("A second person");
  });

  it("claims that somebody has seen it only where that is why", () => {
    for (const cause of [{ code: "own-people", who: "ada" } as const, undefined]) {
      expect(sayAwaited(cause).ru).not.toContain("увидели");
      expect(sayAwaited(cause).en).not.toContain("seen");
    }
  });
});
