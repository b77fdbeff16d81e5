import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseIconArt } from "../../src/art/icon-art.ts";
import { boxOfPath } from "../../src/art/path-box.ts";

const folder = join(import.meta.dirname, "../../decorations");
const SQUARE = "M4 4h16v16H4z";
const ROOT = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="currentColor"';

const svg = (inside = `<path d="${SQUARE}"/>`, root = ROOT) => `<svg ${root}>${inside}</svg>`;

function codesOf(text: string): readonly string[] {
  const parsed = parseIconArt(text);
  return parsed.ok ? [] : parsed.error.map(({ code }) => code);
}

test.each(readdirSync(folder).filter((name) => name.endsWith(".svg")))("the bundled icon %s is accepted", (name) => {
  expect(codesOf(readFileSync(join(folder, name), "utf8"))).toEqual([]);
});

describe("an accepted shape", () => {
  test.each([
    svg(),
    `\n<svg ${ROOT}>\n  <path d="${SQUARE}"></path>\n</svg>\n`,
    svg(`<path fill="currentColor" d='${SQUARE}' />`, ROOT.replace(' fill="currentColor"', ' width="24" height="24"')),
  ])("gives its path: %s", (text) => {
    expect(parseIconArt(text)).toEqual({ ok: true, value: { path: SQUARE } });
  });
});

describe("a shape is refused", () => {
  test.each([
    ["a script", svg(`<script>alert(1)</script><path d="${SQUARE}"/>`), "malformed"],
    ["an empty script", svg(`<script src="x"/><path d="${SQUARE}"/>`), "forbidden-element"],
    ["a picture", svg(`<image href="https://example.org/x.png"/><path d="${SQUARE}"/>`), "forbidden-element"],
    ["text", svg(`<text/><path d="${SQUARE}"/>`), "forbidden-element"],
    ["loose text", svg(`hello<path d="${SQUARE}"/>`), "malformed"],
    ["foreign content", svg(`<foreignObject/><path d="${SQUARE}"/>`), "forbidden-element"],
    ["a style sheet", svg(`<style/><path d="${SQUARE}"/>`), "forbidden-element"],
    ["a reference", svg(`<use href="#a"/><path d="${SQUARE}"/>`), "forbidden-element"],
    ["a group", svg(`<g><path d="${SQUARE}"/></g>`), "forbidden-element"],
    ["a namesake of an object's own property", svg(`<constructor/><path d="${SQUARE}"/>`), "forbidden-element"],
    ["an event handler", svg(`<path d="${SQUARE}" onclick="alert(1)"/>`), "forbidden-attribute"],
    ["an event handler at the root", svg(undefined, `${ROOT} onload="alert(1)"`), "forbidden-attribute"],
    ["a style", svg(`<path d="${SQUARE}" style="fill:red"/>`), "forbidden-attribute"],
    ["a transform", svg(`<path d="${SQUARE}" transform="scale(2)"/>`), "forbidden-attribute"],
    [
      "a fill rule, which phones would not know",
      svg(`<path d="${SQUARE}" fill-rule="evenodd"/>`),
      "forbidden-attribute",
    ],
    ["another size", svg(undefined, `${ROOT} width="48"`), "forbidden-attribute"],
    ["another namespace", svg(undefined, ROOT.replace("2000", "1999")), "forbidden-attribute"],
    ["no namespace", svg(undefined, 'viewBox="0 0 24 24" fill="currentColor"'), "malformed"],
    ["another box", svg(undefined, ROOT.replace("0 0 24 24", "0 0 32 32")), "wrong-view-box"],
    ["no box", svg(undefined, ROOT.replace(' viewBox="0 0 24 24"', "")), "wrong-view-box"],
    ["a colour", svg(`<path d="${SQUARE}" fill="#ff0000"/>`), "wrong-color"],
    ["no colour at all", svg(undefined, ROOT.replace(' fill="currentColor"', "")), "wrong-color"],
    ["a comment", svg(`<!-- x --><path d="${SQUARE}"/>`), "forbidden-markup"],
    ["a declaration", `<?xml version="1.0"?>${svg()}`, "forbidden-markup"],
    ["an entity", svg('<path d="&#77;4 4h16"/>'), "forbidden-markup"],
    ["no path", svg(""), "not-one-path"],
    ["two paths", svg(`<path d="${SQUARE}"/><path d="${SQUARE}"/>`), "not-one-path"],
    ["a path without a shape", svg("<path/>"), "malformed-path"],
    ["a repeated attribute", svg(`<path d="${SQUARE}" d="M0 0"/>`), "malformed"],
    ["an unquoted attribute", svg("<path d=M4/>"), "malformed"],
    ["a path that is never closed", svg(`<path d="${SQUARE}">`), "malformed"],
    ["a path outside", `<svg ${ROOT}></svg><path d="${SQUARE}"/>`, "malformed"],
    ["something after the end", `${svg()}<svg/>`, "malformed"],
    ["nothing", "", "not-one-path"],
    ["a broken path", svg('<path d="M4 4 L"/>'), "malformed-path"],
    ["a path that reaches the edge", svg('<path d="M1 4h16v16H4z"/>'), "too-little-padding"],
    ["a curve that bulges over the edge", svg('<path d="M4 4C4 30 20 30 20 4z"/>'), "too-little-padding"],
    ["too much of it", svg(`<path d="M4 4${"l1 1l-1-1".repeat(300)}"/>`), "too-large"],
  ])("with %s", (_name, text, code) => {
    expect(codesOf(text)).toContain(code);
  });
});

