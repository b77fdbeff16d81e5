import { fail, succeed, type Result } from "../domain/result.ts";
import { readArc } from "./read-arc.ts";
import { readPath, type PathCommand, type Point } from "./read-path.ts";

/** A rectangle in the icon's own units, y downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

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

function hullOf(commands: readonly PathCommand[]): readonly Point[] {
  return commands.flatMap((command) => [
    ...command.points,
    ...(command.letter === "A" ? pointsAroundArc(command) : []),
  ]);
}

const ARC_PIECES = 32;

/** Corners of a polygon around an arc: tangents of neighbouring points meet there. */
function pointsAroundArc(command: PathCommand): readonly Point[] {
  const arc = readArc(command);
  if (arc === undefined) return [];
  const halfPiece = arc.turn / ARC_PIECES / 2;
  const stretch = 1 / Math.cos(halfPiece);
  return Array.from({ length: ARC_PIECES }, (_, piece) => arc.at(arc.from + (2 * piece + 1) * halfPiece, stretch));
}
