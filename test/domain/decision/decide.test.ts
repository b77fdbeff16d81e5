import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldChoice, foldChoices, wordOn, type Choice, type Scope } from "../../../src/domain/decision/choice.ts";
import { decide } from "../../../src/domain/decision/decide.ts";
import type { Decision } from "../../../src/domain/decision/decision.ts";
import { explain } from "../../../src/domain/decision/explain.ts";
import { loadRuleset } from "../../../src/domain/decision/load-ruleset.ts";
import type { CompiledCampaign, Rollout, Ruleset } from "../../../src/domain/decision/ruleset.ts";
import { viewerOf } from "../../../src/domain/decision/viewer.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { sampleCampaign, sampleRuleset, waveOf } from "../../support/sample-ruleset.ts";
import { devices, rollouts, situations } from "../arbitraries.ts";

const say = (value: "in" | "out", scope: Scope, id = 1): Choice => ({ value, scope, id, at: 1, channel: "app" });

interface Person {
  readonly history?: readonly Choice[];
  readonly platform?: string;
  readonly gender?: string;
}

function decideFor(
  campaigns: readonly CompiledCampaign[],
  person: Person = {},
  at = 150,
  overrides: Partial<Ruleset> = {},
) {
  const rules = loadRuleset(sampleRuleset(campaigns, overrides), compileLinearPattern);
  const profile = person.gender === undefined ? {} : { gender: person.gender };
  const subscriber = { subscriberId: "demo", profile, choices: foldChoices(person.history ?? []) };
  return decide(rules, viewerOf(rules, subscriber, { platform: person.platform ?? "ios" }), at);
}

const hearts = sampleCampaign({ key: "valentines", decoration: "hearts", theme: "hearts", delivery: "opt-in" });

const WOMEN = { include: ["women"], exclude: [] };
/** Its one stage has reached nobody so far. */
const NOBODY_YET: Rollout = { startedAt: 0, from: 0, to: 0, perHour: 0 };

