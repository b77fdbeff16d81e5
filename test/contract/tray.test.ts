import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeTray, toTrayDecoration, trayDecorationSchema, traySchema, type Tray } from "../../src/contract/tray.ts";
import type { Scope } from "../../src/domain/decision/choice.ts";
import { loadRuleset } from "../../src/domain/decision/load-ruleset.ts";
import type { Ruleset } from "../../src/domain/decision/ruleset.ts";
import { timeline } from "../../src/domain/decision/timeline.ts";
import { viewerOf } from "../../src/domain/decision/viewer.ts";
import type { Subscriber } from "../../src/domain/decision/loaded-ruleset.ts";
import { compileLinearPattern } from "../../src/regex/linear-regex.ts";
import { situations } from "../domain/arbitraries.ts";
import { sampleCampaign, sampleRuleset } from "../support/sample-ruleset.ts";

const anna: Subscriber = { subscriberId: "anna", profile: {}, choices: {} };
const OFF_URL = "https://garland.example/o/token";

interface Question {
  readonly subscriber?: Subscriber;
  readonly device?: Readonly<Record<string, string>>;
  readonly scopes?: readonly Scope[];
  readonly revision?: number;
  readonly sms?: NonNullable<Tray["off"]["sms"]>;
}

function trayAt(ruleset: Ruleset, at: number, question: Question = {}): Tray {
  const { subscriber = anna, device = {}, scopes = ["all"], revision = 0, sms } = question;
  const rules = loadRuleset(ruleset, compileLinearPattern);
  return composeTray({
    rules,
    timeline: timeline(rules, viewerOf(rules, subscriber, device), at),
    subscriberId: subscriber.subscriberId,
    at,
    revision,
    off: { url: OFF_URL, ...(sms === undefined ? {} : { sms }), scopes: [...scopes] },
  });
}

describe("a tray", () => {
  const rules = sampleRuleset([sampleCampaign()]);

  it("has the same members when there is nothing to show, so that a phone always learns what to clear", () => {
    const shown = trayAt(rules, 150);
    const nothing = trayAt(rules, 300);
    expect(shown.decision).toBe("show");
    expect(nothing).toMatchObject({ decision: "none", decoration: null, showFrom: null, showUntil: null });
    expect(Object.keys(nothing)).toEqual(Object.keys(shown));
    expect(nothing.off).toEqual(shown.off);
  });

  it("is as its schema says, and shows a decoration exactly when it says so, until a known instant (invariant 8)", () => {
    fc.assert(
      fc.property(situations, ({ ruleset, subscriber, device, at }) => {
        const tray = trayAt(ruleset, at, { subscriber, device: toTexts(device) });
        expect(traySchema.parse(JSON.parse(JSON.stringify(tray)))).toEqual(tray);
        const isShown = tray.decision === "show";
        expect([tray.decoration, tray.showFrom, tray.showUntil].map((member) => member !== null)).toEqual([
          isShown,
          isShown,
          isShown,
        ]);
        if (tray.showUntil !== null) expect(Date.parse(tray.showUntil)).toBeGreaterThan(at);
        for (const show of tray.upcoming) expect(Date.parse(show.showUntil)).toBeGreaterThan(Date.parse(show.showFrom));
      }),
      { numRuns: 1_000 },
    );
  });

  it("names the operator's text message where there is one, and has no such member where there is none", () => {
    const sms = { number: "0000", text: "СТОП" };
    for (const at of [150, 300]) {
      expect(trayAt(rules, at, { sms }).off).toMatchObject({ url: OFF_URL, sms });
      expect(Object.keys(trayAt(rules, at).off)).toEqual(["url", "scopes", "labels"]);
    }
  });

  it("leaves out what would show a decoration that the ruleset does not have", () => {
    const broken = sampleRuleset([sampleCampaign({ decoration: "lost" })]);
    expect(trayAt(broken, 150)).toMatchObject({ decision: "none", reason: "no-campaign", decoration: null });
    expect(trayAt(broken, 50).upcoming).toEqual([]);
  });

  it("writes the button of every scope in both languages", () => {
    const { off } = trayAt(rules, 150, { scopes: ["theme:hearts", "category:romance", "all"] });
    expect(off.url).toBe(OFF_URL);
    expect(Object.keys(off.labels)).toEqual(["theme:hearts", "category:romance", "all"]);
    expect(off.labels["all"]).toEqual({ ru: "Все украшения", en: "All decorations" });
    for (const label of Object.values(off.labels)) expect(label.ru.length * label.en.length).toBeGreaterThan(0);
  });

  it("has an epoch that rises with every ruleset and every change of choices, whichever comes first", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }), (steps) => {
        let version = 1;
        let revision = 0;
        let epoch = trayAt({ ...rules, version }, 150, { revision }).epoch;
        for (const isPublication of steps) {
          if (isPublication) version += 1;
          else revision += 1;
          const next = trayAt({ ...rules, version }, 150, { revision }).epoch;
          expect(next).toBeGreaterThan(epoch);
          epoch = next;
        }
      }),
    );
  });
});

describe("a decoration in a tray", () => {
  const [tree] = sampleRuleset([]).decorations;

  it("is known to phones by its own key, whatever version of it a ruleset holds", () => {
    const plain = toTrayDecoration({ ...tree!, key: "tree" });
    expect(toTrayDecoration({ ...tree!, key: "tree@1a2b3c4d" })).toEqual(plain);
    expect(JSON.stringify(plain)).not.toContain("1a2b3c4d");
  });

  it("says what goes with it, and null where a definition, such as one stored long ago, says nothing", () => {
    const whole = toTrayDecoration({ ...tree!, iosAlternateIcon: "NewYear", accent: "#2E9148" });
    expect([whole.ios.alternateIcon, whole.tint.accent]).toEqual(["NewYear", "#2E9148"]);
    const old = toTrayDecoration(tree!);
    expect([old.ios.alternateIcon, old.tint.accent, old.web.purpose]).toEqual([null, null, "monochrome"]);
    expect(trayDecorationSchema.parse(old)).toEqual(old);
  });

  it("names assets by the hash of the art", () => {
    const { android, web } = toTrayDecoration({ ...tree!, key: "tree", artHash: "0123456789ab" });
    expect(web.svg).toBe("/i/tree.0123456789ab.svg");
    expect(Object.entries(android.png)).toEqual(
      [
        ["mdpi", 24],
        ["hdpi", 36],
        ["xhdpi", 48],
        ["xxhdpi", 72],
        ["xxxhdpi", 96],
      ].map(([density, pixels]) => [density, `/i/tree@${pixels}.0123456789ab.png`]),
    );
  });
});

function toTexts(facts: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, String(value)]));
}
