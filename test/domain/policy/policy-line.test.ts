import fc from "fast-check";
import { FEWEST_SAYING_NO } from "../../../src/domain/policy/policy-effect.ts";
import { describe, expect, it } from "vitest";
import type { Category, Names, Theme } from "../../../src/domain/campaign/theme.ts";
import type { AttributeDefinition } from "../../../src/domain/condition/attribute.ts";
import type { PolicyChange } from "../../../src/domain/policy/policy-change.ts";
import { sayLine } from "../../../src/domain/policy/policy-line-texts.ts";
import { listLines, type PolicyLine } from "../../../src/domain/policy/policy-line.ts";
import { saySaidNo } from "../../../src/domain/policy/policy-texts.ts";
import { sayOvertaken } from "../../../src/domain/policy/overtaken.ts";
import { sampleRuleset } from "../../support/sample-ruleset.ts";

const words = (prefix: string) =>
  fc.uniqueArray(fc.nat(4), { maxLength: 4 }).map((list) => list.map((n) => prefix + n));
const labels = fc.nat(6).map((n) => ({ ru: `имя${n}`, en: `name${n}` }));
const names: fc.Arbitrary<Names | undefined> = fc.option(
  fc.record({ ru: words("слово"), en: words("word"), translit: words("slovo"), emoji: words("emo") }),
  { nil: undefined },
);

const standing = { ...sampleRuleset([]), feasts: [] };
const category: fc.Arbitrary<Category> = fc.record({
  key: fc.constant("cat"),
  sensitive: fc.boolean(),
  label: labels,
  names,
});
const theme: fc.Arbitrary<Theme> = fc.record({
  key: fc.constant("thing"),
  category: fc.constantFrom(...standing.categories.map(({ key }) => key)),
  label: labels,
  names,
});
const purposes = fc.option(
  fc.nat(3).map((n) => ({ ru: `зачем${n}`, en: `why${n}` })),
  { nil: undefined },
);
const options = fc.uniqueArray(fc.record({ value: fc.nat(5).map((n) => `v${n}`), label: labels }), {
  selector: ({ value }) => value,
});
const attribute: fc.Arbitrary<AttributeDefinition> = fc
  .record({
    source: fc.constantFrom("profile" as const, "device" as const),
    type: fc.constantFrom("enum" as const, "string" as const, "number" as const),
    label: labels,
    purpose: purposes,
    values: fc.option(options, { nil: undefined }),
    minimum: fc.option(fc.nat(3), { nil: undefined }),
    household: fc.option(fc.boolean(), { nil: undefined }),
  })
  // Boundary: an absent member is left out, as JSON leaves it out.
  .map((row) => ({ key: "fact", ...(JSON.parse(JSON.stringify(row)) as Omit<AttributeDefinition, "key">) }));

const pairOf = <Row>(row: fc.Arbitrary<Row>) =>
  fc.tuple(fc.option(row, { nil: undefined }), row).map(([before, after]) => ({ before, after }));

const changes: fc.Arbitrary<PolicyChange> = fc.oneof(
  pairOf(category).map((rows): PolicyChange => ({ kind: "category", key: "cat", ...rows })),
  pairOf(theme).map((rows): PolicyChange => ({ kind: "theme", key: "thing", ...rows })),
  pairOf(attribute).map((rows): PolicyChange => ({ kind: "attribute", key: "fact", ...rows })),
);

/** Every text that people would have to read, apart from members that are said in words of their own. */
function listTexts(row: object | undefined): readonly string[] {
  const texts = new Set<string>();
  JSON.stringify(row ?? {}, (name, value: unknown) => {
    if (typeof value === "string" && !["key", "type", "source", "category"].includes(name)) texts.add(value);
    return value;
  });
  return [...texts];
}

const say = (change: PolicyChange) => listLines([change], standing, standing).map((line) => sayLine(line));

describe("the lines of a proposal", () => {
  it("have every name, word, value and purpose that comes or goes", () => {
    fc.assert(
      fc.property(changes, (change) => {
        const said = say(change);
        const all = said.map(({ ru, en }) => `${ru} ${en}`).join(" ");
        const [old, next] = [listTexts(change.before), listTexts(change.after)];
        for (const text of next) if (!old.includes(text)) expect(all).toContain(text);
        if (change.before === undefined) return;
        for (const text of old) if (!next.includes(text)) expect(all).toContain(text);
      }),
      { numRuns: 500, seed: 16 },
    );
  });

  it("are never none where anything differs, and none where nothing does", () => {
    fc.assert(
      fc.property(changes, (change) => {
        const isSame = JSON.stringify(change.before) === JSON.stringify(change.after);
        expect(say(change).length > 0).toBe(!isSame);
      }),
      { numRuns: 500, seed: 16 },
    );
  });

  it("say that what was sensitive may now come unasked, and of what is new never that it stops being so", () => {
    const hearts = standing.themes.find(({ key }) => key === "hearts");
    if (hearts === undefined) throw new Error("the sample has hearts");
    const freed: PolicyChange = {
      kind: "theme",
      key: "hearts",
      before: hearts,
      after: { ...hearts, category: "festive" },
    };
    expect(say(freed).map(({ ru }) => ru)).toEqual([expect.stringContaining("теперь её можно показывать без просьбы")]);
    const feast: PolicyChange = {
      kind: "feast",
      key: "victory-day",
      before: { key: "victory-day", category: "romance" },
      after: { key: "victory-day", category: "festive" },
    };
    expect(say(feast).map(({ ru }) => ru)).toEqual([expect.stringContaining("могут показываться без просьбы")]);
    fc.assert(
      fc.property(category, (after) => {
        const said = JSON.stringify(say({ kind: "category", key: "cat", before: undefined, after }));
        expect(said).not.toMatch(/перестаёт|no more/);
      }),
    );
  });

  it("of an earlier release, which kept keys alone, are still read", () => {
    const place = { category: "romance", sensitive: true };
    const older: readonly PolicyLine[] = [
      { code: "added", kind: "category", key: "kids" },
      { code: "removed", kind: "feast", key: "ramadan" },
      { code: "reworded", kind: "theme", key: "hearts" },
      { code: "theme-moved", theme: "hearts", from: place, to: { category: "festive", sensitive: false } },
      { code: "feast-carries", feast: "ramadan", from: place, to: null },
      { code: "feast-carries", feast: "ramadan", from: null, to: { category: "festive", sensitive: null } },
      { code: "category-marked", category: "festive", sensitive: true },
      { code: "purpose-stated", attribute: "plan", purpose: { ru: "цель", en: "purpose" } },
    ];
    for (const { ru, en } of older.map((line) => sayLine(line))) {
      expect(ru).toMatch(/kids|ramadan|Рамадан|hearts|festive|plan/);
      expect(`${ru}${en}`).not.toContain("undefined");
    }
    expect(sayOvertaken({ by: "person:Vera", row: "theme/hearts" }).ru).toContain("тема «hearts» (Vera)");
    expect(saySaidNo({ scope: "theme:hearts", people: 0 }).ru).toBe(
      `От темы «hearts» отказались меньше ${FEWEST_SAYING_NO} человек.`,
    );
  });
});
