import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bulkSuccessSchema,
  evaluateFlags,
  flagSourceOf,
  evaluateForNobody,
  FLAG_KEYS,
  flagRequestSchema,
  type FlagAnswer,
  type FlagSuccess,
} from "../../src/contract/ofrep.ts";
import type { TrayParts } from "../../src/contract/tray.ts";
import { foldChoices } from "../../src/domain/decision/choice.ts";
import { loadRuleset } from "../../src/domain/decision/load-ruleset.ts";
import type { Ruleset } from "../../src/domain/decision/ruleset.ts";
import { timeline } from "../../src/domain/decision/timeline.ts";
import { viewerOf } from "../../src/domain/decision/viewer.ts";
import type { Subscriber } from "../../src/domain/decision/loaded-ruleset.ts";
import { compileLinearPattern } from "../../src/regex/linear-regex.ts";
import { situations } from "../domain/arbitraries.ts";
import { sampleCampaign, sampleRuleset } from "../support/sample-ruleset.ts";

const SET = "garland/test";
const anna: Subscriber = { subscriberId: "anna", profile: {}, choices: {} };
const optedOut: Subscriber = {
  ...anna,
  choices: foldChoices([{ id: 1, scope: "theme:tree", value: "out", at: 1, channel: "app" }]),
};
const asked: Subscriber = {
  ...anna,
  choices: foldChoices([{ id: 1, scope: "theme:tree", value: "in", at: 1, channel: "app" }]),
};

function partsFor(
  ruleset: Ruleset,
  at: number,
  subscriber = anna,
  device: Readonly<Record<string, unknown>> = {},
): TrayParts {
  const rules = loadRuleset(ruleset, compileLinearPattern);
  const facts = Object.fromEntries(Object.entries(device).map(([key, value]) => [key, String(value)]));
  const line = timeline(rules, viewerOf(rules, subscriber, facts), at);
  const off = { url: "https://garland.example/o/token", scopes: ["all" as const] };
  return { rules, timeline: line, subscriberId: subscriber.subscriberId, at, revision: 0, off };
}

function byKey(answers: readonly FlagAnswer[]): Readonly<Record<string, FlagAnswer | undefined>> {
  return Object.fromEntries(answers.map((answer) => [answer.key, answer]));
}

function leavesOf(value: unknown): readonly unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesOf) : [value];
}

function expectSuccess(answer: FlagAnswer | undefined): FlagSuccess {
  if (answer === undefined || "errorCode" in answer)
    throw new Error(`expected a success, got ${JSON.stringify(answer)}`);
  return answer;
}

describe("the flags of a person", () => {
  const tree = sampleCampaign();
  const rollout = { startedAt: 0, from: 0.9, to: 0.9, perHour: 0 };
  const completed = { ...rollout, from: 1, to: 1 };
  const uncovered = { startedAt: 0, from: 0, to: 0, perHour: 0 };

  it.each([
    ["TARGETING_MATCH", "in the audience", sampleRuleset([tree]), anna, 150],
    ["TARGETING_MATCH", "having asked, even while others are drawn", sampleRuleset([{ ...tree, rollout }]), asked, 150],
    [
      "TARGETING_MATCH",
      "in the audience, all of it reached",
      sampleRuleset([{ ...tree, rollout: completed }]),
      anna,
      150,
    ],
    ["SPLIT", "drawn by the rollout", sampleRuleset([{ ...tree, rollout }]), anna, 150],
    ["SPLIT", "not drawn yet", sampleRuleset([{ ...tree, rollout: uncovered }]), anna, 150],
    ["SPLIT", "held out for comparison", sampleRuleset([{ ...tree, holdoutPercent: 100 }]), anna, 150],
    ["DEFAULT", "out of season", sampleRuleset([tree]), anna, 50],
    ["DEFAULT", "without any campaign", sampleRuleset([]), anna, 150],
    ["DEFAULT", "having opted out", sampleRuleset([tree]), optedOut, 150],
    ["DISABLED", "where the campaign was halted", sampleRuleset([{ ...tree, state: "halted" }]), anna, 150],
    ["DISABLED", "where everything was stopped", sampleRuleset([tree], { stopped: true }), anna, 150],
  ] as const)("say %s for a person %s", (reason, _who, ruleset, subscriber, at) => {
    const flags = byKey(evaluateFlags(flagSourceOf(partsFor(ruleset, at, subscriber)), SET));
    for (const key of ["tray-icon", "tray-icon-key", "tray-icon-visible"]) {
      expect(expectSuccess(flags[key]).reason).toBe(reason);
    }
  });

  it("rules 7 and 8: carry variant and reason without a value where everything was stopped", () => {
    const flags = byKey(evaluateFlags(flagSourceOf(partsFor(sampleRuleset([tree], { stopped: true }), 150)), SET));
    expect(flags["tray-icon-key"]).toMatchObject({ variant: "none", reason: "DISABLED" });
    expect(flags["tray-icon-visible"]).toMatchObject({ variant: "off", reason: "DISABLED" });
    expect([flags["tray-icon-key"], flags["tray-icon-visible"]].some((flag) => flag && "value" in flag)).toBe(false);
  });

  it("still tell a phone to clear its tray and when to ask again, where everything was stopped", () => {
    const flags = byKey(evaluateFlags(flagSourceOf(partsFor(sampleRuleset([tree], { stopped: true }), 150)), SET));
    expect(flags["tray-icon"]).toMatchObject({ value: { decision: "none", reason: "stopped" }, reason: "DISABLED" });
    expect(flags["tray-refresh-seconds"]).toMatchObject({ value: expect.any(Number), variant: "watched" });
  });

  it("say what stands there in four types", () => {
    const flags = byKey(evaluateFlags(flagSourceOf(partsFor(sampleRuleset([tree]), 150)), SET));
    expect(flags["tray-icon"]).toMatchObject({
      value: { decision: "show", decoration: { key: "tree" } },
      variant: "tree",
    });
    expect(flags["tray-icon-key"]).toMatchObject({ value: "tree", variant: "tree" });
    expect(flags["tray-icon-visible"]).toMatchObject({ value: true, variant: "on" });
    expect(Number.isInteger(expectSuccess(flags["tray-refresh-seconds"]).value)).toBe(true);
  });

  it("rule 6: have no nulls, no fractions and no members but the protocol's, for anybody in any situation", () => {
    fc.assert(
      fc.property(situations, ({ ruleset, subscriber, device, at }) => {
        const flags = evaluateFlags(flagSourceOf(partsFor(ruleset, at, subscriber, device)), SET);
        expect(flags.map((flag) => flag.key)).toEqual([...FLAG_KEYS].sort());
        expect(bulkSuccessSchema.parse(JSON.parse(JSON.stringify({ flags })))).toEqual({ flags });
        expect(leavesOf(flags).filter((leaf) => leaf === null || (typeof leaf === "number" && leaf % 1 !== 0))).toEqual(
          [],
        );
      }),
    );
  });

  it("rule 9: let one that fails take no other with it", () => {
    const parts = partsFor(sampleRuleset([tree]), 150);
    const sound = () => ({ value: true, variant: "on", reason: "STATIC" }) as const;
    const answers = evaluateFlags(flagSourceOf(parts), SET, {
      "tray-icon": () => {
        throw new Error("a secret that must not get out");
      },
      "tray-icon-key": sound,
      "tray-icon-visible": sound,
      "tray-refresh-seconds": sound,
    });
    expect(answers[0]).toEqual({ key: "tray-icon", errorCode: "GENERAL", errorDetails: expect.any(String) });
    expect(answers.slice(1).every((answer) => "value" in answer)).toBe(true);
    expect(JSON.stringify(answers)).not.toContain("secret");
  });
});