describe("the decision's reason", () => {
  it.each<[string, readonly CompiledCampaign[], Person, number, Partial<Ruleset>, Partial<Decision>]>([
    ["shows the decoration to its audience", [sampleCampaign()], {}, 150, {}, { decision: "show", reason: "segment" }],
    ["names the window that ends it", [sampleCampaign()], {}, 150, {}, { campaign: "new-year" }],
    ["begins with the window's first instant", [sampleCampaign()], {}, 100, {}, { decision: "show" }],
    [
      "ends just before the window's end",
      [sampleCampaign()],
      {},
      200,
      {},
      { decision: "none", reason: "outside-window" },
    ],
    ["says so when there is no campaign at all", [], {}, 150, {}, { decision: "none", reason: "no-campaign" }],
    [
      "obeys the stop of everything",
      [sampleCampaign()],
      {},
      150,
      { stopped: true },
      { decision: "none", reason: "stopped" },
    ],
    [
      "obeys the stop of a campaign, also for those who asked",
      [sampleCampaign({ state: "stopped" })],
      { history: [say("in", "theme:tree")] },
      150,
      {},
      { decision: "none", reason: "stopped" },
    ],
    [
      "ends default exposure at a halt",
      [sampleCampaign({ state: "halted" })],
      {},
      150,
      {},
      { decision: "none", reason: "halted" },
    ],
    [
      "keeps a halted campaign for those who asked",
      [sampleCampaign({ state: "halted" })],
      { history: [say("in", "theme:tree")] },
      150,
      {},
      { decision: "show", reason: "asked" },
    ],
    [
      "obeys the person's out",
      [sampleCampaign()],
      { history: [say("out", "all")] },
      150,
      {},
      { decision: "none", reason: "opted-out" },
    ],
    [
      "does not show hearts to who did not ask",
      [hearts],
      {},
      150,
      {},
      { decision: "none", reason: "sensitive-not-asked" },
    ],
    [
      "does not take everything-on for asking",
      [hearts],
      { history: [say("in", "all")] },
      150,
      {},
      { decision: "none", reason: "sensitive-not-asked" },
    ],
    [
      "shows hearts to who asked",
      [hearts],
      { history: [say("in", "category:romance")] },
      150,
      {},
      { decision: "show", reason: "asked" },
    ],
    [
      "tells an accepted gift",
      [hearts],
      { history: [{ ...say("in", "theme:hearts"), channel: "gift" }] },
      150,
      {},
      { decision: "show", reason: "gift" },
    ],
    [
      "keeps an opt-in campaign from who did not ask",
      [sampleCampaign({ delivery: "opt-in" })],
      {},
      150,
      {},
      { decision: "none", reason: "not-in-audience" },
    ],
    [
      "keeps it from people outside the audience",
      [sampleCampaign({ audience: { include: ["women"], exclude: [] } })],
      {},
      150,
      {},
      { decision: "none", reason: "not-in-audience" },
    ],
    [
      "shows it outside the audience to who asked",
      [sampleCampaign({ audience: { include: ["women"], exclude: [] } })],
      { history: [say("in", "theme:tree")] },
      150,
      {},
      { decision: "show", reason: "asked" },
    ],
    [
      "does not, if the campaign takes no requests",
      [sampleCampaign({ requests: false, audience: { include: ["women"], exclude: [] } })],
      { history: [say("in", "theme:tree")] },
      150,
      {},
      { decision: "none", reason: "not-in-audience" },
    ],
    [
      "keeps it from excluded people",
      [sampleCampaign({ audience: { include: ["everyone"], exclude: ["women"] } })],
      { gender: "female" },
      150,
      {},
      { decision: "none", reason: "excluded" },
    ],
    [
      "keeps it from the holdout",
      [sampleCampaign({ holdoutPercent: 100 })],
      {},
      150,
      {},
      { decision: "none", reason: "holdout" },
    ],
    [
      "waits for the stage",
      [sampleCampaign({ rollout: { startedAt: 0, from: 0, to: 0, perHour: 0 } })],
      {},
      150,
      {},
      { decision: "none", reason: "not-yet-rolled-out" },
    ],
    [
      "lets a later wave wait",
      [
        sampleCampaign({
          waves: [waveOf([{ from: 160, until: 200 }], ["android"]), waveOf([{ from: 100, until: 200 }])],
        }),
      ],
      { platform: "android" },
      150,
      {},
      { decision: "none", reason: "outside-window" },
    ],
    [
      "and the first wave begin",
      [
        sampleCampaign({
          waves: [waveOf([{ from: 160, until: 200 }], ["android"]), waveOf([{ from: 100, until: 200 }])],
        }),
      ],
      { platform: "ios" },
      150,
      {},
      { decision: "show" },
    ],
  ])("%s", (_why, campaigns, person, at, overrides, expected) => {
    expect(decideFor(campaigns, person, at, overrides)).toMatchObject(expected);
  });

  it("gives the slot to the highest priority that shows, and the loser's trace says outranked", () => {
    const list = [sampleCampaign({ key: "high", priority: 2 }), sampleCampaign({ key: "low", priority: 1 })];
    expect(decideFor(list)).toMatchObject({ decision: "show", campaign: "high" });
    const rules = loadRuleset(sampleRuleset(list), compileLinearPattern);
    const viewer = viewerOf(rules, { subscriberId: "demo", profile: {}, choices: {} }, {});
    expect(explain(rules, viewer, 150).campaigns.map((trace) => trace.reason)).toEqual(["segment", "outranked"]);
  });

  it("lets a lower priority show where the higher does not", () => {
    const list = [
      sampleCampaign({ key: "high", priority: 2, state: "halted" }),
      sampleCampaign({ key: "low", priority: 1 }),
    ];
    expect(decideFor(list)).toMatchObject({ decision: "show", campaign: "low" });
  });

  it("explains a none by the campaign that came nearest", () => {
    const list = [
      sampleCampaign({ key: "far", priority: 2, audience: { include: ["women"], exclude: [] } }),
      sampleCampaign({ key: "near", priority: 1 }),
    ];
    expect(decideFor(list, { history: [say("out", "theme:tree")] })).toEqual({
      decision: "none",
      reason: "opted-out",
      campaign: "near",
    });
  });

  it.each<[string, CompiledCampaign, Partial<Decision>]>([
    [
      "waits for its turn",
      sampleCampaign({ rollout: NOBODY_YET }),
      { reason: "not-yet-rolled-out", campaign: "new-year" },
    ],
    ["others get", sampleCampaign({ audience: WOMEN }), { reason: "opted-out", campaign: "spring" }],
    ["has to be asked for", hearts, { reason: "sensitive-not-asked", campaign: "valentines" }],
  ])("does not blame an out of what would not have come anyway, beside what %s", (_what, other, expected) => {
    const tulip = { key: "spring", decoration: "tulip", theme: "tulip", priority: 5 } as const;
    for (const off of [
      sampleCampaign({ ...tulip, audience: WOMEN }),
      sampleCampaign({ ...tulip, audience: { include: ["everyone"], exclude: ["ios"] } }),
      sampleCampaign({ ...tulip, delivery: "opt-in" }),
    ]) {
      expect(decideFor([off, other], { history: [say("out", "theme:tulip")] })).toMatchObject(expected);
      expect(decideFor([other, { ...off, priority: -5 }], { history: [say("out", "theme:tulip")] })).toMatchObject(
        expected,
      );
    }
  });
});

