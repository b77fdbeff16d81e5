import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AttributeDefinition, Facts } from "../../../src/domain/condition/attribute.ts";
import { compileSegments } from "../../../src/domain/condition/compile-segments.ts";
import { compileCondition } from "../../../src/domain/condition/condition.ts";
import type { Condition } from "../../../src/domain/condition/segment.ts";
import { listZoneNames, canonicalZone } from "../../../src/domain/zone.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";

const label = { ru: "x", en: "x" };
const device = { source: "device", type: "string", label } as const;
const ATTRIBUTES: ReadonlyMap<string, AttributeDefinition> = new Map(
  [
    { ...device, key: "timezone" } as const,
    { ...device, key: "locale" } as const,
    { key: "nickname", source: "profile", type: "string", label } as const,
  ].map((attribute) => [attribute.key, attribute]),
);

function compile(condition: Condition) {
  const context = { attributes: ATTRIBUTES, segment: () => undefined, compilePattern: compileLinearPattern };
  const compiled = compileCondition(condition, context);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
}

function compileNew(condition: Condition) {
  const segment = { key: "one", label, condition, examples: [] };
  return compileSegments([segment], ATTRIBUTES, compileLinearPattern, new Set(["one"]));
}

describe("a rule on what phones say means the thing, however it is spelt:", () => {
  it.each<[condition: Condition, facts: Facts, fits: boolean]>([
    [{ timezone: "Europe/Kiev" }, { timezone: "Europe/Kyiv" }, true],
    [{ timezone: "Europe/Kyiv" }, { timezone: "Europe/Kiev" }, true],
    [{ timezone: "europe/kyiv" }, { timezone: "Europe/Kyiv" }, true],
    [{ timezone: "US/Eastern" }, { timezone: "America/New_York" }, true],
    [{ timezone: "EST5EDT" }, { timezone: "America/New_York" }, true],
    [{ timezone: "+03:00" }, { timezone: "Etc/GMT-3" }, true],
    [{ timezone: "UTC+05:30" }, { timezone: "+05:30" }, true],
    [{ timezone: "Europe/Kiev" }, { timezone: "Europe/Moscow" }, false],
    [{ timezone: "Europe/Oslo" }, { timezone: "Europe/Berlin" }, false],
    [{ timezone: "Europe/Moscow" }, { timezone: "Etc/GMT-3" }, false],
    [{ timezone: { $ne: "Europe/Kiev" } }, { timezone: "Europe/Kyiv" }, false],
    [{ timezone: { $ne: "Europe/Kiev" } }, {}, true],
    [{ timezone: { $in: ["Asia/Calcutta", "Asia/Saigon"] } }, { timezone: "Asia/Kolkata" }, true],
    [{ timezone: { $in: ["Asia/Calcutta", null] } }, {}, true],
    [{ timezone: { $nin: ["Asia/Calcutta", "Asia/Saigon"] } }, { timezone: "Asia/Ho_Chi_Minh" }, false],
    [{ timezone: { $not: "Europe/Kiev" } }, { timezone: "Europe/Kyiv" }, false],
    [{ $nor: [{ timezone: "Europe/Kiev" }] }, { timezone: "Europe/Kyiv" }, false],
    [{ timezone: { $regex: "^Europe/Kiev$" } }, { timezone: "Europe/Kyiv" }, true],
    [{ timezone: { $regex: "^US/" } }, { timezone: "America/New_York" }, true],
    [{ timezone: { $not: { $regex: "^Europe/K[iy]" } } }, { timezone: "Europe/Kyiv" }, false],
    [{ timezone: { $regex: "^Asia/" } }, { timezone: "Europe/Moscow" }, false],
    [{ timezone: null }, {}, true],
    [{ timezone: { $exists: true } }, { timezone: "Europe/Kyiv" }, true],
    [{ locale: "ru_RU" }, { locale: "ru-RU" }, true],
    [{ locale: "ru-RU" }, { locale: "ru_RU" }, true],
    [{ locale: "RU-ru" }, { locale: "ru-RU" }, true],
    [{ locale: "ru-RU-u-fw-mon" }, { locale: "ru-RU" }, true],
    [{ locale: "iw_IL" }, { locale: "he-IL" }, true],
    [{ locale: "ru-Cyrl-RU" }, { locale: "ru-RU" }, true],
    [{ locale: "zh_CN_Hans" }, { locale: "zh-Hans-CN" }, true],
    [{ locale: "sr-Latn-RS" }, { locale: "sr-RS" }, false],
    [{ locale: "ru" }, { locale: "ru-RU" }, false],
    [{ locale: { $ne: "ru_RU" } }, { locale: "ru-RU" }, false],
    [{ locale: { $in: ["be_BY", "ru_RU"] } }, { locale: "ru-RU" }, true],
    [{ locale: { $nin: ["be_BY", "ru_RU"] } }, { locale: "ru-RU" }, false],
    [{ locale: { $regex: "^ru-" } }, { locale: "ru-RU" }, true],
    [{ locale: { $regex: "^ru_" } }, { locale: "ru-RU" }, true],
    [{ locale: { $regex: "^ru-" } }, { locale: "ru_RU" }, true],
    [{ locale: { $regex: "^RU" } }, { locale: "ru-RU" }, false],
    [{ locale: { $not: { $regex: "^ru[-_]" } } }, { locale: "ru-RU" }, false],
    [{ locale: { $gte: "ru" } }, { locale: "ru_RU" }, true],
    [{ locale: "🎄" }, { locale: "🎄" }, true],
  ])("%j with %j: %s", (condition, facts, fits) => {
    const { test, explain, pins } = compile(condition);
    expect([test(facts), explain(facts).matched]).toEqual([fits, fits]);
    // Whoever it fits must be found by it, whatever way they are looked for.
    for (const [attribute, values] of pins) if (fits) expect(values).toContain(facts[attribute]);
  });

  it("nothing else is spelt in several ways", () => {
    expect(compile({ nickname: "Europe/Kiev" }).test({ nickname: "Europe/Kyiv" })).toBe(false);
    expect(compile({ nickname: "ru_RU" }).test({ nickname: "ru-RU" })).toBe(false);
    expect(compileNew({ nickname: "Mars/Olympus" }).ok).toBe(true);
  });

  it("any name of a zone fits people in that zone and in no other", () => {
    const names = fc.constantFrom(...listZoneNames());
    fc.assert(
      fc.property(names, names, (wanted, said) => {
        const isSame = canonicalZone(wanted) === canonicalZone(said);
        const facts = { timezone: canonicalZone(said) };
        expect(compile({ timezone: wanted }).test(facts)).toBe(isSame);
        expect(compile({ timezone: { $nin: [wanted, null] } }).test(facts)).toBe(!isSame);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a zone that does not exist", () => {
  it.each<[condition: Condition, path: string, message: RegExp]>([
    [{ timezone: "Europe/Moskow" }, "$.timezone", /no time zone "Europe\/Moskow"; did you mean "Europe\/Moscow"\?/],
    [{ timezone: { $ne: "Mars/Olympus" } }, "$.timezone.$ne", /no time zone "Mars\/Olympus"/],
    [{ timezone: { $in: ["Asia/Omsk", "Nowhere/At/All"] } }, "$.timezone.$in[1]", /write an IANA name such as Asia/],
    [{ $not: { timezone: { $nin: ["MSK"] } } }, "$.$not.timezone.$nin[0]", /no time zone "MSK"/],
    [{ timezone: "" }, "$.timezone", /no time zone ""/],
  ])("is refused in a rule that is being written: %j", (condition, path, message) => {
    const compiled = compileNew(condition);
    expect(compiled).toMatchObject({ ok: false, error: [{ code: "unknown-zone", path, segment: "one" }] });
    expect(compiled.ok ? "" : compiled.error[0]?.message).toMatch(message);
  });

  it("fits nobody in a rule that was kept before, which goes on working", () => {
    const { test } = compile({ $or: [{ timezone: "Mars/Olympus" }, { locale: "ru" }] });
    expect([test({ timezone: "Europe/Moscow" }), test({ locale: "ru" })]).toEqual([false, true]);
    expect(compile({ timezone: { $ne: "Mars/Olympus" } }).test({ timezone: "Europe/Moscow" })).toBe(true);
  });

  it("is nothing to a pattern or a bound, which may name a part of one", () => {
    expect(compileNew({ timezone: { $regex: "^Asia/", $gte: "A", $lt: "B" } }).ok).toBe(true);
  });
});
