import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { fillOutline, ROW, SAMPLES, SHEET } from "../../src/art/fill-outline.ts";
import { parseIconArt } from "../../src/art/icon-art.ts";
import { compareDrawings, LOOKALIKE_FROM } from "../../src/art/lookalike.ts";
import { outlineOf } from "../../src/art/outline.ts";
import { readPath, type Point } from "../../src/art/read-path.ts";

const folder = join(import.meta.dirname, "../../decorations");
const icons = readdirSync(folder)
  .filter((name) => name.endsWith(".svg"))
  .map((name) => {
    const art = parseIconArt(readFileSync(join(folder, name), "utf8"));
    if (!art.ok) throw new Error(`${name} is no icon`);
    return { name, path: art.value.path };
  });
const { overlap } = compareDrawings();

interface Change {
  readonly move: (point: Point) => Point;
  /** Of arcs' radii. */
  readonly scale?: number;
  readonly isMirrored?: boolean;
}

/** The same path with every point moved. */
function redraw(path: string, { move, scale = 1, isMirrored = false }: Change): string {
  const commands = readPath(path);
  if (!commands.ok) throw new Error(commands.error);
  return commands.value
    .map(({ letter, values, points }) => {
      const moved = points.map((point) => move(point)).map(({ x, y }) => `${x} ${y}`);
      const [rx = 0, ry = 0, degrees = 0, large = 0, sweep = 0] = values;
      const turn = isMirrored ? 1 - sweep : sweep;
      const arc = letter === "A" ? `${rx * scale} ${ry * scale} ${degrees} ${large} ${turn} ` : "";
      return (letter === "H" || letter === "V" ? "L" : letter) + arc + moved.join(" ");
    })
    .join("");
}

/** Every command relative to where it starts. */
function asRelative(path: string): string {
  const commands = readPath(path);
  if (!commands.ok) throw new Error(commands.error);
  return commands.value
    .map(({ letter, start, values, points }) => {
      const steps = points.map(({ x, y }) => `${x - start.x} ${y - start.y}`);
      const written = letter === "H" || letter === "V" ? "l" : letter.toLowerCase();
      return written + [...values, ...steps].join(" ");
    })
    .join("");
}

/** Every curve of three control points in two halves, as an editor cuts them. */
function withSplitCurves(path: string): string {
  const commands = readPath(path);
  if (!commands.ok) throw new Error(commands.error);
  const half = (one: Point, other: Point) => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
  const write = (...points: readonly Point[]) => `C${points.map(({ x, y }) => `${x} ${y}`).join(" ")}`;
  return commands.value
    .map(({ letter, start, values, points }) => {
      const [one, two, end] = points;
      if (letter !== "C" || one === undefined || two === undefined || end === undefined) {
        const written = letter === "H" || letter === "V" ? "L" : letter;
        return written + [...values, ...points.map(({ x, y }) => `${x} ${y}`)].join(" ");
      }
      const [a, b, c] = [half(start, one), half(one, two), half(two, end)];
      const [ab, bc] = [half(a, b), half(b, c)];
      return write(a, ab, half(ab, bc)) + write(bc, c, end);
    })
    .join("");
}

const turnBy = (degrees: number) => {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return ({ x, y }: Point) => ({ x: 12 + (x - 12) * cos - (y - 12) * sin, y: 12 + (x - 12) * sin + (y - 12) * cos });
};

describe.each(icons)("a copy of $name is found", ({ path }) => {
  test.each([
    ["as it is", path, 1],
    ["with relative commands", asRelative(path), 0.995],
    ["with split curves", withSplitCurves(path), 0.995],
    ["moved by part of a pixel", redraw(path, { move: ({ x, y }) => ({ x: x + 0.5, y: y - 0.37 }) }), 0.98],
    ["moved far", redraw(path, { move: ({ x, y }) => ({ x: x + 1.9, y: y + 1.9 }) }), 0.98],
    ["mirrored", redraw(path, { move: ({ x, y }) => ({ x: 24 - x, y }), isMirrored: true }), 0.98],
    ["smaller", redraw(path, { move: ({ x, y }) => ({ x: x * 0.7 + 1, y: y * 0.7 + 5 }), scale: 0.7 }), 0.98],
    ["tilted", redraw(path, { move: turnBy(-5) }), 0.97],
    ["with a dot in a corner", `${path}M2 2h.6v.6h-.6z`, 0.97],
    ["with a pinhole", `${path}M12 12v.5h.5v-.5z`, 0.97],
  ])("%s", (_, copy, least) => expect(overlap(copy, path)).toBeGreaterThanOrEqual(least));
});

