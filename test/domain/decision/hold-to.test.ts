import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdTo, startOf, stopStateOf } from "../../../src/domain/decision/hold-to.ts";
import type { CampaignState } from "../../../src/domain/stop-state.ts";
import { sampleCampaign, sampleRuleset } from "../../support/sample-ruleset.ts";

const KEYS = ["tree", "tulip", "heart"];
const states = fc.constantFrom<CampaignState>("running", "halted", "stopped");
const campaigns = fc.uniqueArray(
  fc.record({ key: fc.constantFrom(...KEYS), start: fc.constantFrom(1, 2), state: states, isHeld: fc.boolean() }),
  { selector: ({ key }) => key, maxLength: 3 },
);
const rulesets = fc
  .record({ version: fc.integer({ min: 1, max: 5 }), stopped: fc.boolean(), campaigns })
  .map(({ campaigns: chosen, ...rest }) =>
    sampleRuleset(
      chosen.map(({ key, start, state, isHeld }) => ({
        ...sampleCampaign({ key, state }),
        ...(isHeld && { isClosed: true as const }),
        watch: { guard: `${key}@${start}`, stage: 0, opensAt: 0, closesAt: 1 },
      })),
      rest,
    ),
  );
const LEVEL: Readonly<Record<CampaignState, number>> = { running: 0, halted: 1, stopped: 2 };

describe("a ruleset that is held to what a later one has stopped", () => {
  it("lets nothing be seen that the later one does not, and nothing that it did not let be seen itself", () => {
    fc.assert(
      fc.property(rulesets, rulesets, (earlier, later) => {
        const stopState = stopStateOf(later);
        const held = holdTo(earlier, stopState) ?? earlier;
        if (later.version <= earlier.version) {
          expect(held).toBe(earlier);
          return;
        }
        expect(held.stopped).toBe(earlier.stopped || later.stopped);
        for (const [index, campaign] of held.campaigns.entries()) {
          const own = earlier.campaigns[index];
          const others = later.campaigns.find((each) => startOf(each) === startOf(campaign));
          expect(LEVEL[campaign.state]).toBe(
            Math.max(LEVEL[own?.state ?? "stopped"], LEVEL[others?.state ?? "stopped"]),
          );
          // What is held comes to nobody new, though it would take the place of what was stopped.
          expect(campaign.isClosed === true).toBe(own?.isClosed === true || others?.isClosed === true);
          expect({ ...campaign, state: own?.state, isClosed: own?.isClosed }).toEqual(own);
        }
        expect(holdTo(held, stopState)).toBeUndefined();
      }),
    );
  });

  it("has the later number if anything is different, so that no phone goes back to what was decided before", () => {
    fc.assert(
      fc.property(rulesets, rulesets, (earlier, later) => {
        const held = holdTo(earlier, stopStateOf(later));
        if (held !== undefined) expect(held.version).toBe(Math.max(earlier.version, later.version));
      }),
    );
  });

  it("is the later one exactly where that only stops something", () => {
    fc.assert(
      fc.property(rulesets, fc.array(states, { minLength: 3, maxLength: 3 }), (earlier, more) => {
        const stopped = earlier.campaigns.map((campaign, index) => {
          const state = more[index] ?? "running";
          return LEVEL[state] > LEVEL[campaign.state] ? { ...campaign, state } : campaign;
        });
        const later = { ...earlier, version: earlier.version + 1, campaigns: stopped };
        const held = holdTo(earlier, stopStateOf(later));
        if (held !== undefined) expect(held).toEqual(later);
        else expect(later.campaigns).toEqual(earlier.campaigns);
      }),
    );
  });
});
