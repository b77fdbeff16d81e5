import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sayIssueInRussian } from "../../src/contract/issue-texts.ts";
import { rule } from "../../src/contract/rules.ts";
import { ruleOf, RULES } from "../../src/contract/rule-texts.ts";
import { sayInvalid } from "../../src/contract/say-invalid.ts";

const wanted = z.strictObject({
  name: z.string().min(3),
  people: z.int().max(5),
  kind: z.enum(["one", "two"]),
  own: z.string().refine((text) => text === "x", "must be an x"),
});

function say(value: object): readonly (string | undefined)[] {
  const { error } = wanted.safeParse(value);
  return (error?.issues ?? []).map((issue) => sayInvalid(issue)?.ru);
}

describe("what a schema does not take", () => {
  it("is said in Russian as in English, and nothing that is asked in between changes that", () => {
    const said = say({ name: "a", people: 7, kind: "three", own: "x", more: 1 });
    expect(said).toHaveLength(4);
    for (const words of said) expect(words).toMatch(/[а-я]/);
    const { error } = wanted.safeParse({ name: "a", people: 7, kind: "three", own: "x" });
    for (const issue of error?.issues ?? []) expect(sayInvalid(issue)?.en).toBe(issue.message);
  });

  it("is told from what is missing", () => {
    expect(say({ people: 1, kind: "one", own: "x" })).toEqual(["Не указано, а нужно: строка"]);
    expect(say({ name: 7, people: 1, kind: "one", own: "x" })).toEqual(["Не то, что нужно. Нужно: строка"]);
  });

  it("has a schema's own words where it has some, which are looked up by themselves", () => {
    expect(say({ name: "abc", people: 1, kind: "one", own: "y" })).toEqual([undefined]);
    const { error } = z
      .array(z.string())
      .refine(() => false, rule("keys-once"))
      .safeParse([]);
    expect(error?.issues.map((issue) => [ruleOf(issue.message), sayInvalid(issue)])).toEqual([
      ["keys-once", RULES["keys-once"]],
    ]);
  });

  it("is said by its code, with the value that it is about", () => {
    const issue = { path: "", code: "unknown-segment", message: "“north” does not exist; there are south" };
    expect(sayIssueInRussian(issue)).toBe("Такой аудитории нет. Выберите из имеющихся (речь о «north»).");
    expect(sayIssueInRussian({ path: "", message: "uses it" })).toBeUndefined();
  });
});
