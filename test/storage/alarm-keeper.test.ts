import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openAlarmKeeper, type Duty, type KeeperOptions } from "../../src/storage/alarm-keeper.ts";

const START = 1_000_000;

/** What the log was told, a line each. */
let lines: Record<string, string | number>[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  lines = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => {
    // Parsed boundary: the keeper writes lines of JSON.
    lines.push(JSON.parse(line) as Record<string, string | number>);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** An object's storage, which outlives the object. */
function openStorage() {
  const kept = new Map<string, unknown>();
  let alarm: number | null = null;
  return {
    kv: {
      get: (key: string) => structuredClone(kept.get(key)),
      put: (key: string, value: unknown) => kept.set(key, value),
    },
    getAlarm: async () => alarm,
    async setAlarm(at: number) {
      alarm = at;
    },
    /** As the platform does: it takes the alarm away, then wakes the object. */
    take() {
      const at = alarm;
      alarm = null;
      return at;
    },
  };
}

const RETRY = { firstRetryMs: 1_000, longestRetryMs: 8_000, mayQuoteErrors: true };

function openKeeper(duties: () => readonly Duty[], storage = openStorage(), options: Partial<KeeperOptions> = {}) {
  const keeper = openAlarmKeeper(storage, { object: "thing", ...RETRY, duties, ...options });
  /** Goes to the instant of the alarm and lets it ring; answers how far that was. */
  const ringInTime = async () => {
    const at = storage.take();
    if (at === null) return undefined;
    const wait = Math.max(0, at - Date.now());
    vi.setSystemTime(Math.max(at, Date.now()));
    await keeper.ring();
    return wait;
  };
  return { ...keeper, storage, ringInTime };
}

/** A duty that is due at an instant, and done once it has run. */
function duty(name: string, at: number, run: (now: number) => Promise<string | undefined> = async () => undefined) {
  let isDone = false;
  const runs: number[] = [];
  const made: Duty = {
    name,
    nextAt: () => (isDone ? undefined : at),
    async run(now) {
      runs.push(now);
      const undone = await run(now);
      isDone = undone === undefined;
      return undone;
    },
  };
  return { ...made, runs };
}

const throws = (message: string) => async (): Promise<undefined> => {
  throw new TypeError(message);
};

describe("the keeper of alarms", () => {
  it("runs each duty when it is due, and sets the alarm to the one that is next", async () => {
    const first = duty("first", START + 5_000);
    const second = duty("second", START + 60_000);
    const keeper = openKeeper(() => [second, first]);
    await keeper.arm();
    expect([await keeper.ringInTime(), first.runs, second.runs]).toEqual([5_000, [START + 5_000], []]);
    expect([await keeper.ringInTime(), second.runs]).toEqual([55_000, [START + 60_000]]);
    expect(await keeper.ringInTime()).toBeUndefined();
  });

  it("lets one that throws hold up no other, tells why, and tries it again with growing patience", async () => {
    const bad = duty("bad", START, throws("broken"));
    const good = duty("good", START);
    const keeper = openKeeper(() => [bad, good]);
    await keeper.arm();
    await keeper.ringInTime();
    expect(good.runs).toEqual([START]);
    const trouble = { duty: "bad", failures: 1, since: START, reason: "TypeError: broken", nextTryAt: START + 1_000 };
    expect(keeper.listTroubles()).toEqual([trouble]);
    expect(lines).toEqual([
      { event: "duty-failed", object: "thing", duty: "bad", failures: 1, reason: "TypeError: broken" },
    ]);
    const waits = [];
    for (let turn = 0; turn < 5; turn++) waits.push(await keeper.ringInTime());
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 8_000]);
  });

  it("counts what a duty leaves undone as a failure, and forgets failures once it succeeds", async () => {
    let undone: string | undefined = "2 shards are behind";
    const stubborn = duty("stubborn", START, async () => undone);
    const keeper = openKeeper(() => [stubborn]);
    await keeper.arm();
    await keeper.ringInTime();
    expect(keeper.listTroubles()).toMatchObject([{ reason: "2 shards are behind", failures: 1 }]);
    undone = undefined;
    await keeper.ringInTime();
    expect(keeper.listTroubles()).toEqual([]);
  });

  it("remembers failures and times when the object dies, and forgets a duty that is gone", async () => {
    const storage = openStorage();
    const bad = duty("bad", START, throws("broken"));
    const before = openKeeper(() => [bad], storage);
    await before.arm();
    await before.ringInTime();
    await before.ringInTime();
    const after = openKeeper(() => [bad], storage);
    expect(after.listTroubles()).toEqual(before.listTroubles());
    expect(await after.ringInTime()).toBe(2_000);
    const gone = openKeeper(() => [], storage);
    await gone.arm();
    expect(gone.listTroubles()).toEqual([]);
  });

  it.each([
    ["of an object that holds people's words", new TypeError("anna said no"), false],
    ["that comes from another object", Object.assign(new TypeError("anna said no"), { remote: true }), true],
  ])("quotes no error %s", async (_what, error, mayQuoteErrors) => {
    const bad = duty("bad", START, () => Promise.reject(error));
    const keeper = openKeeper(() => [bad], openStorage(), { mayQuoteErrors });
    await keeper.arm();
    await keeper.ringInTime();
    expect(JSON.stringify([lines, keeper.listTroubles()])).not.toContain("anna");
    expect(keeper.listTroubles()).toMatchObject([{ reason: "TypeError" }]);
  });

  it("goes on without a duty that hangs, starts it no second time, and hears when it ends", async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const hanging = duty("hanging", START, () => promise);
    const good = duty("good", START + 10_000);
    const keeper = openKeeper(() => [hanging, good]);
    await keeper.arm();
    const ringing = keeper.ringInTime();
    await vi.advanceTimersByTimeAsync(3_000);
    await ringing;
    expect(await keeper.ringInTime()).toBe(7_000);
    expect([hanging.runs.length, good.runs.length]).toEqual([1, 1]);
    // Were the object to die now, the alarm would find it undone.
    expect(await keeper.storage.getAlarm()).toBe(Date.now() + 60_000);
    resolve(undefined);
    await vi.advanceTimersByTimeAsync(0);
    await keeper.ringInTime();
    expect([hanging.runs.length, keeper.listTroubles()]).toEqual([1, []]);
  });

  it("never moves a time away by which a duty is due, however often it is armed", async () => {
    const news = { name: "news", nextAt: (now: number) => now + 5_000, run: async () => undefined };
    const keeper = openKeeper(() => [news]);
    await keeper.arm();
    vi.setSystemTime(START + 4_000);
    await keeper.arm();
    expect(await keeper.storage.getAlarm()).toBe(START + 5_000);
  });

  it("does not spin when a duty is due again at once", async () => {
    const restless = { name: "restless", nextAt: (now: number) => now, run: async () => undefined };
    const keeper = openKeeper(() => [restless]);
    await keeper.arm();
    await keeper.ringInTime();
    expect(await keeper.ringInTime()).toBe(1_000);
  });

  it("sets the alarm again when what is due can't be read, of one duty or of all", async () => {
    const good = duty("good", START + 500);
    let isBroken = true;
    const corrupt = {
      name: "corrupt",
      nextAt: (): number | undefined => {
        if (isBroken) throw new SyntaxError("no JSON");
        return undefined;
      },
      run: async () => undefined,
    };
    let duties = (): readonly Duty[] => [corrupt, good];
    const keeper = openKeeper(() => duties());
    await keeper.arm();
    expect([await keeper.ringInTime(), good.runs.length]).toEqual([500, 1]);
    expect(keeper.listTroubles()).toMatchObject([{ duty: "corrupt", reason: "SyntaxError: no JSON" }]);
    duties = () => {
      throw new Error("no table");
    };
    await keeper.ringInTime();
    expect(lines.at(-1)).toMatchObject({ event: "duties-unknown", reason: "Error: no table" });
    isBroken = false;
    duties = () => [corrupt];
    await keeper.ringInTime();
    expect(keeper.listTroubles()).toEqual([]);
  });

  it("goes on when the disk takes no more", async () => {
    const storage = openStorage();
    storage.kv.put = () => {
      throw new Error("database or disk is full");
    };
    const bad = duty("bad", START, throws("broken"));
    const keeper = openKeeper(() => [bad], storage);
    await keeper.arm();
    await keeper.ringInTime();
    expect([await keeper.ringInTime(), await keeper.ringInTime()]).toEqual([1_000, 2_000]);
    expect(lines.some(({ event }) => event === "schedule-not-kept")).toBe(true);
  });
});
