import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FeastDefinition } from "../../../src/domain/campaign/feast.ts";
import type { Feast } from "../../../src/domain/campaign/schedule.ts";
import type { Category, Theme } from "../../../src/domain/campaign/theme.ts";
import { hasStandingOut, wordOn } from "../../../src/domain/decision/choice.ts";
import { settle } from "../../../src/domain/decision/decide.ts";
import { loadRuleset } from "../../../src/domain/decision/load-ruleset.ts";
import type { Ruleset } from "../../../src/domain/decision/ruleset.ts";
import { viewerOf } from "../../../src/domain/decision/viewer.ts";
import { DEFAULT_LIMITS, LIMIT_BOUNDS, LIMIT_NAMES, readLimits } from "../../../src/domain/limits.ts";
import { directionOf, type PolicyChange } from "../../../src/domain/policy/policy-change.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { sampleRuleset } from "../../support/sample-ruleset.ts";
import { situations } from "../arbitraries.ts";

const label = { ru: "другое", en: "other" };
const { categories, themes } = sampleRuleset([]);
const feasts = [
  { key: "maslenitsa", category: null },
  { key: "ramadan", category: "religion" },
] as const;
const places = ["festive", "romance"] as const;

/** Any change of the sample world's themes and categories, each row at most once. */
const someChanges: fc.Arbitrary<readonly PolicyChange[]> = fc.uniqueArray(
  fc.oneof(
    fc
      .tuple(fc.constantFrom(...themes), fc.constantFrom(...places), fc.constantFrom(false, false, false, true))
      .map(([before, category, isRenamed]): PolicyChange => {
        const after: Theme = { ...before, category, ...(isRenamed && { label }) };
        return { kind: "theme", key: before.key, before, after };
      }),
    fc
      .tuple(fc.constantFrom(...categories), fc.boolean(), fc.constantFrom(false, false, false, true))
      .map(([before, sensitive, isRenamed]): PolicyChange => {
        const after: Category = { ...before, sensitive, ...(isRenamed && { label }) };
        return { kind: "category", key: before.key, before, after };
      }),
  ),
  { selector: ({ kind, key }) => `${kind}/${key}`, minLength: 1, maxLength: 3 },
);

/** The ruleset with the changes in force; where a theme stood before is remembered, as in every ruleset. */
function apply(ruleset: Ruleset, changes: readonly PolicyChange[]): Ruleset {
  const rowOf = <Row extends { readonly key: string }>(kind: string, row: Row): Row => {
    const change = changes.find((each) => each.kind === kind && each.key === row.key);
    // Boundary: the generator makes rows of the right kind.
    return change === undefined ? row : (change.after as unknown as Row);
  };
  return {
    ...ruleset,
    categories: ruleset.categories.map((category) => rowOf("category", category)),
    themes: ruleset.themes.map((theme) => {
      const next = rowOf("theme", theme);
      return next.category === theme.category ? next : { ...next, former: [`category:${theme.category}`] as const };
    }),
  };
}

