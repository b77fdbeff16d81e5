import { describe, expect, test } from "vitest";
import { whyForbidden } from "../../src/contract/forbidden-attributes.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";

const named = (key: string, ru = "Пример", en = "Sample") =>
  ({ key, source: "profile", type: "boolean", label: { ru, en } }) as const;

describe("an attribute about what the law protects", () => {
  test.each([
    ["religion", "religion"],
    ["isReligious", "religion"],
    ["churchVisitor", "religion"],
    ["veroispovedanie", "religion"],
    ["maritalStatus", "marital"],
    ["semeinoePolozhenie", "marital"],
    ["divorcedSince", "marital"],
    ["healthGroup", "health"],
    ["invalidnost", "health"],
    ["politicalViews", "politics"],
    ["voter", "politics"],
    ["ethnicity", "ethnicity"],
    ["race", "ethnicity"],
    ["natsionalnost", "ethnicity"],
    ["sexualOrientation", "orientation"],
    ["orientation", "orientation"],
    ["criminalRecord", "criminal"],
    ["sudimost", "criminal"],
    ["unionMember", "union"],
    ["tradeUnion", "union"],
    ["profsoyuz", "union"],
  ])("called %s is refused, with the reason", (key, reason) => {
    const why = whyForbidden(named(key));
    expect(why).toContain(`“${key}”`);
    expect(why).toContain(reason);
    expect(why).toContain("Remove the attribute");
  });

  test.each([
    ["Вероисповедание", "religion"],
    ["Прихожанин мечети", "religion"],
    ["Семейное положение", "marital"],
    ["Состоит в браке", "marital"],
    ["Состояние здоровья", "health"],
    ["Политические взгляды", "politics"],
    ["Национальность", "ethnicity"],
    ["Сексуальная ориентация", "orientation"],
    ["Есть судимость", "criminal"],
    ["Член профсоюза", "union"],
  ])("cannot hide behind a harmless key: %s", (ru, reason) => {
    expect(whyForbidden(named("group7", ru))).toContain(reason);
  });

  test("cannot hide in the values of an enum", () => {
    const circle = (ru: string, value: string) =>
      whyForbidden({ ...named("circle"), type: "enum", values: [{ value, label: { ru, en: "Circle one" } }] });
    expect(circle("Православные", "c1")).toContain("religion");
    expect(circle("Круг первый", "married")).toContain("marital");
    expect(circle("Круг первый", "c1")).toBeUndefined();
  });
});

describe("an attribute that only sounds alike", () => {
  test.each([
    ["regionGroup", "Регион обслуживания", "Service region"],
    ["privacyPolicyVersion", "Политика конфиденциальности", "Privacy policy"],
    ["screenOrientation", "Ориентация экрана", "Screen orientation"],
    ["batteryHealth", "Состояние батареи", "Battery health"],
    ["familyTariff", "Семейный тариф", "Family tariff"],
    ["nationalRoaming", "Роуминг по России", "National roaming"],
    ["euRoaming", "Роуминг в Европе", "Roaming in the European Union"],
    ["diagnosticsOn", "Диагностика сети", "Network diagnostics"],
    ["crimeaRoaming", "Роуминг в Крыму", "Roaming in Crimea"],
    ["traceLevel", "Уровень трассировки", "Trace level"],
    ["adsDisabled", "Реклама выключена", "Ads switched off"],
  ])("is welcome: %s", (key, ru, en) => {
    expect(whyForbidden(named(key, ru, en))).toBeUndefined();
  });

  test("is welcome if it is bundled, down to the last region's name", () => {
    expect(bundledDefinitions.attributes.map(whyForbidden).filter((why) => why !== undefined)).toEqual([]);
  });
});
