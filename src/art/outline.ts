import { succeed, type Result } from "../domain/result.ts";
import { readArc } from "./read-arc.ts";
import { readPath, type PathCommand, type Point } from "./read-path.ts";

/** A path as closed polygons: filling closes what is open. */
export type Outline = readonly (readonly Point[])[];

const CURVE_PIECES = 24;
const ARC_PIECES = 48;

/** Cuts a path's curves into lines that are much shorter than a pixel of an icon. */
export function outlineOf(d: string): Result<Outline, string> {
  const commands = readPath(d);
  if (!commands.ok) return commands;
  const outline: Point[][] = [];
  for (const command of commands.value) {
    const polygon = outline.at(-1);
    if (command.letter === "M" || polygon === undefined) outline.push([...command.points]);
    else if (command.letter === "Z") outline.push(polygon.slice(0, 1));
    else polygon.push(...flatten(command));
  }
  return succeed(outline.filter((polygon) => polygon.length > 2));
}

function flatten(command: PathCommand): readonly Point[] {
  const { letter, start, points } = command;
  const end = points.at(-1) ?? start;
  const curve = [start, ...points];
  const along = (pieces: number, at: (share: number) => Point) => [
    ...Array.from({ length: pieces - 1 }, (_, piece) => at((piece + 1) / pieces)),
    end,
  ];
  if (letter === "C" || letter === "Q") return along(CURVE_PIECES, (share) => pointOf(curve, share));
  const arc = letter === "A" ? readArc(command) : undefined;
  return arc === undefined ? points : along(ARC_PIECES, (share) => arc.at(arc.from + share * arc.turn));
}

/** De Casteljau: between neighbouring points, again and again, until one is left. */
function pointOf(points: readonly Point[], share: number): Point {
  const [first, ...rest] = points;
  if (first === undefined) return { x: 0, y: 0 };
  if (rest.length === 0) return first;
  const between = rest.map((point, index) => {
    const before = points[index] ?? point;
    return { x: before.x + share * (point.x - before.x), y: before.y + share * (point.y - before.y) };
  });
  return pointOf(between, share);
}
