/** Watches the disk of a server, and gives the ballast up for outs, stops and halts when room ends. */
import { setTimeout as wait } from "node:timers/promises";
import type { DiskSpace } from "../../src/domain/space-texts.ts";
import {
  AT_FIRST,
  giveUpMaking,
  judgeSpace,
  planSpace,
  type BallastSize,
  type Seen,
  type SpacePlan,
  type SpaceState,
} from "./judge-space.ts";
import type { DataDisk } from "./data-disk.ts";

const LOOK_EVERY_MS = 2_000;
const MIB = 1024 ** 2;

export interface WatchTools {
  readonly disk: DataDisk;
  readonly data: string;
  /** How large the ballast is to be; less on a small disk. */
  readonly ballastMib: number;
  readonly say: (line: string) => void;
}

export type DiskWatch = ReturnType<typeof openDiskWatch>;

export function openDiskWatch({ disk, data, ballastMib, say }: WatchTools) {
  let state: SpaceState = AT_FIRST;
  let plan: SpacePlan = planSpace(ballastMib, Infinity);
  /** Why it took nothing when it was last tried. Until there is a ballast again, room can't be measured, only tried. */
  let lastRefusal: string | undefined;

  /** `isQuick`: nothing is made that takes time. */
  async function look({ isQuick = false } = {}): Promise<DiskSpace> {
    const before = state.mode;
    const seen = see();
    const judged = judgeSpace(state, seen, plan);
    lastRefusal = seen.refusal ?? lastRefusal;
    state = judged.state;
    if (!isQuick || judged.ballast !== "whole") await haveBallast(seen.ballast, judged.ballast);
    if (state.mode === "enough") lastRefusal = undefined;
    const measured = disk.measure();
    const freeBytes = typeof measured === "string" ? 0 : measured.freeBytes;
    // That it is full says the number; why it takes nothing though it has room does not.
    const refusal = lastRefusal === "ENOSPC" && freeBytes < plan.keptBytes ? undefined : lastRefusal;
    const space: DiskSpace = { state: state.mode, freeBytes, refusal: refusal ?? null };
    if (state.mode !== before) say(describe(space));
    return space;
  }

  function see(): Seen {
    const measured = disk.measure();
    if (typeof measured === "string") return { freeBytes: 0, refusal: measured, ballast: "none" };
    plan = planSpace(ballastMib, measured.totalBytes);
    const ballast = sizeOfBallast();
    return { freeBytes: measured.freeBytes, refusal: disk.tryToWrite(), ballast };
  }

  /** One of another size is from another setting, or half of one. */
  function sizeOfBallast(): BallastSize {
    const bytes = disk.ballastBytes();
    if (bytes === plan.ballastBytes) return "whole";
    if (bytes === plan.reserveBytes) return "reserve";
    if (bytes > 0) disk.shrinkBallast(0);
    return "none";
  }

  async function haveBallast(has: BallastSize, wants: BallastSize): Promise<void> {
    if (wants === has) return;
    if (wants === "none") return disk.shrinkBallast(0);
    if (wants === "reserve" && has === "whole") return disk.shrinkBallast(plan.reserveBytes);
    const bytes = wants === "whole" ? plan.ballastBytes : plan.reserveBytes;
    const spareBytes = wants === "whole" && lastRefusal !== undefined ? plan.keptBytes : 0;
    const failed = await disk.makeBallast(bytes, spareBytes);
    if (failed === undefined) return;
    lastRefusal = failed;
    // Without a reserve there is nothing to keep outs by either.
    state = wants === "whole" ? giveUpMaking() : { mode: "full", calm: 0 };
  }

  function describe(space: DiskSpace): string {
    if (space.state === "enough") return describeEnough(space);
    return space.state === "low" ? describeLow(space) : describeFull(space);
  }

  function describeLow({ freeBytes }: DiskSpace): string {
    const { ballastBytes, keptBytes } = plan;
    return (
      `Low on disk: ${toMib(freeBytes)} MiB are left for ${data}, without the ballast of ${toMib(ballastBytes)} MiB; ` +
      `besides it ${toMib(keptBytes)} MiB are needed. ` +
      "Only what switches off or stops is kept until there is room; then all goes on by itself."
    );
  }

  function describeFull({ freeBytes, refusal }: DiskSpace): string {
    const why = refusal === null ? `${toMib(freeBytes)} MiB are left` : refusal;
    return `The disk takes nothing for ${data} (${why}). Phones are answered, and nothing is kept until it does; then all goes on by itself.`;
  }

  function describeEnough({ freeBytes }: DiskSpace): string {
    return `The disk has room again: ${toMib(freeBytes)} MiB are left for ${data}. Everything is kept again.`;
  }

  return {
    look,
    /** How large the ballast is, or will be. */
    ballastBytes: () => plan.ballastBytes,
  };
}

function toMib(bytes: number | null): number {
  return Math.floor((bytes ?? 0) / MIB);
}

/** Goes on looking until it is to end. */
export async function keepLooking(look: () => Promise<void>, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await look();
    await wait(LOOK_EVERY_MS, undefined, { signal: until, ref: false }).catch(() => undefined);
  }
}