describe("what counts as tightening", () => {
  it("shows nobody unasked what was not shown so before, and no out loses its hold, by real decisions", () => {
    let tightenings = 0;
    fc.assert(
      fc.property(situations, someChanges, ({ ruleset, subscriber, device, at }, changes) => {
        const next = apply(ruleset, changes);
        if (directionOf(changes, { ...ruleset, feasts }, { ...next, feasts }) !== "tightens") return;
        tightenings += 1;
        const [before, after] = [ruleset, next].map((rules) => loadRuleset(rules, compileLinearPattern));
        if (before === undefined || after === undefined) throw new Error("there are two");
        const viewers = [before, after].map((rules) => viewerOf(rules, subscriber, device));
        for (const [index, campaign] of after.campaigns.entries()) {
          const [was, is] = viewers.map((viewer, turn) => {
            const loaded = turn === 0 ? before.campaigns[index] : campaign;
            return loaded === undefined ? undefined : settle(loaded, viewer, at);
          });
          if (is === "segment") expect(was).toBe("segment");
          const theme = before.campaigns[index]?.theme;
          if (theme === undefined) continue;
          const isRefused =
            hasStandingOut(subscriber.choices, `theme:${theme.key}`) ||
            (hasStandingOut(subscriber.choices, `category:${theme.category}`) &&
              wordOn(subscriber.choices, theme) === "off");
          if (isRefused) expect(wordOn(subscriber.choices, campaign.theme)).toBe("off");
        }
      }),
      { numRuns: 2_000, seed: 16 },
    );
    expect(tightenings).toBeGreaterThan(50);
  });

  it("lets no feast that begins to carry something show anybody more, and no out lose its hold, by real decisions", () => {
    let changed = 0;
    const carried = fc.constantFrom("religion", "festive", "romance");
    fc.assert(
      fc.property(situations, carried, ({ ruleset, subscriber, device, at }, category) => {
        const plain = ruleset.campaigns.map(({ feast, ...campaign }) =>
          feast === undefined ? campaign : { ...campaign, feast: { key: "maslenitsa", ...feast, category: undefined } },
        );
        const around = (feast: object) =>
          plain.map((campaign) =>
            "feast" in campaign ? { ...campaign, feast: { former: campaign.feast.former, ...feast } } : campaign,
          );
        const [before, after] = [{}, { category }].map((feast) =>
          // Boundary: an absent part is left out, as JSON leaves it out.
          loadRuleset(
            JSON.parse(JSON.stringify({ ...ruleset, campaigns: around(feast) })) as Ruleset,
            compileLinearPattern,
          ),
        );
        if (before === undefined || after === undefined) throw new Error("there are two");
        const viewers = [before, after].map((rules) => viewerOf(rules, subscriber, device));
        for (const [index, campaign] of after.campaigns.entries()) {
          const earlier = before.campaigns[index];
          const [was, is] = viewers.map((viewer, turn) => {
            const loaded = turn === 0 ? earlier : campaign;
            return loaded === undefined ? undefined : settle(loaded, viewer, at);
          });
          if (is !== was) changed += 1;
          if (is === "segment") expect(was).toBe("segment");
          if (was === "opted-out") expect(is).toBe("opted-out");
        }
      }),
      { numRuns: 2_000, seed: 16 },
    );
    expect(changed).toBeGreaterThan(50);
  });

  const standing = { categories, themes, feasts };
  const moved = (key: string, category: string, more: Partial<Theme> = {}): PolicyChange => {
    const before = themes.find((theme) => theme.key === key);
    return { kind: "theme", key, before, after: before && { ...before, category, ...more } };
  };
  const feast = (
    key: Feast,
    from: string | null | undefined,
    to: string | null | undefined,
    more: Partial<FeastDefinition> = {},
  ): PolicyChange => ({
    kind: "feast",
    key,
    before: from === undefined ? undefined : { key, category: from },
    after: to === undefined ? undefined : { key, category: to, ...more },
  });
  it.each<[string, readonly PolicyChange[], string]>([
    ["a theme that goes where asking is needed", [moved("tree", "romance")], "tightens"],
    ["a theme that leaves such a place", [moved("hearts", "festive")], "loosens"],
    ["one that goes there and is called otherwise", [moved("tree", "romance", { label })], "loosens"],
    ["a tightening beside something else", [moved("tree", "romance"), moved("hearts", "festive")], "loosens"],
    ["a row that goes", [{ kind: "theme", key: "tree", before: themes[0], after: undefined }], "loosens"],
    ["a new row", [{ kind: "theme", key: "new", before: undefined, after: themes[0] }], "loosens"],
    ["a feast that begins to carry something", [feast("maslenitsa", null, "religion")], "tightens"],
    ["but not something that needs no asking", [feast("maslenitsa", null, "festive")], "loosens"],
    ["a feast that carries nothing any more", [feast("ramadan", "religion", null)], "loosens"],
    ["a feast that carries something else", [feast("ramadan", "religion", "national")], "loosens"],
    ["a feast of which policy says nothing any more", [feast("maslenitsa", null, undefined)], "loosens"],
    ["a feast of which policy said nothing", [feast("maslenitsa", undefined, "religion")], "loosens"],
    ["a feast that is called otherwise, too", [feast("maslenitsa", null, "religion", { label })], "loosens"],
    [
      "a stricter limit, where none was set",
      [{ kind: "limits", key: "limits", before: undefined, after: { ...DEFAULT_LIMITS, rampPerHour: 0.01 } }],
      "tightens",
    ],
    [
      "one limit stricter and another looser",
      [
        {
          kind: "limits",
          key: "limits",
          before: { ...DEFAULT_LIMITS, oneWordShare: 0.005 },
          after: { ...DEFAULT_LIMITS, rampPerHour: 0.01 },
        },
      ],
      "loosens",
    ],
    ["nothing at all", [], "loosens"],
  ])("%s", (_what, changes, direction) => {
    expect(directionOf(changes, standing, standing)).toBe(direction);
  });
});

describe("limits", () => {
  it("are never beyond their bounds, whatever was stored, and the defaults where something lacks", () => {
    const stored = fc.record(Object.fromEntries(LIMIT_NAMES.map((name) => [name, fc.double()])), { requiredKeys: [] });
    fc.assert(
      fc.property(stored, (members) => {
        const limits = readLimits(members);
        for (const name of LIMIT_NAMES) {
          expect(limits[name]).toBeGreaterThanOrEqual(LIMIT_BOUNDS[name].least);
          expect(limits[name]).toBeLessThanOrEqual(LIMIT_BOUNDS[name].most);
          if (members[name] === undefined) expect(limits[name]).toBe(DEFAULT_LIMITS[name]);
        }
      }),
    );
    expect(readLimits(undefined)).toEqual(DEFAULT_LIMITS);
  });
});
