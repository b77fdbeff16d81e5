import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { inEvenTime } from "../../src/http/in-even-time.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("work in even time", () => {
  it("is not done before its time is over, however fast it was", async () => {
    const isDone = vi.fn();
    const done = inEvenTime(Promise.resolve("fast")).then(isDone);
    await vi.advanceTimersByTimeAsync(49);
    expect(isDone).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await done;
    expect(isDone).toHaveBeenCalledWith("fast");
  });

  it("is not cut short by it, and fails as it fails", async () => {
    const work = Promise.withResolvers<string>();
    const done = inEvenTime(work.promise);
    await vi.advanceTimersByTimeAsync(1_000);
    work.reject(new Error("disk full"));
    await expect(done).rejects.toThrow("disk full");
  });
});