test("no bundled icon is a lookalike of another, by far", () => {
  const between = icons.flatMap((one) =>
    icons.filter((other) => other !== one).map(({ path }) => overlap(one.path, path)),
  );
  expect(Math.max(...between)).toBeLessThan(0.7);
});

test("what is drawn differently is another drawing", () => {
  const disc = "M2 12A10 10 0 0 1 22 12A10 10 0 0 1 2 12Z";
  const ring = "M2 12A10 10 0 0 1 22 12A10 10 0 0 1 2 12ZM6 12A6 6 0 0 0 18 12A6 6 0 0 0 6 12Z";
  expect(overlap(disc, ring)).toBeLessThan(LOOKALIKE_FROM);
  expect(overlap(disc, "M3 3H21V21H3Z")).toBeLessThan(LOOKALIKE_FROM);
});

test("what draws nothing looks like nothing, not even like itself", () => {
  for (const path of ["M2 2L22 22", "M2 2h9h-9z", "not a path"]) {
    expect(overlap(path, path)).toBe(0);
    expect(overlap(path, icons[0]?.path ?? "")).toBe(0);
  }
});

test("an overlap is a share, and much the same from either side", () => {
  const point = fc.tuple(fc.integer({ min: 2, max: 22 }), fc.integer({ min: 2, max: 22 }));
  const polygon = fc.array(point, { minLength: 3, maxLength: 8 }).map((points) => `M${points.join("L")}Z`);
  fc.assert(
    fc.property(polygon, polygon, (one, other) => {
      const [there, back] = [overlap(one, other), overlap(other, one)];
      expect(there).toBeGreaterThanOrEqual(0);
      expect(there).toBeLessThanOrEqual(1);
      expect(there < 0.98 || back >= 0.95).toBe(true);
    }),
    { numRuns: 60 },
  );
});

describe("icons are filled as phones fill them", () => {
  const selfCrossing = "M4 4H20V20H4ZM8 8H16V16H8ZM10 10V14H14V10Z";

  test.each([...icons, { name: "a path that crosses itself", path: selfCrossing }])("$name", async ({ path }) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="${path}"/></svg>`;
    const drawn = await sharp(Buffer.from(svg), { density: 72 })
      .resize(24, 24)
      .extractChannel("alpha")
      .raw()
      .toBuffer();
    const outline = outlineOf(path);
    if (!outline.ok) throw new Error(outline.error);
    const placement = { alongX: 1, acrossX: 0, alongY: 1, acrossY: 0, right: 0, down: 0 };
    const samples = fillOutline(outline.value, placement);
    const margin = (SHEET - 24) / 2;
    const shares = Array.from(drawn, (_, pixel) => {
      const [column, row] = [(pixel % 24) + margin, Math.floor(pixel / 24) + margin];
      const inside = Array.from({ length: SAMPLES ** 2 }, (__, sample) => {
        const [right, down] = [sample % SAMPLES, Math.floor(sample / SAMPLES)];
        return samples[(row * SAMPLES + down) * ROW + column * SAMPLES + right] ?? 0;
      });
      return inside.reduce((sum, isFilled) => sum + isFilled, 0) / SAMPLES ** 2;
    });
    const gaps = shares.map((share, pixel) => Math.abs(share - (drawn[pixel] ?? 0) / 255));
    expect(Math.max(...gaps)).toBeLessThan(0.3);
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThan(0.02);
  });
});