describe("the facts of a decision", () => {
  const rules = loadRuleset(sampleRuleset([]), compileLinearPattern);

  it("come from the operator where the phone says otherwise", () => {
    const viewer = viewerOf(
      rules,
      { subscriberId: "x", profile: { gender: "male" }, choices: {} },
      { gender: "female" },
    );
    expect(viewer.facts).toEqual({ gender: "male" });
  });

  it.each([
    ["the phone's zone", { region: "RU-KAM" }, { timezone: "Europe/Moscow" }, "Europe/Moscow"],
    ["the region's zone for a phone that tells none", { region: "RU-KAM" }, {}, "Asia/Kamchatka"],
    [
      "the region's zone for a zone that is not known",
      { region: "RU-KAM" },
      { timezone: "Mars/Base" },
      "Asia/Kamchatka",
    ],
    ["the default zone for who has neither", {}, {}, "Europe/Moscow"],
  ])("use %s", (_what, profile, device, zone) => {
    expect(viewerOf(rules, { subscriberId: "x", profile, choices: {} }, device).zone).toBe(zone);
  });
});

describe("a broken ruleset", () => {
  it("loses only the campaigns that are broken, and says which", () => {
    const ruleset = sampleRuleset([
      sampleCampaign({ key: "no-theme", theme: "ghost" }),
      sampleCampaign({ key: "no-segment", audience: { include: ["ghost"], exclude: [] } }),
      sampleCampaign({ key: "broken-segment", audience: { include: ["broken"], exclude: [] } }),
      sampleCampaign({ key: "sound" }),
    ]);
    const broken = { key: "broken", label: { ru: "", en: "" }, condition: { platform: { $oops: 1 } }, examples: [] };
    const rules = loadRuleset({ ...ruleset, segments: [...ruleset.segments, broken] }, compileLinearPattern);
    expect(rules.campaigns.map((campaign) => campaign.definition.key)).toEqual(["sound"]);
    expect(rules.problems.join("\n")).toMatch(/no-theme[^]*no-segment|segment broken[^]*no-theme/);
    expect(rules.problems.length).toBe(4);
  });
});

const runs = { numRuns: 1_000 };

