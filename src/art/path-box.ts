import { fail, succeed, type Result } from "../domain/result.ts";

/** A rectangle in the icon's own units, y downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** One drawing command with absolute coordinates; `values` as in SVG 2, chapter 9.3. */
interface PathCommand {
  readonly letter: CommandLetter;
  readonly start: Point;
  readonly values: readonly number[];
  readonly points: readonly Point[];
}

/** What follows each letter: p a point, x or y one coordinate, n a number, f a flag (0 or 1). */
const ARGUMENTS = { M: "p", L: "p", H: "x", V: "y", C: "ppp", S: "pp", Q: "pp", T: "p", A: "nnnffp", Z: "" } as const;

type CommandLetter = keyof typeof ARGUMENTS;

const SEPARATOR = /\s*,?\s*/y;
const LETTER = /[A-Za-z]/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?/y;
const FLAG = /[01]/y;

/**
 * A box that holds everything a path's `d` draws. It is safe rather than tight: curves count with their control
 * points, arcs with a polygon around them that is at most half a per cent too large.
 */
export function boxOfPath(d: string): Result<Box, string> {
  const commands = readPath(d);
  if (!commands.ok) return commands;
  const points = hullOf(commands.value);
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const box = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
  return Object.values(box).every(Number.isFinite) ? succeed(box) : fail("has a coordinate that is too large");
}

function readPath(d: string): Result<readonly PathCommand[], string> {
  const commands: PathCommand[] = [];
  let position = 0;
  let current: Point = { x: 0, y: 0 };
  let subpathStart = current;

  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = position;
    const match = pattern.exec(d)?.[0];
    if (match !== undefined) position += match.length;
    return match;
  }

  function takeNumber(pattern: RegExp): number | undefined {
    const text = take(pattern);
    if (text === undefined) return undefined;
    take(SEPARATOR);
    return Number(text);
  }

  take(SEPARATOR);
  while (position < d.length) {
    const written = take(LETTER);
    const letter = written?.toUpperCase();
    if (written === undefined || !isCommandLetter(letter)) {
      return fail(`expected a drawing command at character ${position + 1} of the path`);
    }
    if (commands.length === 0 && letter !== "M") return fail("must begin with M or m");
    take(SEPARATOR);

    const isRelative = written !== letter;
    let repeated: CommandLetter = letter;
    do {
      const start = current;
      const origin = isRelative ? start : { x: 0, y: 0 };
      const values: number[] = [];
      const points: Point[] = [];
      for (const kind of ARGUMENTS[repeated]) {
        const first = takeNumber(kind === "f" ? FLAG : NUMBER);
        const second = kind === "p" ? takeNumber(NUMBER) : 0;
        if (first === undefined || second === undefined) {
          return fail(`expected a number for ${written} at character ${position + 1} of the path`);
        }
        if (kind === "p") points.push({ x: origin.x + first, y: origin.y + second });
        else if (kind === "x") points.push({ x: origin.x + first, y: start.y });
        else if (kind === "y") points.push({ x: start.x, y: origin.y + first });
        else values.push(first);
      }
      current = points.at(-1) ?? subpathStart;
      if (repeated === "M") subpathStart = current;
      commands.push({ letter: repeated, start, values, points });
      if (repeated === "M") repeated = "L";
    } while (ARGUMENTS[repeated] !== "" && startsNumber(d, position));
  }
  return commands.some((command) => command.letter !== "M") ? succeed(commands) : fail("draws nothing");
}

function isCommandLetter(letter: string | undefined): letter is CommandLetter {
  return letter !== undefined && Object.hasOwn(ARGUMENTS, letter);
}

function startsNumber(text: string, position: number): boolean {
  NUMBER.lastIndex = position;
  return NUMBER.test(text);
}

function hullOf(commands: readonly PathCommand[]): readonly Point[] {
  const hull: Point[] = [];
  let control: { readonly of: CommandLetter; readonly at: Point } | undefined;
  for (const command of commands) {
    const { letter, start, points } = command;
    hull.push(...points);
    if (letter === "A") hull.push(...pointsAroundArc(command));

    // S and T leave out their first control point: it mirrors the last one of a curve of the same family.
    const family = letter === "S" ? "C" : letter === "T" ? "Q" : letter;
    const mirrored = control?.of === family ? mirror(control.at, start) : start;
    if (letter === "S" || letter === "T") hull.push(mirrored);
    const last = letter === "T" ? mirrored : points.at(-2);
    control = (family === "C" || family === "Q") && last !== undefined ? { of: family, at: last } : undefined;
  }
  return hull;
}

function mirror(point: Point, centre: Point): Point {
  return { x: 2 * centre.x - point.x, y: 2 * centre.y - point.y };
}

const ARC_PIECES = 32;

/** Corners of a polygon around an arc: tangents of neighbouring points meet there (SVG 2, appendix B.2.4). */
function pointsAroundArc({ start, values, points }: PathCommand): readonly Point[] {
  const [radiusX = 0, radiusY = 0, degrees = 0, large = 0, sweep = 0] = values;
  const end = points[0] ?? start;
  if (radiusX === 0 || radiusY === 0 || (start.x === end.x && start.y === end.y)) return [];

  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  const halfX = (cos * (start.x - end.x) + sin * (start.y - end.y)) / 2;
  const halfY = (cos * (start.y - end.y) - sin * (start.x - end.x)) / 2;
  // Radii too small to reach are enlarged until they just do.
  const reach = Math.max(1, Math.hypot(halfX / radiusX, halfY / radiusY));
  const rx = Math.abs(radiusX) * reach;
  const ry = Math.abs(radiusY) * reach;

  const ratio = (halfX / rx) ** 2 + (halfY / ry) ** 2;
  const away = Math.sqrt(Math.max(0, 1 / ratio - 1)) * (large === sweep ? -1 : 1);
  const centreX = (away * rx * halfY) / ry;
  const centreY = (-away * ry * halfX) / rx;
  const from = Math.atan2((halfY - centreY) / ry, (halfX - centreX) / rx);
  const to = Math.atan2((-halfY - centreY) / ry, (-halfX - centreX) / rx);
  const turn = sweep === 1 ? positiveAngle(to - from) : -positiveAngle(from - to);

  const halfPiece = turn / ARC_PIECES / 2;
  const stretch = 1 / Math.cos(halfPiece);
  return Array.from({ length: ARC_PIECES }, (_, piece) => {
    const angle = from + (2 * piece + 1) * halfPiece;
    const x = centreX + rx * stretch * Math.cos(angle);
    const y = centreY + ry * stretch * Math.sin(angle);
    return { x: cos * x - sin * y + (start.x + end.x) / 2, y: sin * x + cos * y + (start.y + end.y) / 2 };
  });
}

function positiveAngle(angle: number): number {
  return angle < 0 ? angle + 2 * Math.PI : angle;
}
