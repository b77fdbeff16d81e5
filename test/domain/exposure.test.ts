import { describe, expect, it } from "vitest";
import { countChange, NO_COUNTS, NOT_EXPOSED, noteEvent, type ExposureEvent } from "../../src/domain/exposure.ts";

function countAll(events: readonly ExposureEvent[]) {
  let [exposure, counts] = [NOT_EXPOSED, NO_COUNTS];
  for (const event of events) {
    const next = noteEvent(exposure, event);
    counts = countChange(counts, exposure, next);
    exposure = next;
  }
  return counts;
}

describe("counting", () => {
  it("counts an accepted gift once, among those who asked", () => {
    const gift = { kind: "shown", reason: "gift", stage: 0, at: 1 } as const;
    expect(countAll([gift, { ...gift, at: 2 }])).toEqual({ byStage: [], asked: 1, gifts: 1 });
  });

  it("keeps a gift when the same person is later shown the campaign unasked", () => {
    const counts = countAll([
      { kind: "shown", reason: "gift", stage: 0, at: 1 },
      { kind: "shown", reason: "segment", stage: 0, at: 2 },
      { kind: "opted-out", at: 3 },
    ]);
    expect(counts).toMatchObject({ asked: 1, gifts: 1, byStage: [{ exposed: 1, optedOut: 1 }] });
  });
});
