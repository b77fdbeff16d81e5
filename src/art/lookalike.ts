/**
 * Whether two icons are the same drawing to whoever sees them in a tray, however their paths are written.
 *
 * Each icon is filled at 24 pixels, and a pixel counts by the share of it that is filled (in sixteenths), so edges that a
 * screen would soften are soft here, too. The overlap is what both fill, divided by what either fills. It is the greatest of
 * many: both icons as they are drawn, fitted to their bounding boxes, and fitted to how their areas are spread, so that a dot
 * in a corner changes little; one of them also mirrored, tilted by up to 8°, and moved by up to a pixel, in quarters.
 */
import { fillOutline, ROW, SAMPLES, SHEET, type Placement } from "./fill-outline.ts";
import { outlineOf, type Outline } from "./outline.ts";

/** From this overlap on two icons are lookalikes. */
export const LOOKALIKE_FROM = 0.95;

/** Drawings that are kept, so that each is filled once. */
const MOST_KEPT = 200;

/** What overlaps less than this when moved by whole pixels isn't the same drawing, so quarters aren't tried. */
const WORTH_TRYING = 0.7;

const CENTRE = 12;
/** The longer side of what is fitted to its box. */
const FITTED_SIDE = 20;
/** How far the area of what is fitted by its area lies from its centre, as the root of the mean square. */
const FITTED_REACH = 6.5;

const MOST_TILT_DEGREES = 8;
const TILTS = Array.from({ length: 2 * MOST_TILT_DEGREES + 1 }, (_, tilt) => tilt - MOST_TILT_DEGREES);

const AS_DRAWN: Placement = { alongX: 1, acrossX: 0, alongY: 1, acrossY: 0, right: 0, down: 0 };

interface Drawing {
  readonly outline: Outline;
  readonly placements: readonly Placement[];
  /** How much of each pixel is filled, for each placement. */
  readonly pixels: readonly Uint8Array[];
}

/** A placement, filled: which samples are, and `pixels` of it when it isn't moved. */
interface Filled {
  readonly samples: Uint16Array;
  readonly pixels: Uint8Array;
}

/** Each placement, mirrored and tilted as well. */
type Turned = readonly (readonly Filled[])[];

/** Compares drawings, and keeps what it has filled. */
export interface Lookalikes {
  /** From 0 to 1; 0 as well for a path that draws nothing. */
  overlap(one: string, other: string): number;
}

export function compareDrawings(): Lookalikes {
  const kept = new Map<string, Drawing>();
  let latest: { readonly path: string; readonly turned: Turned } | undefined;

  function draw(path: string): Drawing {
    const drawing = kept.get(path) ?? drawPath(path);
    kept.delete(path);
    kept.set(path, drawing);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return drawing;
  }

  /** One drawing is compared with many, one after the other. */
  function turn(path: string): Turned {
    if (latest?.path !== path) {
      const { outline, placements } = draw(path);
      const turned = placements.map((placement) => turnsOf(placement).map((turnedTo) => fill(outline, turnedTo)));
      latest = { path, turned };
    }
    return latest.turned;
  }

  return {
    overlap(one, other) {
      if (one === other) return draw(one).pixels.some((pixels) => pixels.some((share) => share > 0)) ? 1 : 0;
      const { pixels } = draw(other);
      const overlaps = turn(one).flatMap((filled, index) => {
        const still = pixels[index];
        return still === undefined ? [] : filled.map((turned) => bestOverlap(turned, still));
      });
      return Math.max(0, ...overlaps);
    },
  };
}

function drawPath(path: string): Drawing {
  const read = outlineOf(path);
  const outline = read.ok ? read.value : [];
  const placements = [AS_DRAWN, fitBox(outline), fitArea(outline)];
  return { outline, placements, pixels: placements.map((placement) => fill(outline, placement).pixels) };
}

function fill(outline: Outline, placement: Placement): Filled {
  const samples = Uint16Array.from(listFilled(fillOutline(outline, placement)).filter(isWithin));
  return { samples, pixels: toPixels(samples, 0, 0) };
}

/** What is still as it is drawn isn't tilted: it is fitted as well. */
function turnsOf(placement: Placement): readonly Placement[] {
  const tilted = placement === AS_DRAWN ? [placement] : TILTS.map((degrees) => tilt(placement, degrees));
  return [...tilted, ...tilted.map(mirror)];
}

function mirror({ alongX, acrossX, right, ...rest }: Placement): Placement {
  return { ...rest, alongX: -alongX, acrossX: -acrossX, right: 2 * CENTRE - right };
}

