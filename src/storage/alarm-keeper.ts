import type { FailingDuty } from "../domain/failing-duty.ts";
import { logFailure } from "./log.ts";

/** Something that an object does by itself when its time has come. */
export interface Duty {
  readonly name: string;
  /** When to run it next, by what is stored; undefined: there is nothing to do. It only reads. */
  nextAt(now: number): number | undefined;
  /**
   * Does what is due, and nothing if nothing is. Answers what it had to leave undone, in words that tell nothing of
   * anybody; that counts as a failure, and so does whatever it throws.
   */
  run(now: number): Promise<string | undefined>;
  /** Instead of the keeper's own, where trying often is of no use. */
  readonly longestRetryMs?: number;
}

export interface KeeperOptions {
  /** How the log calls the object. */
  readonly object: string;
  /** All duties there are now. One that is gone is forgotten, with its failures. */
  duties(): readonly Duty[];
  /** The first wait after a failure; it doubles with each one that follows, up to the longest. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** The message of an error may hold what is stored. Where that are people's words, the log gets its kind only. */
  readonly mayQuoteErrors: boolean;
}

/** What the keeper needs of an object's storage. */
export interface KeeperStorage {
  readonly kv: { get(key: string): unknown; put(key: string, value: unknown): void };
  getAlarm(): Promise<number | null>;
  setAlarm(at: number): Promise<void>;
}

/** An alarm waits so long for its duties. One that takes longer goes on beside it and holds up no other. */
const PATIENCE_MS = 3_000;
/** Should the object die while a duty goes on, it is run again after this time. */
const LEASE_MS = 60_000;
/** A duty that is due again at once waits a moment, so that a mistake can't make an object spin. */
const PAUSE_MS = 1_000;

const KEPT_AS = "alarm-keeper";
/** What every object has to manage before all else. */
const KEEP = "keep what is due";
/** Stands for the duties while they can't be listed. */
const UNKNOWN = "";

interface Failing {
  readonly failures: number;
  readonly since: number;
  readonly reason: string;
}

interface Kept {
  /** By duty. */
  readonly schedule: Readonly<Record<string, number>>;
  readonly failing: Readonly<Record<string, Failing>>;
}

/**
 * Keeps the one alarm that an object has for all of its duties. Each runs by itself: what fails is logged, told by
 * `listTroubles`, and tried again with growing patience, while the others go on; and whatever happens the alarm is set
 * again. `alarm()` of the object calls `ring`, and whoever may have given it something to do calls `arm`.
 */
