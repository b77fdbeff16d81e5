import { describe, expect, it } from "vitest";
import type { Reading } from "../../src/console/audience/read-aloud.ts";
import { sayAsker } from "../../src/console/records/say-asker.ts";
import { sayQuestion, type QuestionWords } from "../../src/console/records/say-question.ts";
import { en } from "../../src/console/texts/en.ts";
import { QUESTIONS_TEXTS } from "../../src/console/texts/questions-texts.ts";
import { ru } from "../../src/console/texts/ru.ts";
import { audienceRequestSchema, simulationRequestSchema } from "../../src/contract/simulation.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { labelsOf } from "../../src/domain/name-part.ts";

const { attributes, segments, campaigns } = bundledDefinitions;
const labelOf = labelsOf({ campaign: campaigns, segment: segments, attribute: attributes });

const wordsOf = (language: "ru" | "en"): QuestionWords => ({
  t: language === "ru" ? ru : en,
  texts: QUESTIONS_TEXTS[language],
  language,
  attributes,
  segments,
  labelOf,
  say: (label) => label[language],
  sayMoment: (at) => new Date(at).toISOString(),
});

const flatten = ({ text, children }: Reading): readonly string[] => [text, ...children.flatMap(flatten)];
type Kind = Parameters<typeof sayQuestion>[0]["kind"];
const say = (kind: Kind, request: string, language: "ru" | "en" = "en") =>
  flatten(sayQuestion({ kind, request }, wordsOf(language)));

/** As the service keeps it: parsed first. */
const counted = (request: object) => JSON.stringify(audienceRequestSchema.parse(request));
const rehearsed = (request: object) => JSON.stringify(simulationRequestSchema.parse(request));

describe("a question about people", () => {
  it("of how many fit a rule says the rule, and by what they are told apart", () => {
    const request = counted({ condition: { platform: "ios", birthYear: { $gte: 1990 } }, by: ["platform"] });
    expect(say("count", request)).toEqual([
      "How many people fit",
      "all of the following:",
      "Phone platform: iOS",
      "Year of birth: is at least 1990",
      "split by: “Phone platform”",
    ]);
    expect(say("count", request, "ru").join()).not.toMatch(/platform|birthYear|\$gte/);
  });

  it("of an audience names audiences, those that nobody has stored, and those of a campaign's check", () => {
    const [everyone] = segments.filter(({ key }) => key === "everyone");
    const own = { ...everyone, key: "own", label: { ru: "Свои", en: "Ours" }, condition: { platform: "android" } };
    expect(say("count", counted({ condition: {}, include: ["everyone"], exclude: ["ios"], segments: [own] }))).toEqual([
      "How many people fit",
      `in any of the audiences: “${everyone?.label.en}”`,
      `in none of the audiences: “${segments.find(({ key }) => key === "ios")?.label.en}”`,
      "as if it were stored: “Ours”",
      "Phone platform: Android",
    ]);
    const check = { check: "new-year", include: ["everyone"], exclude: [], waves: [{ segments: ["ios"] }] };
    const [first, , waves] = say("count", JSON.stringify(check));
    expect(first).toBe("How many people fit, in a check of the campaign “New Year: the tree”");
    expect(waves).toMatch(/^in waves: “/);
  });

  it("of who would see what says drafts by name, and when", () => {
    const period = { from: "2027-03-06", until: "2027-03-09", zone: "Europe/Moscow" };
    const drafts = [{ kind: "campaign", key: "new-year" }];
    expect(say("rehearsal", rehearsed({ ...period, drafts, by: [] }))).toEqual([
      "Who would see what, compared with now",
      "as if drafts were live: the campaign “New Year: the tree”",
      "each day from 6 Mar 2027 to 9 Mar 2027, at 12:00, Moscow, UTC+3",
    ]);
    expect(say("rehearsal", rehearsed({ at: "2027-03-06T12:00:00+03:00", by: [] }))).toEqual([
      "Who would see what, compared with now",
      "as it is live, without any draft",
      "at one moment: 2027-03-06T09:00:00.000Z",
    ]);
  });

  it("is never said with a phone number, wherever somebody wrote one", () => {
    const number = "+7 916 123-45-67";
    const conditions = [
      { tariff: number },
      { tariff: { $in: ["breeze", "8 (916) 123-45-67"] } },
      { tariff: { $regex: "79161234567" } },
      { "79161234567": true },
      { $or: [{ birthYear: 79161234567 }, { $where: number }] },
    ];
    for (const condition of conditions) {
      const said = say("count", counted({ condition })).join("\n");
      expect(said).toContain("a phone number");
      expect(said.replaceAll(/\D/g, "")).not.toContain("9161234567");
    }
  });

  it("is said as far as it is on record", () => {
    expect(say("number-not-found", "")).toEqual(["Looked up a number that nobody has. The number is not kept."]);
    expect(say("rehearsal", "")).toEqual(["Only that it was asked is on record: its text was too long."]);
    for (const request of ["{", "[]", '{"condition":7}']) {
      expect(say("count", request)[0]).toMatch(/^Asked in a way that this page has no words for/);
    }
    expect(say("count", counted({ condition: { platform: { $size: 1 } } }))).toEqual([
      "How many people fit",
      'by the rule {"platform":{"$size":1}}',
    ]);
    const long = { tariff: { $size: 1, $in: Array.from({ length: 900 }, (_, index) => `tariff-${index}`) } };
    expect(say("count", counted({ condition: long })).join().length).toBeLessThan(600);
  });
});

describe("who asked", () => {
  const keys = [
    { prefix: "k3v9x0ab", name: "reports", createdBy: "service:c4w0y1bc" },
    { prefix: "c4w0y1bc", name: "nightly", createdBy: "person:anna" },
    { prefix: "d5x1z2cd", name: "orphan", createdBy: "service:gone0000" },
  ];
  const said = (actor: string) => sayAsker(actor, keys, en, QUESTIONS_TEXTS.en);

  it("is called as people call them; a key says whose it is, however many keys lie between", () => {
    expect(said("person:anna")).toBe("anna");
    expect(said("service:k3v9x0ab")).toBe("key “reports”, made by anna");
  });

  it("is a key alone where nobody knows who is behind it", () => {
    expect(said("service:d5x1z2cd")).toBe("key orphan, of which nobody knows who made it");
    expect(said("service:gone0000")).toBe("key gone0000, of which nobody knows who made it");
  });
});