function tilt({ alongX, acrossX, alongY, acrossY, right, down }: Placement, degrees: number): Placement {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [fromX, fromY] = [right - CENTRE, down - CENTRE];
  return {
    alongX: cos * alongX - sin * acrossY,
    acrossX: cos * acrossX - sin * alongY,
    alongY: cos * alongY + sin * acrossX,
    acrossY: cos * acrossY + sin * alongX,
    right: CENTRE + cos * fromX - sin * fromY,
    down: CENTRE + cos * fromY + sin * fromX,
  };
}

function fitBox(outline: Outline): Placement {
  const points = outline.flat();
  const [left, right] = rangeOf(points.map(({ x }) => x));
  const [top, bottom] = rangeOf(points.map(({ y }) => y));
  const side = Math.max(right - left, bottom - top);
  return side > 0 ? fit(FITTED_SIDE / side, (left + right) / 2, (top + bottom) / 2) : AS_DRAWN;
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
}

function fitArea(outline: Outline): Placement {
  let [area, sumX, sumY, squares] = [0, 0, 0, 0];
  for (const place of listFilled(fillOutline(outline, AS_DRAWN))) {
    const x = (place % ROW) / SAMPLES;
    const y = Math.floor(place / ROW) / SAMPLES;
    area += 1;
    sumX += x;
    sumY += y;
    squares += x * x + y * y;
  }
  const [x, y] = [sumX / area, sumY / area];
  const reach = Math.sqrt(squares / area - x * x - y * y);
  const half = (SHEET - 2 * CENTRE) / 2;
  return reach > 0 ? fit(FITTED_REACH / reach, x + 0.5 / SAMPLES - half, y + 0.5 / SAMPLES - half) : AS_DRAWN;
}

/** Enlarged, with this point in the centre. */
function fit(scale: number, x: number, y: number): Placement {
  return { ...AS_DRAWN, alongX: scale, alongY: scale, right: CENTRE - x * scale, down: CENTRE - y * scale };
}

function listFilled(isFilled: Uint8Array): readonly number[] {
  const places: number[] = [];
  for (let place = 0; place < isFilled.length; place++) if (isFilled[place] === 1) places.push(place);
  return places;
}

/** Not in the sheet's last pixels, so that no move of less than a pixel leaves the sheet. */
function isWithin(place: number): boolean {
  const last = ROW - SAMPLES;
  return place % ROW < last && Math.floor(place / ROW) < last;
}

/** The pixel that each sample is in. */
const PIXEL_OF = Uint16Array.from(
  { length: ROW * ROW },
  (_, place) => Math.floor(place / ROW / SAMPLES) * SHEET + Math.floor((place % ROW) / SAMPLES),
);

/** The share of every pixel that is filled, after a move by less than a pixel. */
function toPixels(samples: Uint16Array, right: number, down: number): Uint8Array {
  const pixels = new Uint8Array(SHEET * SHEET);
  const move = down * ROW + right;
  for (const place of samples) {
    const pixel = PIXEL_OF[place + move] ?? 0;
    pixels[pixel] = (pixels[pixel] ?? 0) + 1;
  }
  return pixels;
}

const PHASES = Array.from({ length: SAMPLES * SAMPLES }, (_, phase) => [phase % SAMPLES, Math.floor(phase / SAMPLES)]);

/** The greatest overlap over all moves by up to a pixel. */
function bestOverlap(filled: Filled, still: Uint8Array): number {
  let best = 0;
  for (const [right = 0, down = 0] of PHASES) {
    const pixels = right + down === 0 ? filled.pixels : toPixels(filled.samples, right, down);
    for (const rows of down === 0 ? [-1, 0, 1] : [-1, 0]) {
      for (const columns of right === 0 ? [-1, 0, 1] : [-1, 0]) {
        best = Math.max(best, overlapAt(pixels, still, rows * SHEET + columns));
      }
    }
    if (best < WORTH_TRYING || best === 1) break;
  }
  return best;
}

/** What both fill, of what either fills. Nothing reaches the sheet's edge, so rows need no ends. */
function overlapAt(moved: Uint8Array, still: Uint8Array, by: number): number {
  let [both, sum] = [0, 0];
  for (let place = 0; place < still.length; place++) {
    const one = moved[place - by] ?? 0;
    const other = still[place] ?? 0;
    both += one < other ? one : other;
    sum += one + other;
  }
  const either = sum - both;
  return either === 0 ? 0 : both / either;
}
