import fc from "fast-check";
import { expect, it } from "vitest";
import { sayUtcMinute } from "../../src/domain/say-utc-minute.ts";

it("names every minute as the calendar does", () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2400, 0, 1) }), (at) => {
      expect(sayUtcMinute(at)).toBe(`${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`);
    }),
  );
});
