import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hadSecond, listAuthors, whyNotSecond, addEditors } from "../../src/domain/campaign/authorship.ts";
import { humanBehind, isOneHuman, isSecondPerson } from "../../src/domain/human-behind.ts";

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
];

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
    ["person:राम", "person:रम"],
  ])("is not two who are called otherwise: %s and %s", (one, other) => {
    expect(isOneHuman(one, other)).toBe(false);
  });

  it.each([
    ["person:Rae", "person:Ráe"],
    ["person:Семён", "person:семен"],
    ["person:Łukasz", "person:lukasz"],
    ["person:André", "person:ANDRE\u0301"],
    ["person:İnci", "person:inci"],
  ])("is one with accents and without: %s and %s", (one, other) => {
    expect(isOneHuman(one, other)).toBe(true);
    expect(isSecondPerson(one, other, nobodys)).toBe(false);
  });

  it("is the same whoever is compared with whom", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (one, other) => {
        expect(isOneHuman(one, one)).toBe(true);
        expect(isOneHuman(one, other)).toBe(isOneHuman(other, one));
        expect(isOneHuman(`person:${one}`, `person:${one}\u200B`)).toBe(true);
      }),
    );
  });

  it("is found behind a machine by the name that its key keeps", () => {
    expect(humanBehind("service:key", () => "person:Boris")).toBe("person:Boris");
  });
});
