import { describe, expect, it } from "vitest";
import { openRoomWait } from "../../src/storage/wait-for-room.ts";

describe("a duty that waits for room", () => {
  it("does nothing while there is little, is looked at again soon, and is done as soon as there is enough", async () => {
    let state: "low" | "enough" = "low";
    let done = 0;
    const inRoom = openRoomWait(async () => ({ state, freeBytes: 0, refusal: null }));
    const duty = inRoom({
      name: "renew",
      nextAt: (now) => (done === 0 ? now - 5_000 : undefined),
      run: async () => `done ${++done}`,
      longestRetryMs: 7,
    });
    expect([duty.nextAt(100_000), await duty.run(100_000), done]).toEqual([95_000, undefined, 0]);
    expect(duty.nextAt(100_000)).toBe(110_000);
    state = "enough";
    expect(await duty.run(110_000)).toBe("done 1");
    expect([duty.nextAt(110_000), duty.name, duty.longestRetryMs]).toEqual([undefined, "renew", 7]);
  });
});
