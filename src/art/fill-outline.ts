import type { Outline } from "./outline.ts";
import type { Point } from "./read-path.ts";

/** Samples on each side of a pixel. */
export const SAMPLES = 4;
/** Pixels on each side of the sheet: the icon's 24, and room around them for what is moved or enlarged. */
export const SHEET = 32;
/** Samples in a row of the sheet. */
export const ROW = SHEET * SAMPLES;
const MARGIN = 4;

/** Where an outline's points go: enlarged, mirrored or tilted (`along` and `across` an axis), then moved. */
export interface Placement {
  readonly alongX: number;
  readonly acrossX: number;
  readonly alongY: number;
  readonly acrossY: number;
  readonly right: number;
  readonly down: number;
}

/** Which samples of the sheet a path fills, by the rule that phones use (nonzero): 1 or 0, row by row. */
export function fillOutline(outline: Outline, placement: Placement): Uint8Array {
  const crossings: { readonly at: number; readonly turn: number }[][] = Array.from({ length: ROW }, () => []);
  for (const polygon of outline) {
    const placed = polygon.map((point) => place(point, placement));
    for (const [index, to] of placed.entries()) {
      const { x: fromX, y: fromY } = placed.at(index - 1) ?? to;
      const { x: toX, y: toY } = to;
      const turn = fromY < toY ? 1 : -1;
      const first = Math.max(0, Math.ceil(Math.min(fromY, toY)));
      const after = Math.min(ROW, Math.ceil(Math.max(fromY, toY)));
      for (let row = first; row < after; row++) {
        crossings[row]?.push({ at: fromX + ((row - fromY) / (toY - fromY)) * (toX - fromX), turn });
      }
    }
  }
  const samples = new Uint8Array(ROW * ROW);
  for (const [row, across] of crossings.entries()) {
    let winding = 0;
    let since = 0;
    for (const { at, turn } of across.toSorted((one, other) => one.at - other.at)) {
      const until = Math.min(ROW, Math.max(0, Math.ceil(at)));
      if (winding !== 0) samples.fill(1, row * ROW + since, row * ROW + until);
      winding += turn;
      since = until;
    }
  }
  return samples;
}

/** In samples: the middle of the first is 0, that of the second 1. */
function place({ x, y }: Point, { alongX, acrossX, alongY, acrossY, right, down }: Placement): Point {
  const toSample = (pixels: number) => (pixels + MARGIN) * SAMPLES - 0.5;
  return { x: toSample(x * alongX + y * acrossX + right), y: toSample(y * alongY + x * acrossY + down) };
}
