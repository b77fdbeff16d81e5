import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hadSecond, listAuthors, whyNotSecond, addEditors } from "../../src/domain/campaign/authorship.ts";
import { foldName } from "../../src/domain/fold-name.ts";
import { humanBehind, isOneHuman, isSecondPerson } from "../../src/domain/human-behind.ts";
import { saySecondRefusal } from "../../src/domain/review/refusal-texts.ts";
import { COMMON_NAMES } from "./common-names.ts";

const nobodys = () => undefined;

/** Each is Boris, to whoever reads it. */
const SPELLINGS = [
  "person:boris",
  "person:Boris",
  "person:BORIS",
  "person:B\u200Boris",
  "person: boris\u00A0",
  "person:bor\u00ADis",
  "person:bo\u3164ris",
  "person:bo\u2800ris",
  "person:\u202Eboris",
  "person:ｂｏｒｉｓ",
  "person:Воris",
  "person:bоris",
  "person:Bóris",
  "person:bo\u0301ris",
  "person:BØRÍŞ",
  "person:b\u20DDoris",
  "person:bóris",
  "person:b.o.r-i_s",
  "person:børis",
  "person:B0RIS",
];

/** Nobody can say whether each is Eva, or who else. */
const UNCLEAR = [
  "person:Ꭼva",
  "person:Eѵa",
  "person:ꓰꓦꓮ",
  "person:ᴇᴠᴀ",
  "person:Evɑ",
  "person:Ⲉva",
  "person:ⴹva",
  "person:℮va",
  "person:Εva",
  "person:ΕVΑ",
  "person:Ева Evans",
  "person:ева@operator.test",
  "person:Եva",
  "person:ევa",
  "person:ＥＶＡ伊娃",
  "person:إيفا",
  "person:👩",
  "person:...",
];

/** Each is called otherwise than all others. */
const REAL_NAMES = [
  "Анна Петрова",
  "Пётр Ильич",
  "Сергей Щукин",
  "Игорь Ёлкин",
  "Юлия Эйсмонт",
  "Подъячев Фёдор",
  "Оксана Жукова",
  "Әсел Қанатқызы",
  "Нұрсұлтан Оспанов",
  "Гүлнәр Жұмабаева",
  "Шыңғыс Үмітұлы",
  "Бауыржан Өтегенов",
  "Айгөл Җиһангирова",
  "Илшат Гыйльфанов",
  "Рөстәм Миңнеханов",
  "Фәнис Хәйретдинов",
  "Салауат Юлаев",
  "Әминә Ҡаҙаҡбаева",
  "Гөлсөм Һибәтуллина",
  "Ҙур Айытҡолов",
  "Їжакевич Євген",
  "Мар’яна Ґудзь",
  "Анна-Марія Ўладзіміраўна",
  "Арам Хачатурян",
  "Արամ Խաչատրյան",
  "Անահիտ Սարգսյան",
  "Գևորգ Օհանյան",
  "Լուսինե Ղազարյան",
  "ნინო ბერიძე",
  "გიორგი მაისურაძე",
  "თამარ ჯავახიშვილი",
  "Anna Petrova",
  "Eva O'Brien",
  "Ivan Smith-Jones",
  "Zoë Łukaszewicz",
  "Jürgen Groß",
  "Elçin Əliyev",
  "José Nuñez",
  "anna.petrova@operator.test",
  "8f0c2b1e-5d3a-4c7b-9e1f-0a2b3c4d5e6f",
  "auth0|64b1f00c",
  "00u1a2b3c4",
].map((name) => `person:${name}`);

