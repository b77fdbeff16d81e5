import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actOf, hear } from "../../support/hear.ts";

const letters = (word: string) => [...word];

/** A letter doubled, two swapped, or one lost inside. */
const slip = (word: string, at: number, how: "doubled" | "swapped" | "lost"): string => {
  const all = letters(word);
  const [one = "", other = ""] = [all[at], all[at + 1]];
  const made = { doubled: [one, one, other], swapped: [other, one], lost: [one] }[how];
  return [...all.slice(0, at), ...made, ...all.slice(at + 2)].join("");
};

const slipped = (words: string) =>
  fc
    .record({
      word: fc.constantFrom(...words.split(" ")),
      place: fc.nat(),
      how: fc.constantFrom("doubled" as const, "swapped" as const, "lost" as const),
    })
    // The first letter tells "включите" from "выключите".
    .map(({ word, place, how }) => slip(word, 1 + (place % (word.length - 2)), how));

describe("a verb of switching with a slip in it", () => {
  it("never does the contrary", () => {
    const off = slipped("отключите отключить уберите убрать удалите снимите скройте спрячьте");
    const on = slipped(
      "включите включить верните вернуть поставьте поставить добавьте покажите установите активируйте",
    );
    fc.assert(
      fc.property(off, (verb) => {
        expect(actOf(hear(`${verb} ёлку`, "tree"))).not.toMatch(/^on /);
      }),
      {
        numRuns: 400,
      },
    );
    fc.assert(
      fc.property(on, (verb) => {
        expect(actOf(hear(`${verb} ёлку`, "tree"))).not.toMatch(/^off /);
      }),
      {
        numRuns: 400,
      },
    );
  });

  it.each([
    "псотавь ёлку",
    "врени ёлку",
    "хчоу ёлку",
    "мжоно ёлку",
    "фключите ёлку",
    "shwo the tree",
    "включите снежинкк",
  ])("is understood: %s", (text) => {
    expect(actOf(hear(text, null))).toMatch(/^on theme:/);
  });

  it.each(["уери ёлку", "сниим ёлку", "уберит ёлку", "rmeove the tree"])("is understood: %s", (text) => {
    expect(actOf(hear(text, "tree"))).toBe("off theme:tree");
  });
});

describe("a space that slipped", () => {
  it.each([
    ["уберит еёлку", "off theme:tree"],
    ["уберитеёлку", "off theme:tree"],
    ["выклю чите ёлку", "off theme:tree"],
    ["turn the thin goff", "off theme:tree"],
    ["cthltxrb off", "off theme:hearts"],
  ])("is put right where that makes words of what is none: %s → %s", (text, act) => {
    expect(actOf(hear(text, "tree"))).toBe(act);
  });

  it.each([
    "неубирайте ёлку",
    "прошуне убирать ёлку",
    "н еубирайте ёлку",
    "на убирать ёлку",
    "ну убирать ёлку не нада",
  ])("or a letter, never turns a refusal into a wish: %s", (text) => {
    expect(actOf(hear(text, "tree"))).toBe("none");
  });
});

describe("a wish without a verb of switching", () => {
  it.each([
    "ёлочку бы",
    "мне ёлочку",
    "а мне ёлочку?",
    "ёлку, пожалуйста",
    "ёлку обратно",
    "ёлочку как у всех",
    "хорошо бы ёлку",
    "включение ёлки",
    "сделайте с ёлкой",
    "пусть будет ёлка",
    "tree please",
    "tree on",
    "у подруги ёлка, хочу такую",
    "подруги все с ёлками, а я без неё, хочу ёлку",
    "скучаю по ёлке, верните",
    "без ёлки скучно, верните",
    "включите ёлку, дети просят",
  ])("switches on what it names: %s", (text) => {
    expect(actOf(hear(text, null))).toBe("on theme:tree");
  });

  it.each(["ёлку прочь", "ёлку с экрана", "нет ёлке", "обойдусь без ёлки", "муж ругается уберите ёлку"])(
    "switches off what it names: %s",
    (text) => {
      expect(actOf(hear(text, "tree"))).toBe("off theme:tree");
    },
  );

  it.each([
    "ёлка",
    "ёлку",
    "нет ёлки",
    "ёлка?",
    "про ёлку, пожалуйста",
    "маме ёлку",
    "ёлку для мамы, пожалуйста",
    "хочу маме ёлку",
  ])("is none where it may be anything: %s", (text) => {
    expect(actOf(hear(text, null))).toBe("none");
  });

  it.each([
    "гони ёлку прочь",
    "пусть будет ёлка у мамы",
    "сделайте с ёлкой что-нибудь",
    "можно что-то сделать с ёлкой?",
    "put an end to the tree",
    "get the tree off my phone",
    "разрешите не видеть ёлку",
    "хорошо бы ёлку убрали",
    "закиньте деньги на ёлку",
    "можно ёлку купить",
    "у подруги была ёлка, хочу отключить такую",
    "yes to the tree, no to the hearts",
    "канал звезда включите",
    "верните листовку",
  ])("is none to switch on where it only has the words of one: %s", (text) => {
    expect(actOf(hear(text, "tree"))).not.toMatch(/^on /);
    expect(actOf(hear(text, null))).not.toMatch(/^on /);
  });

  it("for these icons, in the plural, is about all of them", () => {
    expect(actOf(hear("уберите эти значки", "tree"))).toBe("off all");
    expect(actOf(hear("remove these icons", "tree"))).toBe("off all");
    expect(actOf(hear("уберите этот значок", "tree"))).toBe("off theme:tree");
  });
});

describe("one thing in place of another", () => {
  it.each([
    ["вместо ёлки поставьте звезду", "off theme:tree, on theme:star"],
    ["поставьте звезду вместо ёлки", "off theme:tree, on theme:star"],
    ["замените ёлку на звезду", "off theme:tree, on theme:star"],
    ["i want the star instead of the tree", "off theme:tree, on theme:star"],
    ["не надо звезду вместо ёлки", "none"],
    ["замените ёлку или звезду", "none"],
    ["уберите ёлку или включите звезду", "none"],
    ["уберите ёлку поставьте звезду", "off theme:tree, on theme:star"],
    ["что если заменить ёлку на звезду", "none"],
    ["маме замените ёлку на звезду", "none"],
  ])("%s → %s", (text, act) => {
    expect(actOf(hear(text, "tree"))).toBe(act);
  });
});

describe("a complaint", () => {
  it.each([
    "«ёлка ужасна», не согласна с этим",
    "у нас траур в семье, про тюльпан",
    "my heart is heavy, my mother passed away",
  ])("is none of the writer's about a decoration, and isn't counted: %s", (text) => {
    const { intent, certainty } = hear(text, null);
    expect(intent === "complaint" && certainty === "sure").toBe(false);
  });
});
