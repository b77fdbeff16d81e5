import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldChoice } from "../../../src/domain/decision/choice.ts";
import { decide } from "../../../src/domain/decision/decide.ts";
import { loadRuleset } from "../../../src/domain/decision/load-ruleset.ts";
import { outlookIfAsked, outlookOn } from "../../../src/domain/decision/outlook.ts";
import { viewerOf } from "../../../src/domain/decision/viewer.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { sampleCampaign, sampleRuleset, waveOf } from "../../support/sample-ruleset.ts";
import { situations } from "../arbitraries.ts";

const themes = fc.constantFrom({ key: "tree" }, { key: "tulip" }, { key: "hearts" });
const nobody = { subscriberId: "demo", profile: {}, choices: {} };
const LAST_INSTANT = 130;

describe("the outlook on a theme", () => {
  it("promises exactly what the decision then does: never more, never later", () => {
    fc.assert(
      fc.property(situations, themes, ({ ruleset, subscriber, device, at }, theme) => {
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const viewer = viewerOf(rules, subscriber, device);
        const outlook = outlookOn(rules, viewer, theme, at);
        const showsAt = (instant: number) => {
          const decision = decide(rules, viewer, instant);
          return decision.decision === "show" && decision.decoration === theme.key;
        };
        if ("from" in outlook) {
          const first = outlook.status === "showing" ? at : outlook.from;
          expect(showsAt(first)).toBe(true);
          expect(first > at).toBe(outlook.status === "scheduled");
          for (let instant = at; instant < first; instant++) expect(showsAt(instant)).toBe(false);
        } else {
          for (let instant = at; instant < LAST_INSTANT; instant++) expect(showsAt(instant)).toBe(false);
        }
      }),
    );
  });

  it("if it were asked for, is the outlook after it was asked for", () => {
    fc.assert(
      fc.property(situations, themes, ({ ruleset, subscriber, device, at }, theme) => {
        const rules = loadRuleset(ruleset, compileLinearPattern);
        const viewer = viewerOf(rules, subscriber, device);
        const request = { id: 1_000, scope: `theme:${theme.key}`, value: "in", at: 1, channel: "web" } as const;
        const asked = { ...viewer, choices: foldChoice(viewer.choices, request) };
        expect(outlookIfAsked(rules, viewer, theme, at)).toEqual(outlookOn(rules, asked, theme, at));
      }),
    );
  });

  it("tells what is planned but not for this person from what is not planned at all", () => {
    const outlooks = (campaigns: Parameters<typeof sampleRuleset>[0], at: number) => {
      const rules = loadRuleset(sampleRuleset(campaigns), compileLinearPattern);
      return outlookIfAsked(rules, viewerOf(rules, nobody, {}), { key: "tree" }, at).status;
    };
    expect(outlooks([sampleCampaign()], 50)).toBe("scheduled");
    expect(outlooks([sampleCampaign()], 150)).toBe("showing");
    expect(outlooks([sampleCampaign()], 200)).toBe("not-planned");
    expect(outlooks([sampleCampaign({ state: "stopped" })], 50)).toBe("noted");
    expect(outlooks([], 50)).toBe("not-planned");
    const tulip = sampleCampaign({ key: "spring", decoration: "tulip", theme: "tulip", priority: 9 });
    expect(outlooks([tulip, sampleCampaign({ waves: [waveOf([{ from: 120, until: 150 }])] })], 50)).toBe("noted");
  });
});
