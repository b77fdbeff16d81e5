import { describe, expect, it } from "vitest";
import type { AttributeDefinition } from "../../../src/domain/condition/attribute.ts";
import { listHouseholds } from "../../../src/domain/condition/household.ts";

const account: AttributeDefinition = {
  key: "account",
  source: "profile",
  type: "string",
  label: { ru: "Лицевой счёт", en: "Account" },
  household: true,
};
const householdsOf = (value: string) => listHouseholds([account], { account: value, region: "RU-MOW" });

describe("an account", () => {
  it.each(["A-1", "77001", "00-1", "Нетребко", "No. 7", "unknown-7", "ООО Ромашка"])(
    "written as %j is one",
    (value) => {
      expect(householdsOf(value)).toEqual([`account=${value}`]);
    },
  );

  it.each([
    "",
    " ",
    "\t\n",
    "\u00a0",
    "\u3000",
    "\u2028",
    "\u200b",
    "\u200d\ufeff",
    "\u2060",
    "\u00ad",
    "\u3164",
    "\u2800",
    "\u0000",
    "\ufe0f",
    "0",
    "000",
    "0-0",
    "０",
    "-",
    "—",
    "--",
    "?",
    "…",
    "#",
    "()",
    "n/a",
    "N/A",
    "na",
    "NaN",
    "null",
    "NULL",
    " Null ",
    "none",
    "<none>",
    "nil",
    "undefined",
    "unknown",
    "ｎ／ａ",
    "нет",
    "Н/Д",
    "неизвестно",
    "Не указан",
    "не указано",
  ])("written as %j is not known", (value) => {
    expect(householdsOf(value)).toEqual([]);
  });

  it("that nobody wrote, or that another attribute is, is none", () => {
    expect(listHouseholds([account, { ...account, key: "region", household: false }], { region: "RU-MOW" })).toEqual(
      [],
    );
  });
});
