import type { PathCommand, Point } from "./read-path.ts";

/** An arc by its centre: a point of it is `at(angle)`, from `from` on by `turn`. */
export interface Arc {
  readonly from: number;
  readonly turn: number;
  /** The point at an angle; `stretch` puts it outside or inside of the arc. */
  at(angle: number, stretch?: number): Point;
}

/** Reads an A command (SVG 2, appendix B.2.4); undefined: it is a straight line, or nothing. */
export function readArc({ start, values, points }: PathCommand): Arc | undefined {
  const [radiusX = 0, radiusY = 0, degrees = 0, large = 0, sweep = 0] = values;
  const end = points[0] ?? start;
  if (radiusX === 0 || radiusY === 0 || (start.x === end.x && start.y === end.y)) return undefined;

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
  return {
    from,
    turn,
    at(angle, stretch = 1) {
      const x = centreX + rx * stretch * Math.cos(angle);
      const y = centreY + ry * stretch * Math.sin(angle);
      return { x: cos * x - sin * y + (start.x + end.x) / 2, y: sin * x + cos * y + (start.y + end.y) / 2 };
    },
  };
}

function positiveAngle(angle: number): number {
  return angle < 0 ? angle + 2 * Math.PI : angle;
}
