import { describe, expect, it } from "vitest";
import { saySecondRefusal } from "../../src/domain/review/refusal-texts.ts";
import { foldName } from "../../src/domain/fold-name.ts";
import { isOneHuman, isSecondPerson } from "../../src/domain/human-behind.ts";
import { sayReadAlike } from "../../src/domain/say-read-alike.ts";

const nobodys = () => undefined;

const ENGLISH = `
  Olivia Emma Amelia Charlotte Mia Sophia Isabella Ava Evelyn Luna Harper Sofia Camila Eleanor Elizabeth Violet Scarlett
  Emily Hazel Lily Gianna Aurora Penelope Aria Nora Chloe Ellie Mila Avery Layla Abigail Ella Isla Eliana Nova Madison
  Zoe Ivy Grace Lucy Willow Riley Naomi Victoria Stella Hannah Valentina Maya Zoey Delilah
  Liam Noah Oliver James Elijah Mateo Theodore Henry Lucas William Benjamin Levi Sebastian Jack Ezra Michael Daniel Leo
  Owen Samuel Hudson Alexander Asher Luca Ethan John David Jackson Joseph Mason Luke Matthew Julian Dylan Elias Jacob
  Maverick Gabriel Logan Aiden Thomas Isaac Miles Grayson Santiago Anthony Wyatt Carter Neil Ian
`;

const RUSSIAN = `
  Анна Мария Елена Ольга Наталья Екатерина Татьяна Ирина Светлана Юлия Анастасия Дарья Виктория Полина Ксения Александра
  Людмила Галина Надежда Любовь Валентина Нина Вера Тамара Лариса Оксана Марина Алина Алиса Кристина Вероника София Ульяна
  Варвара Маргарита Диана Яна Кира Ева Арина Милана Евгения Лидия Зоя Раиса Инна Алла Жанна Лилия Римма
  Александр Дмитрий Максим Сергей Андрей Алексей Артём Илья Кирилл Михаил Никита Матвей Роман Егор Арсений Иван Денис
  Евгений Даниил Тимофей Владислав Игорь Владимир Павел Руслан Марк Константин Тимур Олег Ярослав Антон Николай Глеб
  Савелий Вадим Степан Юрий Богдан Артур Семён Лев Виктор Виталий Вячеслав Захар Георгий Пётр Борис Савва Фёдор
`;

/** As passports write them. */
const LATIN: Readonly<Record<string, string>> = Object.fromEntries([
  ...[..."абвгдезийклмнопрстуфыэ"].map((letter, at) => [letter, "abvgdeziiklmnoprstufye"[at] ?? ""]),
  ...Object.entries({
    ё: "e",
    ж: "zh",
    х: "kh",
    ц: "ts",
    ч: "ch",
    ш: "sh",
    щ: "shch",
    ъ: "ie",
    ь: "",
    ю: "iu",
    я: "ia",
  }),
]);

const wordsOf = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== "");

const toLatin = (name: string): string => [...name.toLowerCase()].map((letter) => LATIN[letter] ?? letter).join("");

/** Two names each that real people have, and that can't be told apart once somebody writes one of them in other letters. */
const READ_ALIKE = [
  ["neil", "nell"],
  ["ian", "lan"],
  ["iana", "lana"],
  ["ella", "elia"],
  ["celia", "cella"],
  ["delia", "della"],
  ["gail", "gali"],
  ["kai", "kal"],
  ["alla", "alia"],
  ["ilia", "liia"],
  ["luna", "iuna"],
  ["marnie", "mamie"],
  ["horne", "home"],
  ["corney", "comey"],
  ["savva", "sawa"],
] as const;

const person = (name: string) => `person:${name}`;

describe("names of one script that read alike", () => {
  it.each([
    ["Ian", "lan"],
    ["Ian", "1an"],
    ["Ian", "|an"],
    ["ALLA", "AIIA"],
    ["Nell", "NeIl"],
    ["Olga", "0lga"],
    ["Marina", "rnarina"],
    ["Tom", "Torn"],
    ["Walter", "VValter"],
    ["Іван", "lван".replace("l", "Ӏ")],
    ["Юлия", "ІОлия"],
    ["Рыжов", "РЬІжов"],
    ["Зоя", "3оя"],
    ["eva.moore@operator.test", "eva.rnoore@operator.test"],
  ])("are one human's: %s and %s", (one, other) => {
    expect(isOneHuman(person(one), person(other))).toBe(true);
    expect(isSecondPerson(person(other), person(one), nobodys)).toBe(false);
  });

  it.each([
    ["Clara", "Dara"],
    ["Claire", "Daire"],
    ["Anna", "Ama"],
    ["Ian", "Jan"],
    ["Ida", "Ada"],
    ["Lev", "Leo"],
    ["Миша", "Маша"],
    ["Гриша", "Ириша"],
    ["Нина", "Инна"],
    ["Аля", "Алла"],
  ])("are not all that are near: %s and %s", (one, other) => {
    expect(isSecondPerson(person(other), person(one), nobodys)).toBe(true);
  });

  it.each(READ_ALIKE)("make no second person of %s for %s either, which is listed", (one, other) => {
    expect(isOneHuman(person(one), person(other))).toBe(true);
  });

  it("are no two of 200 common names, in Russian letters or in Latin ones, but those that are listed", () => {
    const [english, russian] = [wordsOf(ENGLISH), wordsOf(RUSSIAN)];
    expect([english.length, russian.length]).toEqual([100, 100]);
    const spelt = [...english, ...russian, ...russian.map(toLatin)].map((name) => name.toLowerCase());
    const names = [...new Set(spelt)];
    const groups = [...Map.groupBy(names, (name) => foldName(person(name))).values()].filter(
      ({ length }) => length > 1,
    );
    const isListed = (group: readonly string[]) =>
      READ_ALIKE.some((pair) => group.length === 2 && group.every((name) => pair.some((one) => one === name)));
    // A name that both languages have is the same name.
    const isOneName = (group: readonly string[]) => new Set(group.map(toLatin)).size === 1;
    expect(groups.filter((group) => !isListed(group) && !isOneName(group))).toEqual([]);
  });
});

describe("whoever is refused because of a name that reads like another's", () => {
  it("is told which name that is, and what to do if they are two people", () => {
    const people = { authors: [{ who: person("Neil"), parts: [] }] };
    const { en, ru } = saySecondRefusal({ kind: "own-work", who: person("Nell"), isAuthor: true, ...people });
    expect(en).toMatch(/“Nell” and “Neil” read alike.*identity provider/);
    expect(ru).toMatch(/«Nell» и «Neil».*sub/);
  });

  it("is told nothing of it where it is their own name, however they spell it, or another's that does not", () => {
    expect(sayReadAlike(person("Neil"), person("neil"))).toBeUndefined();
    expect(sayReadAlike(person("Neil"), person("Boris"))).toBeUndefined();
  });
});