describe("the flags of nobody in particular", () => {
  it("rule 9: ask for a targetingKey where the person matters, and answer where not", () => {
    const answers = byKey(evaluateForNobody(SET));
    expect(bulkSuccessSchema.safeParse({ flags: Object.values(answers) }).success).toBe(true);
    expect(answers["tray-refresh-seconds"]).toMatchObject({ value: 21_600, reason: "STATIC", variant: "season" });
    for (const key of ["tray-icon", "tray-icon-key", "tray-icon-visible"]) {
      expect(answers[key]).toMatchObject({ errorCode: "TARGETING_KEY_MISSING" });
    }
  });
});

describe("a context", () => {
  it.each([
    ["absent", {}],
    ["null", { context: null }],
    ["empty", { context: {} }],
    ["full of what is not known", { context: { targetingKey: null, platform: null, locale: "" } }],
    ["full of what is not asked", { context: { email: ["a"], plan: { level: 1 }, kind: 7 } }],
  ])("rule 9: may be %s", (_what, body) => {
    const parsed = flagRequestSchema.parse(body);
    expect(parsed.context ?? {}).toEqual({});
  });

  it.each([
    ["a platform that does not exist", { platform: "toaster" }],
    ["a version that is a number", { appVersion: 5.12 }],
    ["a locale that is a list", { locale: ["en-US"] }],
    ["a time zone that does not exist", { timezone: "Mars/Base" }],
    ["a time zone that is an object", { timezone: { id: "Asia/Omsk" } }],
  ])("rule 9: may have %s, which is not known and takes nothing else with it", (_what, wrong) => {
    const good = { targetingKey: "anna", platform: "iPadOS", appVersion: "5.12.0", locale: "ru_RU", timezone: "W-SU" };
    const read = { ...good, platform: "ios", locale: "ru-RU", timezone: "Europe/Moscow" };
    const [fact = ""] = Object.keys(wrong);
    const { [fact]: _unknown, ...rest } = Object.fromEntries(Object.entries(read));
    expect(flagRequestSchema.parse({ context: { ...good, ...wrong } })).toEqual({ context: rest });
  });

  it.each([
    ["a context that is a list", { context: [] }, "context"],
    ["a context that is a text", { context: "anna" }, "context"],
    ["a targetingKey that is a number", { context: { targetingKey: 7 } }, "context.targetingKey"],
    ["a targetingKey that is a phone number", { context: { targetingKey: "79161234567" } }, "context.targetingKey"],
    ["a targetingKey that is a list", { context: { targetingKey: ["anna"] } }, "context.targetingKey"],
    ["a body that is a list", [], ""],
  ])("rule 9: may not be %s", (_what, body, path) => {
    const parsed = flagRequestSchema.safeParse(body);
    expect(parsed.error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });
});
