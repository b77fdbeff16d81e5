import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAskingAround, foldChoices, wordAt, type Choice, type Scope } from "../../../src/domain/decision/choice.ts";
import { decide } from "../../../src/domain/decision/decide.ts";
import { loadRuleset } from "../../../src/domain/decision/load-ruleset.ts";
import type { LoadedCampaign } from "../../../src/domain/decision/loaded-campaign.ts";
import type { CampaignFeast } from "../../../src/domain/decision/ruleset.ts";
import { viewerOf } from "../../../src/domain/decision/viewer.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { sampleCampaign, sampleRuleset } from "../../support/sample-ruleset.ts";
import { histories, situations } from "../arbitraries.ts";

const say = (words: string): readonly Choice[] =>
  words
    .split(" ")
    .filter((word) => word !== "")
    .map((word, index) => {
      const [channel, rest] = word.startsWith("elsewhere:")
        ? (["import", word.slice(10)] as const)
        : (["app", word] as const);
      // Parsed boundary: written below.
      const [value, scope] = [rest.slice(0, rest.indexOf(":")), rest.slice(rest.indexOf(":") + 1)] as [
        "in" | "out",
        Scope,
      ];
      return { value, scope, id: index + 1, at: 1_000 - index, channel };
    });

function load(theme: string, feast?: CampaignFeast): LoadedCampaign {
  const definition = sampleCampaign({ decoration: theme, theme, delivery: "opt-in", ...(feast && { feast }) });
  const [campaign] = loadRuleset(sampleRuleset([definition]), compileLinearPattern).campaigns;
  if (campaign === undefined) throw new Error("The campaign is broken");
  return campaign;
}

const easter = { key: "orthodox-easter", category: "religion" } as const;

