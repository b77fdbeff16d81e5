import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLimit } from "../../src/console/policy/read-limit.ts";
import { sayLimitValue } from "../../src/domain/policy/policy-texts.ts";
import { LIMIT_BOUNDS, LIMIT_NAMES } from "../../src/domain/limits.ts";

describe("a limit as people type it", () => {
  it.each<[string, number | string]>([
    ["0,5 %", 0.005],
    ["0.5%", 0.005],
    ["0,5", 0.005],
    [" 0.5 ", 0.005],
    ["0.005", 0.00005],
    [".5 %", 0.005],
    ["0,07%", 0.0007],
    ["1\u00A0%", 0.01],
    ["0", 0],
    ["2 %", "too-great"],
    ["2", "too-great"],
    ["abc", "no-number"],
    ["", "no-number"],
    ["-1", "no-number"],
    ["1e-3", "no-number"],
    ["1,000.5", "no-number"],
  ])("%j is %j", (text, value) => {
    expect(readLimit("oneWordShare", text)).toBe(value);
  });

  it.each<[string, number | string]>([
    ["5 000", 5_000],
    ["4999", 4_999],
    ["12,5", "not-whole"],
    ["1 %", "no-number"],
    ["5001", "too-great"],
  ])("%j people are %j", (text, value) => {
    expect(readLimit("mostUnstagedPeople", text)).toBe(value);
  });

  it("is read as it is said, in both languages", () => {
    fc.assert(
      fc.property(fc.constantFrom(...LIMIT_NAMES), fc.nat(100), (limit, part) => {
        const { least, most } = LIMIT_BOUNDS[limit];
        const within = Number((least + ((most - least) * part) / 100).toPrecision(4));
        const value = limit === "mostUnstagedPeople" ? Math.round(within) : within;
        const said = sayLimitValue(limit, value);
        expect(readLimit(limit, said.ru)).toBe(value);
        if (limit !== "mostUnstagedPeople") expect(readLimit(limit, said.en)).toBe(value);
      }),
    );
  });
});
