import { describe, expect, it } from "vitest";
import { weighGifts } from "../../../src/domain/guard/weigh-gifts.ts";

describe("the guard of gifts", () => {
  it("lets one in five decline for ever, and takes alarm when half do", () => {
    expect(weighGifts({ answered: 100_000, declined: 20_000 }).isAlarming).toBe(false);
    expect(weighGifts({ answered: 4, declined: 4 }).isAlarming).toBe(false);
    expect(weighGifts({ answered: 60, declined: 30 }).isAlarming).toBe(true);
  });
});