describe("one human under several spellings", () => {
  it.each(SPELLINGS)("is nobody's second person: %j", (spelling) => {
    for (const other of SPELLINGS) {
      expect(isOneHuman(spelling, other)).toBe(true);
      expect(isSecondPerson(spelling, other, nobodys)).toBe(false);
      expect(isSecondPerson(spelling, "service:key", () => other)).toBe(false);
      const people = { authors: [{ who: other, parts: [] }], makerOf: nobodys };
      expect(whyNotSecond(spelling, undefined, people)).toMatchObject({ kind: "own-work", isAuthor: true });
      expect(hadSecond({ submittedBy: other, approvedBy: spelling, authors: [] }, nobodys)).toBe(false);
    }
  });

  it("is one author, by the spelling that came first", () => {
    const writings = SPELLINGS.map((by, index) => ({ part: "campaign/one" as const, revision: index + 1, by }));
    const authors = listAuthors(writings, {}, nobodys);
    expect(authors).toEqual([{ who: "person:boris", parts: ["campaign/one"] }]);
    expect(addEditors({ authors, makerOf: nobodys }, SPELLINGS).authors).toEqual(authors);
  });

  it.each([
    ["person:boris", "person:borisa"],
    ["person:ira", "person:irina"],
    ["person:вася", "person:Вася2"],
    ["person:anna", "service:anna"],
    ["person:1", "person:11"],
  ])("is not two who are called otherwise: %s and %s", (one, other) => {
    expect(isOneHuman(one, other)).toBe(false);
  });

  it.each([
    ["person:Rae", "person:Ráe"],
    ["person:Семён", "person:семен"],
    ["person:Łukasz", "person:lukasz"],
    ["person:André", "person:ANDRE\u0301"],
    ["person:İnci", "person:inci"],
    ["person:Ivan", "person:lvan"],
    ["person:Ian", "person:lan"],
    ["person:Mallory", "person:person:Mallory"],
    ["person:Mallory", "person:Service: person:mallory"],
    ["person:Olga", "person:OIga"],
    ["person:Olga", "person:O|ga"],
    ["person:Kirill", "person:KiriII"],
    ["person:Marina", "person:Marina".replace("M", "RN")],
    ["person:Tamara", "person:Tarnara"],
    ["person:William", "person:VVilliam"],
    ["person:Рыбин", "person:Рьібин"],
    ["person:Éva", "person:Eva"],
    ["person:E.v.a", "person:Eva"],
    ["person:Ева", "person:Ёва"],
    ["person:Қанат", "person:Канат"],
    ["person:АННА", "person:anna".replace("nn", "нн")],
  ])("is one though written otherwise: %s and %s", (one, other) => {
    expect(isOneHuman(one, other)).toBe(true);
    expect(isSecondPerson(one, other, nobodys)).toBe(false);
  });

  it("is no two of the people who are called by common names", () => {
    const folded = Map.groupBy(COMMON_NAMES, (name) => foldName(`person:${name}`));
    expect([...folded.values()].filter((names) => new Set(names).size > 1)).toEqual([]);
  });

  it("is the same whoever is compared with whom", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (one, other) => {
        expect(isOneHuman(one, one)).toBe(true);
        expect(isOneHuman(one, other)).toBe(isOneHuman(other, one));
        expect(isOneHuman(`person:${one}`, `person:${one}\u200B`)).toBe(true);
        expect(foldName(foldName(one))).toBe(foldName(one));
      }),
    );
  });

  it("is found behind a machine by the name that its key keeps", () => {
    expect(humanBehind("service:key", () => "person:Boris")).toBe("person:Boris");
  });
});

describe("a name that can be read as another's", () => {
  it.each(UNCLEAR)("is no second person to anybody, and has none: %j", (name) => {
    for (const other of ["person:Eva", "person:Ева", "person:boris", "person:Սօնա"]) {
      expect(isSecondPerson(name, other, nobodys)).toBe(false);
      expect(isSecondPerson(other, name, nobodys)).toBe(false);
      expect(isSecondPerson(other, "service:key", () => name)).toBe(false);
      for (const [second, author] of [
        [name, other],
        [other, name],
      ] as const) {
        const people = { authors: [{ who: author, parts: [] }], makerOf: nobodys };
        expect(whyNotSecond(second, undefined, people)).toMatchObject({ kind: "unclear-name", who: name });
        expect(whyNotSecond(second, author, { authors: [], makerOf: nobodys })).toMatchObject({ who: name });
        expect(hadSecond({ submittedBy: author, approvedBy: second, authors: [] }, nobodys)).toBe(false);
      }
    }
  });

  it("hides no other author of the same", () => {
    const writings = ["person:anna", "person:Ꭼva"].map((by, index) => ({
      part: "campaign/one" as const,
      revision: index + 1,
      by,
    }));
    expect(listAuthors(writings, {}, nobodys)).toHaveLength(2);
  });

  it("is said to be so, with what to do", () => {
    for (const isSecond of [true, false]) {
      const { ru, en } = saySecondRefusal({ kind: "unclear-name", who: "person:Ꭼva", isSecond });
      expect(en).toMatch(/Ꭼva.*identity provider/);
      expect(ru).toMatch(/Ꭼva.*имя/);
    }
  });

  it("is no name that people really have, in one script and with all its letters", () => {
    expect(REAL_NAMES.length).toBeGreaterThanOrEqual(30);
    for (const [index, one] of REAL_NAMES.entries()) {
      for (const other of REAL_NAMES.slice(index + 1)) {
        expect([one, other, isSecondPerson(one, other, nobodys)]).toEqual([one, other, true]);
      }
    }
  });
});