test("nothing but blanks can be put into an icon without being noticed", () => {
  const icon = svg(`<path d="${SQUARE}"></path>`);
  const withoutBlanks = (text: string) => text.replaceAll(/\s/g, "");
  const piece = fc.constantFrom(
    " ",
    "\n",
    "<",
    ">",
    "/>",
    '"',
    "'",
    "=",
    "&",
    "x",
    "onload=",
    '<g a="">',
    "</svg>",
    "<path/>",
    "\0",
  );
  fc.assert(
    fc.property(fc.nat(icon.length), piece, fc.nat(icon.length), piece, (first, one, second, other) => {
      const once = icon.slice(0, first) + one + icon.slice(first);
      const text = once.slice(0, second) + other + once.slice(second);
      if (parseIconArt(text).ok) expect(withoutBlanks(text)).toBe(withoutBlanks(icon));
    }),
    { numRuns: 5_000 },
  );
});

describe("the box of a path", () => {
  const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });
  test.each([
    ["M2 3L5 7", box(2, 3, 5, 7)],
    ["m2 3 3 4", box(2, 3, 5, 7)],
    ["M2,3 5,7 1,1", box(1, 1, 5, 7)],
    ["M2 3h4v5H1V2z", box(1, 2, 6, 8)],
    ["M4 4zl2 2", box(4, 4, 6, 6)],
    ["M4 4h2zm1 1l9 9", box(4, 4, 14, 14)],
    ["M4-4.5.5-.5", box(0.5, -4.5, 4, -0.5)],
    ["M1e1 2E+0 L3e0 1", box(3, 1, 10, 2)],
    ["M4 4C5 0 9 9 8 4", box(4, 0, 9, 9)],
    ["M4 4c1-4 5 5 4 0", box(4, 0, 9, 9)],
    ["M4 4C4 4 8 0 12 4S20 4 20 4", box(4, 0, 20, 8)],
    ["M4 4S8 0 12 4", box(4, 0, 12, 4)],
    ["M4 4Q8 0 12 4T20 4", box(4, 0, 20, 8)],
    ["M4 4Q8 0 12 4T20 4T28 4", box(4, 0, 28, 8)],
    ["M4 4T12 4", box(4, 4, 12, 4)],
    ["M4 4L8 0T12 4", box(4, 0, 12, 4)],
  ])("%s", (d, expected) => {
    expect(boxOfPath(d)).toEqual({ ok: true, value: expected });
  });

  test.each([
    ["a circle", "M12 2a10 10 0 1 0 0 20 10 10 0 000-20z", box(2, 2, 22, 22)],
    ["half an ellipse", "M2 12A10 5 0 0122 12", box(2, 7, 22, 12)],
    ["radii too small to reach", "M2 12A1 1 0 0122 12", box(2, 2, 22, 12)],
    ["a turned ellipse", "M7 12A10 5 90 1017 12", box(7, 12, 17, 22)],
    ["no radius: a line", "M2 2A0 5 0 0 1 9 9", box(2, 2, 9, 9)],
    ["no distance: nothing", "M2 2A5 5 0 0 1 2 2", box(2, 2, 2, 2)],
  ])("of arcs is at most half a per cent too large: %s", (_name, d, expected) => {
    const found = boxOfPath(d);
    if (!found.ok) throw new Error(found.error);
    const size = Math.max(expected.right - expected.left, expected.bottom - expected.top);
    const slack = size * 0.005 + 1e-9;
    for (const side of ["left", "top", "right", "bottom"] as const) {
      expect(Math.abs(found.value[side] - expected[side])).toBeLessThanOrEqual(slack);
    }
  });

  test("holds every point of an arc, whatever its radii, turn and flags", () => {
    const milliradians = fc.integer({ min: 0, max: 6_283 }).map((value) => value / 1_000);
    const turns = fc.integer({ min: 100, max: 6_100 }).map((value) => value / 1_000);
    const radius = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(milliradians, turns, milliradians, radius, radius, (from, turn, tilt, rx, ry) => {
        const point = (t: number) => ({
          x: rx * Math.cos(t) * Math.cos(tilt) - ry * Math.sin(t) * Math.sin(tilt),
          y: rx * Math.cos(t) * Math.sin(tilt) + ry * Math.sin(t) * Math.cos(tilt),
        });
        // A half turn has two equally good centres in floating point.
        fc.pre(Math.abs(turn - Math.PI) > 0.01);
        const [start, end] = [point(from), point(from + turn)];
        const degrees = (tilt * 180) / Math.PI;
        const large = turn > Math.PI ? 1 : 0;
        const round = (n: number) => n.toFixed(9);
        const found = boxOfPath(
          `M${round(start.x)} ${round(start.y)}A${rx} ${ry} ${round(degrees)} ${large} 1 ${round(end.x)} ${round(end.y)}`,
        );
        if (!found.ok) throw new Error(found.error);
        for (let step = 0; step <= 40; step++) {
          const { x, y } = point(from + (turn * step) / 40);
          expect(x).toBeGreaterThanOrEqual(found.value.left - 1e-4);
          expect(x).toBeLessThanOrEqual(found.value.right + 1e-4);
          expect(y).toBeGreaterThanOrEqual(found.value.top - 1e-4);
          expect(y).toBeLessThanOrEqual(found.value.bottom + 1e-4);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    "",
    "M1 1",
    "L1 1",
    "M1",
    "M1 1 2",
    "M1 1 X",
    "M1 1L2 2 é",
    "M1 1A1 1 0 2 0 3 3",
    `M1 1L2 ${"9".repeat(400)}`,
    "M NaN 1L1 1",
  ])("is refused for %j", (d) => expect(boxOfPath(d).ok).toBe(false));
});
