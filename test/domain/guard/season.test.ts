import { describe, expect, it } from "vitest";
import { ATTRIBUTION_MS } from "../../../src/domain/guard/exposure.ts";
import { seasonAt } from "../../../src/domain/guard/season.ts";

describe("the season at an instant", () => {
  it("is from the first to the last instant of all zones and waves", () => {
    const windows = [
      { from: 300, until: 500 },
      { from: 100, until: 400 },
    ];
    for (const now of [0, 100, 399]) expect(seasonAt(windows, now)).toEqual({ from: 100, until: 500 });
  });

  it("takes windows together while people may still mind the one before, and no others", () => {
    const next = 200 + ATTRIBUTION_MS;
    expect(
      seasonAt(
        [
          { from: 100, until: 200 },
          { from: next, until: next + 10 },
        ],
        0,
      ),
    ).toEqual({ from: 100, until: next + 10 });
    expect(
      seasonAt(
        [
          { from: 100, until: 200 },
          { from: next + 1, until: next + 10 },
        ],
        0,
      ),
    ).toEqual({ from: 100, until: 200 });
  });

  it("is the next one once it is over, and none after the last", () => {
    const next = 300 + ATTRIBUTION_MS;
    const windows = [
      { from: 100, until: 200 },
      { from: next, until: next + 10 },
    ];
    expect(seasonAt(windows, 200)).toEqual({ from: next, until: next + 10 });
    expect(seasonAt(windows, next + 10)).toBeUndefined();
  });
});
