import { expect, it } from "vitest";
import { toCsv } from "../../src/console/records/to-csv.ts";

it("quotes what would break a row, and leaves the rest alone", () => {
  expect(toCsv(["a", "b"], [{ a: 'say "ёлка", please', b: "two\nlines" }])).toBe(
    '\uFEFFa,b\r\n"say ""ёлка"", please","two\nlines"\r\n',
  );
});

it.for(["=1+1", "+7", "-1", "@home", "\tx"])("never lets a cell become a formula: %j", (cell) => {
  expect(toCsv(["a"], [{ a: cell }])).toBe(`\uFEFFa\r\n'${cell}\r\n`);
});
