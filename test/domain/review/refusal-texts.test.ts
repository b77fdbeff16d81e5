import { expect, it } from "vitest";
import { saySecondRefusal } from "../../../src/domain/review/refusal-texts.ts";

const refusal = (who: string, authors: readonly string[]) =>
  saySecondRefusal({
    kind: "own-work",
    who,
    isAuthor: true,
    authors: authors.map((author) => ({ who: author, parts: ["campaign/spring"] })),
  });

it("asks for a second person where one human wrote it, however their name is spelt, and for a third where two did", () => {
  expect(refusal("person:quinn", ["person:Quinn"]).en).toMatch(/A second person is needed\.$/u);
  expect(refusal("person:quinn", ["person:Quinn"]).ru).toMatch(/Нужен другой человек\.$|Нужен второй человек\.$/u);
  expect(refusal("person:quinn", ["person:Quinn", "person:rita"]).en).toContain("A third person is needed");
});
