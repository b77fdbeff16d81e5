import { fail, succeed, type Result } from "../domain/result.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One drawing command with absolute coordinates; `values` as in SVG 2, chapter 9.3. No S and no T: they read as C and Q. */
export interface PathCommand {
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

/** Reads a path's `d`; everything that is relative comes out absolute. */
export function readPath(d: string): Result<readonly PathCommand[], string> {
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
  return commands.some((command) => command.letter !== "M") ? succeed(withControls(commands)) : fail("draws nothing");
}

function isCommandLetter(letter: string | undefined): letter is CommandLetter {
  return letter !== undefined && Object.hasOwn(ARGUMENTS, letter);
}

function startsNumber(text: string, position: number): boolean {
  NUMBER.lastIndex = position;
  return NUMBER.test(text);
}

/** S and T leave out their first control point: it mirrors the last one of a curve of the same family. */
function withControls(commands: readonly PathCommand[]): readonly PathCommand[] {
  let control: { readonly of: CommandLetter; readonly at: Point } | undefined;
  return commands.map((command) => {
    const { letter, start, points } = command;
    const family = letter === "S" ? "C" : letter === "T" ? "Q" : letter;
    const mirrored = control?.of === family ? mirror(control.at, start) : start;
    const whole = family === letter ? points : [mirrored, ...points];
    const last = whole.at(-2);
    control = (family === "C" || family === "Q") && last !== undefined ? { of: family, at: last } : undefined;
    return { ...command, letter: family, points: whole };
  });
}

function mirror(point: Point, centre: Point): Point {
  return { x: 2 * centre.x - point.x, y: 2 * centre.y - point.y };
}
