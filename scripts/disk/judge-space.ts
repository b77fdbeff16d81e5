/** How much of the disk's room is left for whom. Pure: what is seen comes in, what to do comes out. */

const MIB = 1024 ** 2;
const KIB = 1024;

/** What is kept free besides the ballast, in ballasts; and with how much of it again there is enough. */
const KEPT_BALLASTS = 2;
const ENOUGH_AGAIN = 1.5;
/** A ballast takes no more than this part of a small disk. */
const SMALLEST_PART = 16;
/** The part of a ballast, or at least so much, that stays when it is given up for outs. */
const RESERVE_PART = 16;
const LEAST_RESERVE_BYTES = 256 * KIB;
/** With so many reserves free, one can be put back, and the rest is for outs. */
const RESERVES_FREE = 4;
/** There must be enough so many times in a row. */
const CALM_LOOKS = 3;
/** After a ballast that could not be made, so many more: each attempt takes room from outs for a moment. */
const PATIENT_LOOKS = 30;

/** How the file system of the data looks. */
export interface Seen {
  readonly freeBytes: number;
  /** Why nothing can be written, such as `ENOSPC`, `EROFS` or `EDQUOT`. */
  readonly refusal?: string | undefined;
  readonly ballast: BallastSize;
}

/** `reserve`: given up for outs, but for what objects need to be opened and read at all. */
export type BallastSize = "whole" | "reserve" | "none";

/** How much is kept, and from how much on it counts as enough again. */
export interface SpacePlan {
  readonly ballastBytes: number;
  readonly reserveBytes: number;
  readonly keptBytes: number;
  readonly enoughBytes: number;
}

/** What is known from one look to the next. */
export interface SpaceState {
  /** `low`: the ballast is given up for outs, stops and halts. `full`: nothing can be kept, and the reserve is given up. */
  readonly mode: "enough" | "low" | "full";
  /** Looks in a row that have seen enough; below zero after a ballast that could not be made. */
  readonly calm: number;
}

export interface Judged {
  readonly state: SpaceState;
  /** What the ballast is to be; whole, it takes a moment to make. */
  readonly ballast: BallastSize;
}

export const AT_FIRST: SpaceState = { mode: "enough", calm: CALM_LOOKS };

export function planSpace(wantedMib: number, totalBytes: number): SpacePlan {
  const most = Math.floor(totalBytes / SMALLEST_PART / KIB) * KIB;
  const ballastBytes = Math.max(2 * LEAST_RESERVE_BYTES, Math.min(wantedMib * MIB, most));
  const reserveBytes = Math.max(LEAST_RESERVE_BYTES, Math.floor(ballastBytes / RESERVE_PART / KIB) * KIB);
  const keptBytes = KEPT_BALLASTS * ballastBytes;
  return { ballastBytes, reserveBytes, keptBytes, enoughBytes: Math.round(ENOUGH_AGAIN * keptBytes) };
}

export function judgeSpace(before: SpaceState, seen: Seen, plan: SpacePlan): Judged {
  const { mode, calm } = before;
  // A pause after a ballast that could not be made goes on, however the disk looks meanwhile.
  const rest = calm < 0 ? calm + 1 : 0;
  if (seen.refusal !== undefined) return { state: { mode: "full", calm: rest }, ballast: "none" };
  const withBallast = seen.freeBytes - bytesToMake(seen.ballast, plan);
  const isTight = withBallast < (mode === "enough" ? plan.keptBytes : plan.enoughBytes);
  const looks = calm + 1;
  if (!isTight && (mode === "enough" || looks >= CALM_LOOKS)) {
    return { state: { mode: "enough", calm: looks }, ballast: "whole" };
  }
  const left = judgeLow(before, seen, plan);
  return { ...left, state: { ...left.state, calm: isTight ? rest : looks } };
}

/** With the reserve given up, outs wait until there is room for it and for them. */
function judgeLow({ mode, calm }: SpaceState, { freeBytes, ballast }: Seen, { reserveBytes }: SpacePlan): Judged {
  if (ballast !== "none") return { state: { mode: "low", calm }, ballast: "reserve" };
  if (freeBytes >= RESERVES_FREE * reserveBytes) return { state: { mode: "low", calm }, ballast: "reserve" };
  return { state: { mode: mode === "full" ? "full" : "low", calm }, ballast: "none" };
}

function bytesToMake(ballast: BallastSize, { ballastBytes, reserveBytes }: SpacePlan): number {
  return ballast === "whole" ? 0 : ballastBytes - (ballast === "reserve" ? reserveBytes : 0);
}

/** What follows from a ballast that could not be made: there is less room than it seems, as with a quota. */
export function giveUpMaking(): SpaceState {
  return { mode: "low", calm: -PATIENT_LOOKS };
}
