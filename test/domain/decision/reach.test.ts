import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketOf, BUCKET_COUNT } from "../../../src/domain/decision/bucket.ts";
import { NO_CHOICES } from "../../../src/domain/decision/choice.ts";
import { decide } from "../../../src/domain/decision/decide.ts";
import { loadRuleset } from "../../../src/domain/decision/load-ruleset.ts";
import { standIn } from "../../../src/domain/decision/reach.ts";
import type { CompiledCampaign, KeptReach, Rollout } from "../../../src/domain/decision/ruleset.ts";
import { viewerOf } from "../../../src/domain/decision/viewer.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { sampleCampaign, sampleRuleset, waveOf } from "../../support/sample-ruleset.ts";

const AT = 150;
const WAVES = [waveOf([{ from: 100, until: 200 }])];
const frozen = (share: number): Rollout => ({ startedAt: 0, from: share, to: share, perHour: 0 });
const keptAt = (share: number, more: Partial<KeptReach> = {}): KeptReach => ({
  audience: { include: ["everyone"], exclude: [] },
  waves: WAVES,
  holdoutPercent: 0,
  rollout: frozen(share),
  watch: { guard: `new-year@${share}`, stage: 0, opensAt: 0, closesAt: 1_000 },
  ...more,
});

function openCampaign(campaign: Partial<CompiledCampaign>) {
  const rules = loadRuleset(sampleRuleset([sampleCampaign(campaign)]), compileLinearPattern);
  const viewerFor = (id: string) => viewerOf(rules, { subscriberId: id, profile: {}, choices: NO_CHOICES }, {});
  return {
    decide: (id: string, at = AT) => decide(rules, viewerFor(id), at),
    stand: (id: string) => standIn(rules.campaigns[0]!, viewerFor(id), AT),
  };
}

const people = Array.from({ length: 300 }, (_, index) => `s-${index}`);
const placeOf = (id: string) => bucketOf("new-year", id) / BUCKET_COUNT;
const share = fc.double({ min: 0, max: 0.9, noNaN: true });

describe("a campaign with earlier audiences", () => {
  it("is shown to the share that none of the audiences leaves out, in whatever order they came", () => {
    fc.assert(
      fc.property(share, fc.array(share, { maxLength: 4 }), fc.nat(4), (present, earlier, keptBefore) => {
        const all = 1 - [present, ...earlier].reduce((rest, each) => rest * (1 - each), 1);
        for (const kept of [earlier, earlier.toReversed()].map((shares) => shares.map((each) => keptAt(each)))) {
          const { decide: look } = openCampaign({ rollout: frozen(present), kept, keptBefore });
          for (const id of people.filter((person) => Math.abs(placeOf(person) - all) > 1e-9)) {
            expect(look(id).decision).toBe(placeOf(id) < all ? "show" : "none");
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("covers an equal share of those whom earlier audiences reached and of those whom they did not", () => {
    const { stand } = openCampaign({ rollout: frozen(0.1), kept: [keptAt(0.5)] });
    const left = people.filter((id) => placeOf(id) >= 0.5);
    for (const id of left) expect(stand(id).place / BUCKET_COUNT).toBeCloseTo((placeOf(id) - 0.5) / 0.5, 9);
  });

  it("gives it to nobody whom an older audience holds out, and takes it from nobody whom a newer one does", () => {
    const holding = keptAt(0.2, { holdoutPercent: 30 });
    const isHeld = (id: string) => placeOf(id) >= 0.7;
    const older = openCampaign({ kept: [holding] });
    const newer = openCampaign({ kept: [holding], keptBefore: 0 });
    const between = openCampaign({ kept: [holding, keptAt(0.9)] });
    for (const id of people) {
      expect(older.decide(id).reason).toBe(isHeld(id) ? "holdout" : "segment");
      expect(between.decide(id).reason).toBe(isHeld(id) ? "holdout" : "segment");
      expect(newer.decide(id).reason).toBe("segment");
    }
  });

  it("keeps its hours for those who had it before their new hours begin", () => {
    const late = [waveOf([{ from: 180, until: 200 }])];
    const { decide: look } = openCampaign({ waves: late, kept: [keptAt(0.4)] });
    for (const id of people) {
      const before = look(id);
      expect(before.reason).toBe(placeOf(id) < 0.4 ? "segment" : "outside-window");
      if (before.decision === "show") expect(before).toMatchObject({ from: 100, until: 200 });
      expect(look(id, 190).reason).toBe("segment");
    }
  });
});