export function openAlarmKeeper(storage: KeeperStorage, options: KeeperOptions) {
  // Parsed boundary: only `keep` writes it.
  const kept = storage.kv.get(KEPT_AS) as Kept | undefined;
  const schedule = new Map(Object.entries(kept?.schedule ?? {}));
  const failing = new Map(Object.entries(kept?.failing ?? {}));
  const running = new Set<string>();
  const pausedUntil = new Map<string, number>();
  let written = JSON.stringify(kept);
  /** Since when nothing can be written here. */
  let unkept: Failing | undefined;

  /** What can't be written is remembered while the object lives: a full disk must not keep it from its duties. */
  function keep(): void {
    const changed: Kept = { schedule: Object.fromEntries(schedule), failing: Object.fromEntries(failing) };
    const text = JSON.stringify(changed);
    if (text === written) return;
    try {
      storage.kv.put(KEPT_AS, changed);
      written = text;
      unkept = undefined;
    } catch (error) {
      const reason = describe(error);
      const at = Date.now();
      unkept = { failures: (unkept?.failures ?? 0) + 1, since: unkept?.since ?? at, reason };
      logFailure({ event: "schedule-not-kept", object: options.object, reason });
    }
  }

  function describe(error: unknown): string {
    if (!(error instanceof Error)) return typeof error;
    // Another object has thrown it, which may hold people's words though this one doesn't.
    const isRemote = Reflect.get(error, "remote") === true;
    return options.mayQuoteErrors && !isRemote ? `${error.name}: ${error.message}` : error.name;
  }

  function noteFailure({ name: duty, longestRetryMs = options.longestRetryMs }: Duty, reason: string): void {
    const before = failing.get(duty);
    const now = Date.now();
    const failures = (before?.failures ?? 0) + 1;
    failing.set(duty, { failures, since: before?.since ?? now, reason });
    schedule.set(duty, now + Math.min(options.firstRetryMs * 2 ** (failures - 1), longestRetryMs));
    logFailure({ event: "duty-failed", object: options.object, duty, failures, reason });
  }

  function forget(duty: string): void {
    schedule.delete(duty);
    failing.delete(duty);
  }

  /** Brings the schedule into line with what there is to do. A time that stands is only ever moved nearer. */
  function plan(now: number): readonly Duty[] {
    try {
      const duties = options.duties();
      const names = new Set(duties.map(({ name }) => name));
      for (const name of schedule.keys()) if (!names.has(name)) forget(name);
      for (const duty of duties) if (!running.has(duty.name)) planDuty(duty, now);
      return duties;
    } catch (error) {
      // Which duties there are can't be read, so the alarm is all that is left of them.
      logFailure({ event: "duties-unknown", object: options.object, reason: describe(error) });
      schedule.set(UNKNOWN, now + options.longestRetryMs);
      return [];
    }
  }

  function planDuty(duty: Duty, now: number): void {
    const { name } = duty;
    let next: number | undefined;
    try {
      next = duty.nextAt(now);
    } catch (error) {
      if ((schedule.get(name) ?? 0) <= now) noteFailure(duty, describe(error));
      return;
    }
    if (next === undefined) return forget(name);
    if (failing.has(name)) return;
    const soonest = Math.max(next, pausedUntil.get(name) ?? -Infinity);
    schedule.set(name, Math.min(soonest, schedule.get(name) ?? Infinity));
  }

  async function perform(duty: Duty, now: number): Promise<void> {
    const { name } = duty;
    running.add(name);
    schedule.delete(name);
    try {
      const undone = await duty.run(now);
      if (undone === undefined) failing.delete(name);
      else noteFailure(duty, undone);
    } catch (error) {
      noteFailure(duty, describe(error));
    } finally {
      running.delete(name);
      pausedUntil.set(name, Date.now() + PAUSE_MS);
    }
  }

  /** Sets the alarm to whatever is due next. */
  async function arm(): Promise<void> {
    const armedAt = await storage.getAlarm();
    // No await from here on: whoever arms at the same time must not set it to what was due a moment ago.
    const now = Date.now();
    plan(now);
    keep();
    const leases = running.size === 0 ? [] : [now + LEASE_MS];
    const dueAt = Math.min(...schedule.values(), ...leases);
    if (dueAt !== Infinity && dueAt !== armedAt) await storage.setAlarm(dueAt);
  }

  /** What is due when the alarm rings: whatever has come first, though the clock may have been set back, and all else. */
  function listDue(now: number): readonly Duty[] {
    const duties = plan(now);
    const latest = Math.max(now, Math.min(...schedule.values()));
    return duties.filter(({ name }) => {
      const at = schedule.get(name);
      return at !== undefined && at <= latest && !running.has(name);
    });
  }

  return {
    arm,

    /** Runs what is due, each duty by itself, and sets the alarm again. */
    async ring(): Promise<void> {
      try {
        const now = Date.now();
        let isOver = false;
        const duties = listDue(now).map(async (duty) => {
          await perform(duty, now);
          if (isOver) await arm();
        });
        await waitBriefly(Promise.all(duties));
        isOver = true;
      } finally {
        await arm();
      }
    },

    /** The duties that fail, with why. */
    listTroubles(): readonly FailingDuty[] {
      const now = Date.now();
      const listed = [...failing].map(([duty, trouble]) => ({
        duty,
        ...trouble,
        nextTryAt: schedule.get(duty) ?? now,
      }));
      return unkept === undefined ? listed : [...listed, { duty: KEEP, ...unkept, nextTryAt: now }];
    },
  };
}

export type AlarmKeeper = ReturnType<typeof openAlarmKeeper>;

async function waitBriefly(work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  try {
    await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}
