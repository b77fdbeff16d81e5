import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import { lexiconOf } from "../../../src/domain/message/lexicon.ts";
import { understandMessage } from "../../../src/domain/message/understand-message.ts";
import { actOf, hear } from "../../support/hear.ts";

const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);
const rulesOf = (text: string) => hear(text, "hearts").evidence.map(({ rule }) => rule);

const WISHES = ["уберите сердечки", "как отключить сердечки?", "turn off the hearts", "не хочу сердечки"] as const;

describe("the first gate: whose words", () => {
  it("lets nobody's wish through however it is passed on", () => {
    const wraps: readonly ((wish: string) => string)[] = [
      (wish) => `> ${wish}`,
      (wish) => `> ${wish}\nчто это?`,
      (wish) => `Переслано: ${wish}`,
      (wish) => `Fwd: ${wish}`,
      (wish) => `---------- Forwarded message ----------\n${wish}`,
      (wish) => `12.02 Анна: ${wish}`,
      (wish) => `[12.02.2026, 18:40] Пётр: ${wish}`,
      (wish) => `муж написал: ${wish}`,
      (wish) => `мне прислали: «${wish}»`,
      (wish) => `my friend wrote: "${wish}"`,
      (wish) => `Понравилось «${wish}»`,
      (wish) => `Liked “${wish}”`,
      (wish) => `Что отключить? Выберите, и мы уберём сразу и насовсем: ${wish}`,
      (wish) => `On Mon, Anna wrote:\n${wish}`,
    ];
    fc.assert(
      fc.property(fc.constantFrom(...WISHES), fc.constantFrom(...wraps), (wish, wrap) => {
        expect(actOf(hear(wish, "hearts"))).toBe("off theme:hearts");
        expect(actOf(hear(wrap(wish), "hearts"))).toBe("none");
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["> уберите сердечки", "words-quoted"],
    ["Переслано: уберите сердечки", "words-forwarded"],
    ["12.02 Анна: уберите сердечки", "words-logged"],
    ["Liked “turn off the hearts”", "words-echoed"],
  ])("says why it is closed: %s", (text, rule) => {
    expect(rulesOf(text)[0]).toBe(rule);
  });

  it.each([
    "уберите «Сердечки»",
    "«Отключить Сердечки»",
    "Вопрос: как убрать сердечки?",
    "уберите сердечки\n\nС уважением, Анна",
    "уберите сердечки\nОтправлено с iPhone",
    "> включите ёлку\nа я прошу: уберите сердечки",
    "уберите сердечки\n\n---------- Переслано ----------\nвключите ёлку",
    "turn off the hearts\n--\nAnna, Example Ltd.",
  ])("lets the writer's own wish through: %s", (text) => {
    expect(actOf(hear(text, "hearts"))).toBe("off theme:hearts");
  });
});

describe("the second gate: about what", () => {
  it.each([
    "отключите интернет",
    "уберите подписку с моего номера",
    "выключите автопродление",
    "почему списали деньги",
    "когда починят связь",
    "вы достали своей рекламой",
    "хочу перейти к другому оператору",
    "turn off my voicemail",
    "why was I charged twice",
  ])("leaves the operator's other business to others: %s", (text) => {
    for (const shown of ["hearts", null]) {
      const heard = hear(text, shown);
      expect(heard).toMatchObject({ intent: "other", certainty: "unsure", mentions: [] });
      expect(heard.scope).toBeUndefined();
      expect(heard.evidence[0]?.rule).toBe("about-other-business");
    }
  });

  it.each(["уберите это", "отключите", "turn it off", "уберите всё"])(
    "asks about a wish that names nothing: %s",
    (text) => {
      expect(hear(text, "hearts")).toMatchObject({ intent: "switch-off", certainty: "unsure" });
      expect(rulesOf(text)[0]).toBe("about-nothing-of-ours");
      expect(hear(text, "hearts", true)).toMatchObject({ intent: "switch-off", certainty: "sure" });
    },
  );

  it.each([
    "уберите это с экрана",
    "отключите значок",
    "уберите то, что возле имени оператора",
    "clear it from the status bar",
  ])("takes the place for the thing that stands there: %s", (text) => {
    expect(actOf(hear(text, "hearts"))).toBe("off theme:hearts");
  });
});

describe("the third gate: for whom", () => {
  it.each([
    ["отключите сердечки на номере +79161234567", "for-another-line"],
    ["уберите сердечки со второй симки", "for-another-line"],
    ["у него сердечки, отключите", "for-another-person"],
    ["она просила отключить сердечки", "for-another-person"],
    ["не мне, а соседке уберите сердечки", "for-another-person"],
    ["she asked to turn off the hearts", "for-another-person"],
  ])("asks about another person's or line's: %s", (text, rule) => {
    expect(actOf(hear(text, "hearts"))).toBe("none");
    expect(rulesOf(text)).toContain(rule);
  });

  it("lets the writer's own number pass", () => {
    expect(actOf(hear("уберите сердечки, мой номер +79161234567", "hearts"))).toBe("off theme:hearts");
  });
});

describe("a bare answer", () => {
  const answer = (text: string, asked?: "keep" | "off" | "on") =>
    actOf(understandMessage(text, { lexicon, shownTheme: "hearts", asked }));

  it.each(["нет", "НЕТ!", "0", "не надо", "не хочу", "no", "nope", "нет, спасибо", "керек емес"])(
    "no, to whether the decoration may stay, switches it off, and is none of ours to any other question: %s",
    (text) => {
      expect(answer(text, "keep")).toBe("off theme:hearts");
      expect(answer(text, "off")).toBe("none");
      expect(answer(text, "on")).toBe("none");
      expect(answer(text)).toBe("none");
      expect(actOf(hear(text, "hearts", true))).toBe("off theme:hearts");
    },
  );

  it.each(["да", "ага", "ок", "yes"])("yes, to what to switch off, switches off, and on never: %s", (text) => {
    expect(answer(text, "off")).toBe("off theme:hearts");
    for (const asked of ["keep", "on", undefined] as const) expect(answer(text, asked)).toBe("none");
  });
});

describe("a word to stop, as people send it", () => {
  it.each([
    ..."СТОП|стоп.|«СТОП»|СТОП 0000|стоп на номер 0000|С Т О П|стоооп|STOP|stop!|cnjg|ыещз|Стоп пожалуйста|стоп стоп стоп|отписка".split(
      "|",
    ),
    ..."UNSUBSCRIBE|OPT-OUT|End|QUIT|REVOKE|🛑|⛔️|СТОП 🙏|стоп\nОтправлено с iPhone|СТОП\n\nС уважением, Анна|тоқтату|тўхтатинг".split(
      "|",
    ),
    "> Чтобы отключить, ответьте СТОП\nСТОП",
  ])("always counts: %s", (text) => {
    expect(actOf(hear(text, "hearts"))).toBe("off theme:hearts");
    expect(actOf(hear(text, null))).toBe("off all");
  });

  it.each(["STOPALL", "stop all", "стоп всё"])("may say that everything is meant: %s", (text) => {
    expect(actOf(hear(text, "hearts"))).toBe("off all");
  });

  it.each(["стоп?", "не стоп", "стоп-кадр", "cancel", "> СТОП", "стоп списаниям", "end of story"])(
    "is no other: %s",
    (text) => {
      expect(actOf(hear(text, "hearts"))).toBe("none");
    },
  );
});
