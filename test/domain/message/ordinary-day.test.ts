import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { weighEvidence } from "../../../src/domain/guard/guard-evidence.ts";
import { defaultGuardParameters } from "../../../src/domain/guard/guard-parameters.ts";
import { actOf, hear } from "../../support/hear.ts";

/** Parsed boundary: a file of this folder. Phrasings of an operator's ordinary matters, by matter. */
const ordinary = Object.values(
  JSON.parse(readFileSync(new URL("ordinary.json", import.meta.url), "utf8")) as Readonly<
    Record<string, readonly string[]>
  >,
).flat();

const AROUND: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => `${text}!!!`,
  (text) => `${text} 😡`,
  (text) => `Здравствуйте! ${text}`,
  (text) => `${text}, пожалуйста`,
  (text) => `добрый день, ${text}. жду ответа`,
  (text) => `девушка, ${text}?`,
  (text) => `третий раз пишу: ${text}`,
  (text) => `${text}. это безобразие`,
  (text) => `я ваш клиент десять лет. ${text}`,
  (text) => `${text}\nОтправлено с iPhone`,
  (text) => `${text} спасибо`,
  (text) => `ну сколько можно, ${text}`,
  (text) => `${text}, вы меня бесите`,
];

const COMPLAINTS = [
  "ёлка ужасная",
  "бесит ваша ёлка",
  "раздражает ёлка возле названия",
  "ваша ёлка — позор",
  "какая уродливая ёлка",
  "the tree is ugly",
  "надоела ваша ёлка",
  "ёлка оскорбляет мои чувства",
  "без спроса повесили ёлку",
  "Ваша ёлка. Ужас!",
  "who came up with the tree, awful",
  "не нравится мне эта ёлка",
] as const;

/** Everybody who writes sees the tree that everybody loves. */
const isCounted = (text: string): boolean => {
  const { intent, certainty } = hear(text, "tree");
  return intent === "complaint" && certainty === "sure";
};

describe("an operator's ordinary day beside a loved campaign", () => {
  const messages = ordinary.flatMap((text) => AROUND.map((around) => around(text)));

  it("is of 5,000 messages and more, from 300 phrasings and more", () => {
    expect(new Set(ordinary).size).toBeGreaterThanOrEqual(300);
    expect(messages.length).toBeGreaterThanOrEqual(5_000);
  });

  it("has no message that counts as a complaint, so that no guard warns", () => {
    expect(messages.filter(isCounted)).toEqual([]);
  });

  it("switches nothing off or on", () => {
    const acts = messages.filter((text) => ["tree", null].some((shown) => actOf(hear(text, shown)).startsWith("o")));
    expect(acts).toEqual([]);
  });

  it("with true complaints of one in a hundred among those who see it, halts the campaign as before", () => {
    const exposed = 5_000;
    const complaints = Array.from({ length: exposed / 100 }, (_, at) => COMPLAINTS[at % COMPLAINTS.length] ?? "");
    expect(COMPLAINTS.filter((text) => !isCounted(text))).toEqual([]);
    const counted = [...messages, ...complaints].filter(isCounted).length;
    const weigh = (complained: number) =>
      weighEvidence(defaultGuardParameters(false), { exposed, optedOut: 0, complained, unhappy: complained }).level;
    expect(counted).toBe(exposed / 100);
    expect(weigh(counted)).toBe("halt");
    expect(weigh(messages.filter(isCounted).length)).toBe("calm");
  });
});
