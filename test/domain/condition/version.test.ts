import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareToVersion, parseVersion, type Version } from "../../../src/domain/condition/version.ts";

function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(`${text} is no version`);
  return parsed;
}

const compare = (one: string, other: string) => Math.sign(compareToVersion(one, version(other)));

describe("versions", () => {
  it("come in one order, each list from the oldest to the newest", () => {
    const lists = [
      // The example of semver.org §11.
      [
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.beta",
        "1.0.0-beta",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-rc.1",
        "1.0.0",
      ],
      ["0.9", "1", "1.0.0.1", "1.0.1", "1.2", "1.10", "2-rc", "2", "10.0.0", "99999.0", "100000.0", "20260101.1"],
      ["6.0.0-7", "6.0.0-RC", "6.0.0-rc", "6.0.0-rc-10", "6.0.0-rc-2", "6.0.0"],
      // What semver.org lets stand: digits alone are numbers, a hyphen is a letter like others.
      ["1.0.0-0.3.7", "1.0.0--", "1.0.0-alpha-a.b-c", "1.0.0-x-y-z.-", "1.0.0-x-y-z.--", "1.0.0"],
      ["1.0.0-9007199254740992", "1.0.0-9007199254740993", "1.0.0-10000000000000000000000", "1.0.0--1", "1.0.0-0A"],
    ];
    for (const list of lists) {
      for (const [i, one] of list.entries()) {
        for (const [j, other] of list.entries())
          expect(compare(one, other), `${one} ? ${other}`).toBe(Math.sign(i - j));
      }
    }
  });

  it.each([
    ["5.12", "5.12.0", "zeros at the end say nothing"],
    ["5.12.0.0", "5.12", "however many"],
    ["0", "0.0", "even alone"],
    ["v5.12.0", "5.12.0", "a leading v says nothing"],
    ["5.012.0", "5.12.0", "numbers are numbers"],
    ["5.12.0+441", "5.12.0+442", "builds are not compared"],
    ["6.0.0-rc.1+441", "6.0.0-rc.1", "nor those of a pre-release"],
    ["6.0.0-rc.01", "6.0.0-rc.1", "zeros in front say nothing"],
  ])("%s is %s: %s", (one, other) => {
    expect(compare(one, other)).toBe(0);
    expect(compare(other, one)).toBe(0);
  });

  it.each(["", "v", "abc", "-1", ".5", "latest"])("%j, being none, is neither older, newer nor the same", (text) => {
    expect(compareToVersion(text, version("1.0"))).toBeNaN();
  });

  it.each([
    "",
    "v",
    "abc",
    "5.",
    ".5",
    "5..1",
    "5.12.x",
    "5-",
    "5-rc..1",
    "5+",
    "5 ",
    "1".repeat(10),
    `5-${"a".repeat(80)}`,
  ])("%j can't be written where a version is needed", (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  const identifier = fc.oneof(fc.nat(120).map(String), fc.constantFrom("rc", "beta", "a1", "RC"));
  const anyVersion = fc
    .tuple(fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }), fc.array(identifier, { maxLength: 3 }))
    .map(([core, prerelease]) => core.join(".") + (prerelease.length > 0 ? `-${prerelease.join(".")}` : ""));

  it("stand in a total order", () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, anyVersion, (a, b, c) => {
        expect(compare(a, a)).toBe(0);
        expect(compare(a, b) + compare(b, a)).toBe(0);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 1_000 },
    );
  });
});
