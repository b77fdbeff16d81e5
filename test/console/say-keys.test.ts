import { expect, it } from "vitest";
import { sayKeys } from "../../src/console/campaign/say-keys.ts";

const names = {
  quoted: [{ key: "new-year", label: { ru: "Новый год", en: "New Year" } }],
  attributes: [{ key: "lineType", label: { ru: "Чей это номер", en: "Kind of line" } }],
};

it("a remark says the names of campaigns, audiences and attributes, and leaves what it does not know", () => {
  const remark = "Whoever (lineType) fits “new-year” and “gone” (for now) sees new-year.";
  expect(sayKeys(remark, { ...names, language: "en" })).toBe(
    "Whoever (Kind of line) fits “New Year” and “gone” (for now) sees new-year.",
  );
  expect(sayKeys("Подходит «new-year» (lineType)", { ...names, language: "ru" })).toBe(
    "Подходит «Новый год» (Чей это номер)",
  );
});