describe("for any ruleset, person, phone and instant", () => {
  it("off is off: no campaign shows a theme that the person switched off (invariant 1)", () => {
    fc.assert(
      fc.property(situations, ({ ruleset, subscriber, device, at }) => {
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const decision = decide(rules, viewerOf(rules, subscriber, device), at);
        if (decision.decision === "none") return;
        const theme = rules.themes.get(decision.decoration);
        expect(theme && wordOn(subscriber.choices, theme)).not.toBe("off");
      }),
      runs,
    );
  });

  it("what can't be counted is shown to nobody unasked, and to whoever asked as ever (invariant 9)", () => {
    fc.assert(
      fc.property(situations, fc.func(fc.boolean()), ({ ruleset, subscriber, device, at }, isUncounted) => {
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const viewer = viewerOf(rules, subscriber, device);
        const keys = rules.campaigns.map(({ definition }) => definition.key).filter((key) => isUncounted(key));
        const onlyIfAsked = new Set(keys);
        const [usual, careful] = [decide(rules, viewer, at), decide(rules, { ...viewer, onlyIfAsked }, at)];
        if (careful.decision === "show" && careful.reason === "segment") expect(keys).not.toContain(careful.campaign);
        const isLeft = usual.decision === "show" && (usual.reason !== "segment" || !onlyIfAsked.has(usual.campaign));
        if (isLeft) expect(careful).toEqual(usual);
      }),
      runs,
    );
  });

  it("an out just said is obeyed by the next decision, whatever came before (invariant 3)", () => {
    fc.assert(
      fc.property(situations, ({ ruleset, subscriber, device, at }) => {
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const shown = decide(rules, viewerOf(rules, subscriber, device), at);
        fc.pre(shown.decision === "show");
        const out = say("out", `theme:${shown.decoration}`, 1_000);
        const after = { ...subscriber, choices: foldChoice(subscriber.choices, out) };
        const next = decide(rules, viewerOf(rules, after, device), at);
        expect(next.decision === "show" && next.decoration === shown.decoration).toBe(false);
      }),
      runs,
    );
  });

  it("sensitive themes are shown only to who asked for them by name or category (invariant 2)", () => {
    fc.assert(
      fc.property(situations, ({ ruleset, subscriber, device, at }) => {
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const decision = decide(rules, viewerOf(rules, subscriber, device), at);
        if (decision.decision === "none" || decision.decoration !== "hearts") return;
        expect(["asked", "gift"]).toContain(wordOn(subscriber.choices, { key: "hearts", category: "romance" }));
      }),
      runs,
    );
  });

  it("stop is stop, and a halt leaves only those who asked (invariant 4)", () => {
    fc.assert(
      fc.property(situations, ({ ruleset, subscriber, device, at }) => {
        const everything = loadRuleset({ ...ruleset, stopped: true }, compileLinearPattern);
        expect(decide(everything, viewerOf(everything, subscriber, device), at).decision).toBe("none");
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const decision = decide(rules, viewerOf(rules, subscriber, device), at);
        if (decision.decision === "none") return;
        const state = ruleset.campaigns.find((campaign) => campaign.key === decision.campaign)?.state;
        expect(state).not.toBe("stopped");
        if (state === "halted") expect(decision.reason).not.toBe("segment");
      }),
      runs,
    );
  });

  it("the same question has the same answer, also from a ruleset that was stored and read back (invariant 5)", () => {
    fc.assert(
      fc.property(situations, ({ ruleset, subscriber, device, at }) => {
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const again = loadRuleset(JSON.parse(JSON.stringify(ruleset)), compileLinearPattern);
        const decision = decide(rules, viewerOf(rules, subscriber, device), at);
        expect(decide(rules, viewerOf(rules, subscriber, device), at)).toEqual(decision);
        expect(decide(again, viewerOf(again, JSON.parse(JSON.stringify(subscriber)), device), at)).toEqual(decision);
      }),
      runs,
    );
  });

  it("raising a campaign's coverage never takes its decoration from someone who had it (invariant 5)", () => {
    fc.assert(
      fc.property(
        fc.tuple(rollouts, fc.integer({ min: 100, max: 199 }), fc.stringMatching(/^[a-z0-9]{1,8}$/)),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ([rollout, at, subscriberId], more) => {
          const decideUnder = (stage: Rollout) => {
            const rules = loadRuleset(sampleRuleset([sampleCampaign({ rollout: stage })]), compileLinearPattern);
            return decide(rules, viewerOf(rules, { subscriberId, profile: {}, choices: {} }, {}), at);
          };
          const had = decideUnder(rollout);
          const raised = { ...rollout, from: Math.max(rollout.from, more), to: Math.max(rollout.to, more) };
          if (had.decision === "show") expect(decideUnder(raised)).toEqual(had);
        },
      ),
      runs,
    );
  });

  it("everything that is shown has an end, after now (invariant 8)", () => {
    fc.assert(
      fc.property(situations, ({ ruleset, subscriber, device, at }) => {
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const decision = decide(rules, viewerOf(rules, subscriber, device), at);
        if (decision.decision === "none") return;
        expect(decision.from).toBeLessThanOrEqual(at);
        expect(decision.until).toBeGreaterThan(at);
        expect(Number.isFinite(decision.until)).toBe(true);
      }),
      runs,
    );
  });

  it("the explanation is the decision, and its winner's trace carries the decision's reason", () => {
    fc.assert(
      fc.property(situations, ({ ruleset, subscriber, device, at }) => {
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const viewer = viewerOf(rules, subscriber, device);
        const explanation = explain(rules, viewer, at);
        expect(explanation.decision).toEqual(decide(rules, viewer, at));
        const shows = explanation.campaigns.filter((trace) => ["segment", "asked", "gift"].includes(trace.reason));
        expect(shows.map((trace) => trace.campaign)).toEqual(
          explanation.decision.decision === "show" ? [explanation.decision.campaign] : [],
        );
        expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
      }),
      runs,
    );
  });

  it("a phone's word never changes what the operator knows", () => {
    fc.assert(
      fc.property(situations, devices, ({ ruleset, subscriber }, device) => {
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const { facts } = viewerOf(rules, subscriber, { ...device, gender: "forged", region: "forged" });
        for (const [key, value] of Object.entries(subscriber.profile)) expect(facts[key]).toEqual(value);
      }),
      runs,
    );
  });
});