describe("a person's word on a campaign around a feast", () => {
  it.each<[string, string, "off" | "asked" | "silent"]>([
    ["is silent if nothing was said", "", "silent"],
    ["is off by an out at what the feast carries", "out:category:religion", "off"],
    ["stays off whatever is said of the theme later", "out:category:religion in:theme:tree", "off"],
    ["stays off whatever is said of the theme's category later", "out:category:religion in:category:festive", "off"],
    ["stays off whatever is said of everything later", "out:category:religion in:all", "off"],
    ["asks once that out is lifted at the same category", "out:category:religion in:category:religion", "asked"],
    ["asks by what the feast carries alone", "in:category:religion", "asked"],
    ["asks for nothing by the theme alone", "in:theme:tree", "silent"],
    ["asks for nothing by everything", "in:all", "silent"],
    ["asks by both", "in:theme:tree in:category:religion", "asked"],
    ["is off by a later out at the theme", "in:category:religion out:theme:tree", "off"],
    ["asks no more once everything was switched off since", "in:category:religion out:all in:all", "silent"],
    [
      "is off for who switched everything off and asked for the feast's category alone",
      "out:all in:category:religion",
      "off",
    ],
    ["asks again by both after everything was off", "out:all in:theme:tree in:category:religion", "asked"],
    [
      "does not take what was asked elsewhere against an own out of everything",
      "out:all in:theme:tree elsewhere:in:category:religion",
      "silent",
    ],
    [
      "keeps what was asked of the feast when only the theme was off since",
      "in:category:religion out:theme:tree in:theme:tree",
      "asked",
    ],
  ])("%s", (_why, words, expected) => {
    expect(wordAt(foldChoices(say(words)), load("tree", easter).scopes)).toBe(expected);
  });

  it("takes an accepted gift for the theme alone", () => {
    const [gift, asked] = say("in:theme:tree in:category:religion");
    if (gift === undefined || asked === undefined) throw new Error("Nothing was said");
    const accepted: Choice = { ...gift, channel: "gift" };
    expect(wordAt(foldChoices([accepted]), load("tree", easter).scopes)).toBe("silent");
    expect(wordAt(foldChoices([accepted, asked]), load("tree", easter).scopes)).toBe("gift");
  });

  it.each<[string, string, "off" | "asked" | "silent"]>([
    ["is silent on one alone", "in:theme:hearts", "silent"],
    ["is silent on the other alone", "in:category:religion", "silent"],
    ["asks by both", "in:theme:hearts in:category:religion", "asked"],
    ["asks by both in the other order", "in:category:religion in:category:romance", "asked"],
    ["is off if either is", "in:theme:hearts in:category:religion out:category:romance", "off"],
    ["is off if the other is", "in:theme:hearts in:category:religion out:category:religion", "off"],
  ])("where the theme is sensitive, too, %s", (_why, words, expected) => {
    expect(wordAt(foldChoices(say(words)), load("hearts", easter).scopes)).toBe(expected);
  });

  it.each<[string, CampaignFeast, string, "off" | "asked" | "silent"]>([
    [
      "what the feast once carried covers it",
      { key: "navruz", former: ["category:religion"] },
      "out:category:religion",
      "off",
    ],
    [
      "... until an in at that same category",
      { key: "navruz", former: ["category:religion"] },
      "out:category:religion in:category:religion",
      "silent",
    ],
    [
      "... and not by the theme",
      { key: "navruz", former: ["category:religion"] },
      "out:category:religion in:theme:tree",
      "off",
    ],
    ["an in there is no asking", { key: "navruz", former: ["category:religion"] }, "in:category:religion", "silent"],
    ["plain days do not make it forgotten", { former: ["category:religion"] }, "out:category:religion", "off"],
    [
      "a category that is not sensitive needs no word",
      { key: "navruz", category: "festive" },
      "in:theme:tree",
      "asked",
    ],
    ["a category that nobody knows any more does", { key: "navruz", category: "ghost" }, "in:theme:tree", "silent"],
  ])("%s", (_why, feast, words, expected) => {
    expect(wordAt(foldChoices(say(words)), load("tree", feast).scopes)).toBe(expected);
  });

  it("is the theme's word alone where the ruleset is of before feasts carried anything", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const fold = foldChoices(history);
        expect(wordAt(fold, load("tree").scopes)).toBe(wordAt(fold, load("tree", { key: "maslenitsa" }).scopes));
      }),
      { numRuns: 1_000 },
    );
  });

  it("is as the rules say, tried one by one, for any history, theme and feast (invariants 1 and 2)", () => {
    const categories = fc.constantFrom("religion", "festive", "romance", "ghost", undefined);
    const formers = fc.subarray(["category:religion", "category:ghost", "category:festive"] as const);
    fc.assert(
      fc.property(
        histories,
        fc.constantFrom("tree", "hearts"),
        categories,
        formers,
        (history, theme, category, former) => {
          const campaign = load(theme, { key: "navruz", ...(category !== undefined && { category }), former });
          const word = wordAt(foldChoices(history), campaign.scopes);
          const expected = readByDefinition(history, campaign, { category, former });
          expect(word === "gift" ? "asked" : word).toBe(expected);
          const entry = findAskingAround(foldChoices(history), campaign.theme, campaign.scopes);
          expect(entry !== undefined).toBe(expected === "asked");
          if (entry !== undefined) expect(history.find(({ id }) => id === entry)?.value).toBe("in");
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

describe("for any ruleset, person, phone and instant", () => {
  it("nobody is shown a campaign whose feast carries what they switched off (invariant 1), or have not asked for if it is sensitive (invariant 2)", () => {
    fc.assert(
      fc.property(situations, ({ ruleset, subscriber, device, at }) => {
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const decision = decide(rules, viewerOf(rules, subscriber, device), at);
        if (decision.decision === "none") return;
        const campaign = rules.campaigns.find(({ definition }) => definition.key === decision.campaign);
        const { category, former = [] } = campaign?.definition.feast ?? {};
        const fold = subscriber.choices;
        const latest = (scope: Scope) => {
          const { in: said = 0, importedIn = 0, out = 0, importedOut = 0 } = fold[scope] ?? {};
          return { in: Math.max(said, importedIn), out: Math.max(out, importedOut) };
        };
        const own = `category:${campaign?.theme.category}`;
        for (const scope of [...former, ...(category === undefined ? [] : [`category:${category}` as const])]) {
          if (scope !== own) expect(latest(scope).out).toBeLessThanOrEqual(latest(scope).in);
        }
        if (category === "religion" || category === "ghost") {
          const asked = latest(`category:${category}`);
          expect(asked.in).toBeGreaterThan(Math.max(asked.out, latest("all").out));
          // A campaign that takes no requests says of whoever asked, and is in its audience, only the latter.
          const takesRequests = campaign?.definition.requests === true || campaign?.definition.delivery === "opt-in";
          if (takesRequests) expect(["asked", "gift"]).toContain(decision.reason);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

/** The rule, word for word, over the whole history. */
function readByDefinition(
  history: readonly Choice[],
  { theme: { key, category } }: LoadedCampaign,
  feast: { readonly category: string | undefined; readonly former: readonly Scope[] },
): "off" | "asked" | "silent" {
  const [themeScope, categoryScope]: Scope[] = [`theme:${key}`, `category:${category}`];
  const carried: Scope | undefined =
    feast.category === undefined || feast.category === category ? undefined : `category:${feast.category}`;
  const covering = new Set<Scope | undefined>(["all", themeScope, categoryScope, carried, ...feast.former]);
  const outs = history.filter(({ value, scope }) => value === "out" && covering.has(scope));
  const ins = history.filter(({ value }) => value === "in");
  const isAfter = (one: Choice, out: Choice) =>
    one.id > out.id && (one.channel !== "import" || out.channel === "import");
  const widerThan: Readonly<Record<string, readonly Scope[]>> = {
    [themeScope ?? ""]: [categoryScope ?? "all", "all"],
    [categoryScope ?? ""]: ["all"],
  };
  const lifts = (one: Choice, out: Choice) =>
    isAfter(one, out) && (one.scope === out.scope || widerThan[one.scope]?.includes(out.scope) === true);
  if (outs.some((out) => !ins.some((one) => lifts(one, out)))) return "off";

  const isSensitive = (scope: Scope | undefined) =>
    scope === "category:religion" || scope === "category:romance" || scope === "category:ghost";
  const forFeast = ins.filter(({ scope }) => scope === carried);
  const isFeastAsked =
    forFeast.length > 0 &&
    outs
      .filter(({ scope }) => scope === "all" || scope === carried)
      .every((out) => forFeast.some((one) => isAfter(one, out)));
  if (isSensitive(carried) && !isFeastAsked) return "silent";
  const asksAt: (Scope | undefined)[] = [themeScope, categoryScope];
  if (isFeastAsked && !isSensitive(categoryScope)) asksAt.push(carried);
  return ins.some((one) => asksAt.includes(one.scope) && outs.every((out) => out.id < one.id)) ? "asked" : "silent";
}
