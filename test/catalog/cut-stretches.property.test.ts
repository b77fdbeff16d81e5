import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantsOfDays, listDays } from "../../src/calendar/instants-of-days.ts";
import { cutStretches } from "../../src/catalog/cut-stretches.ts";
import { decide } from "../../src/domain/decision/decide.ts";
import { loadRuleset } from "../../src/domain/decision/load-ruleset.ts";
import type { CompiledWave, Ruleset } from "../../src/domain/decision/ruleset.ts";
import { viewerOf } from "../../src/domain/decision/viewer.ts";
import type { Window } from "../../src/domain/campaign/schedule.ts";
import { compileLinearPattern } from "../../src/regex/linear-regex.ts";
import { devices, rulesets, subscribers } from "../domain/arbitraries.ts";
import { sampleCampaign, sampleRuleset, waveOf } from "../support/sample-ruleset.ts";
import { listZoneNames } from "../../src/domain/zone.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const FIRST = "2027-03-20";
const DAYS = listDays(FIRST, "2027-04-09");
const BASE = Date.parse(FIRST);
const SPAN = { from: BASE - DAY_MS, until: BASE + (DAYS.length + 2) * DAY_MS };
/** What is a millisecond in the sample world. */
const UNIT_MS = 6 * HOUR_MS;
const GROWTH = UNIT_MS / HOUR_MS / HOUR_MS;

const place = (instant: number) => BASE + instant * UNIT_MS;
const placeWindow = ({ from, until }: Window) => ({ from: place(from), until: place(until) });
const placeWave = (wave: CompiledWave) => ({
  ...wave,
  windowSets: wave.windowSets.map((windows) => windows.map(placeWindow)),
});

/** The same world over days rather than milliseconds. */
function stretchOut(ruleset: Ruleset): Ruleset {
  return {
    ...ruleset,
    campaigns: ruleset.campaigns.map((campaign) => ({
      ...campaign,
      waves: campaign.waves.map(placeWave),
      ...(campaign.rollout && {
        rollout: {
          ...campaign.rollout,
          startedAt: place(campaign.rollout.startedAt),
          perHour: campaign.rollout.perHour / HOUR_MS / GROWTH / HOUR_MS,
        },
      }),
    })),
  };
}

const worlds = fc.tuple(rulesets.map(stretchOut), rulesets.map(stretchOut));
const asked = fc.record({
  time: fc.constantFrom("00:00", "02:30", "12:00", "23:59"),
  zone: fc.constantFrom("own", "Europe/Moscow", "America/New_York"),
});
const people = fc.array(fc.record({ subscriber: subscribers, device: devices }), { minLength: 1, maxLength: 6 });

describe("days of one stretch", () => {
  it("are alike for everybody, and on those of none nobody sees anything, for one reason, whatever they chose", () => {
    fc.assert(
      fc.property(worlds, asked, people, (both, { time, zone }, crowd) => {
        const days = cutStretches({ days: DAYS, time, zone }, DAYS, both, SPAN);
        const loaded = both.map((ruleset) => loadRuleset(ruleset, compileLinearPattern));
        const closed = new Set<string>();
        for (const { subscriber, device } of crowd) {
          const seen = new Map<number, string>();
          const viewers = loaded.map((rules) => viewerOf(rules, subscriber, device));
          const instants = instantsOfDays(DAYS, time, zone === "own" ? (viewers[1]?.zone ?? "") : zone);
          for (const [day, { stretch }] of days.entries()) {
            const sight = loaded.map((rules, index) => {
              const viewer = viewers[index];
              const decision = viewer && decide(rules, viewer, instants[day] ?? 0);
              return decision?.decision === "show" ? `${decision.campaign} ${decision.reason}` : decision?.reason;
            });
            if (stretch === null) closed.add(sight.join(" | "));
            else expect(seen.get(stretch) ?? sight.join()).toBe(sight.join());
            if (stretch !== null) seen.set(stretch, sight.join());
          }
        }
        expect(closed.size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 400 },
    );
  });

  it("are cut for every name of a zone that there is", () => {
    const zoneGroups = Object.fromEntries(listZoneNames().map((zone) => [zone, 0]));
    const ruleset = sampleRuleset([sampleCampaign({ waves: [waveOf([SPAN])] })], { zoneGroups });
    const days = cutStretches({ days: DAYS, time: "12:00", zone: "own" }, DAYS, [ruleset, ruleset], SPAN);
    expect(new Set(days.map(({ stretch }) => stretch))).toEqual(new Set([0]));
  });

  const tree = (from: string, until: string) => [waveOf([{ from: Date.parse(from), until: Date.parse(until) }])];
  const cut = (waves: readonly CompiledWave[], rollout?: Parameters<typeof sampleCampaign>[0]) => {
    const ruleset = sampleRuleset([sampleCampaign({ waves, ...rollout })]);
    const days = cutStretches({ days: DAYS, time: "12:00", zone: "Europe/Moscow" }, DAYS, [ruleset, ruleset], SPAN);
    return days.map(({ stretch }) => stretch ?? "-").join("");
  };

  it("are as few as there are states: nothing before and after a campaign, and one while it shows", () => {
    expect(cut(tree("2027-03-25T00:00:00+03:00", "2027-03-29T00:00:00+03:00"))).toBe("-----0000------------");
  });

  it("are one where the same is open again after a pause", () => {
    const [wave] = tree("2027-03-25T00:00:00+03:00", "2027-03-27T00:00:00+03:00");
    const again = { from: Date.parse("2027-03-30T00:00:00+03:00"), until: Date.parse("2027-04-01T00:00:00+03:00") };
    expect(cut([waveOf([...(wave?.windowSets[0] ?? []), again])])).toBe("-----00---00---------");
  });

  it("stay apart while a rollout grows, and not once it has grown", () => {
    const startedAt = Date.parse("2027-03-20T00:00:00+03:00");
    const grows = { rollout: { startedAt, from: 0, to: 0.9, perHour: 0.02 } };
    expect(cut(tree("2027-03-20T00:00:00+03:00", "2027-03-25T00:00:00+03:00"), grows)).toBe(`01222${"-".repeat(16)}`);
  });
});
