import { fail, succeed, type Result } from "../domain/result.ts";
import { boxOfPath } from "./path-box.ts";

/** Why a piece of icon art was refused. */
export type IconArtCode =
  | "too-large"
  | "forbidden-markup"
  | "forbidden-element"
  | "forbidden-attribute"
  | "malformed"
  | "wrong-view-box"
  | "wrong-color"
  | "not-one-path"
  | "malformed-path"
  | "too-little-padding";

export interface IconArtProblem {
  readonly code: IconArtCode;
  readonly message: string;
}

export interface IconArt {
  /** The `d` of the one path. */
  readonly path: string;
}

/** Side of the square that icons are drawn in. */
const ICON_SIZE = 24;
/** Empty margin on every side; status bars cut off what comes closer. */
const ICON_PADDING = 2;
const MAXIMUM_ART_LENGTH = 2048;

const NAMESPACE = "http://www.w3.org/2000/svg";
const VIEW_BOX = `0 0 ${ICON_SIZE} ${ICON_SIZE}`;
const FILL = "currentColor";

/** Every element and attribute that icon art may have, with its one permitted value; null permits any. */
const ALLOWED: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  svg: { xmlns: NAMESPACE, viewBox: VIEW_BOX, width: String(ICON_SIZE), height: String(ICON_SIZE), fill: FILL },
  path: { d: null, fill: FILL },
};

const WRONG_VIEW_BOX = problem("wrong-view-box", `must have viewBox="${VIEW_BOX}" at <svg>`);
const WRONG_COLOR = problem("wrong-color", `must have fill="${FILL}" and no other colour: phones choose it`);

interface Tag {
  readonly name: string;
  readonly isClosing: boolean;
  readonly isSelfClosing: boolean;
  readonly attributes: ReadonlyMap<string, string>;
}

/**
 * Reads the SVG of a decoration: a 24×24 box with one path in the surrounding text's colour, and nothing else, so that
 * it can be shown anywhere without risk. Every problem is reported, not just the first.
 */
export function parseIconArt(svgText: string): Result<IconArt, readonly IconArtProblem[]> {
  if (svgText.length > MAXIMUM_ART_LENGTH) {
    return refuse("too-large", `has ${svgText.length} characters; simplify it to at most ${MAXIMUM_ART_LENGTH}`);
  }
  if (/<[!?]|&/.test(svgText)) {
    return refuse("forbidden-markup", "has a comment, a declaration or an entity; keep only <svg> and <path>");
  }
  const tags = readTags(svgText);
  if (!tags.ok) return fail([tags.error]);

  const problems = [...tags.value.flatMap(checkTag), ...checkShape(tags.value)];
  const path = tags.value.find((tag) => tag.name === "path")?.attributes.get("d");
  if (path !== undefined) problems.push(...checkIconPath(path));
  return path === undefined || problems.length > 0 ? fail(problems) : succeed({ path });
}

/** Checks a path's `d` by itself, as it stands in a decoration that has already been taken out of its SVG. */
export function checkIconPath(d: string): readonly IconArtProblem[] {
  const box = boxOfPath(d);
  if (!box.ok) return [problem("malformed-path", box.error)];
  const tolerance = 0.001;
  const lowest = ICON_PADDING - tolerance;
  const highest = ICON_SIZE - ICON_PADDING + tolerance;
  const { left, top, right, bottom } = box.value;
  if (left >= lowest && top >= lowest && right <= highest && bottom <= highest) return [];
  const reach = [left, top, right, bottom].map((edge) => edge.toFixed(2)).join(" ");
  return [
    problem(
      "too-little-padding",
      `reaches from left, top to right, bottom: ${reach}; keep all of it, with the control points of its curves, ` +
        `between ${ICON_PADDING} and ${ICON_SIZE - ICON_PADDING}`,
    ),
  ];
}

const TAG = /\s*<(\/?)([^\s<>/"'=]+)((?:[^<>"'/]|"[^"<]*"|'[^'<]*')*)(\/?)>\s*/y;
const ATTRIBUTE = /\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;

function readTags(text: string): Result<readonly Tag[], IconArtProblem> {
  const tags: Tag[] = [];
  for (let position = 0; position < text.length; position = TAG.lastIndex) {
    TAG.lastIndex = position;
    const match = TAG.exec(text);
    if (match === null) {
      return fail(problem("malformed", `has text or broken markup at character ${position + 1}; keep only tags`));
    }
    const [, slash, name = "", attributeText = "", selfClosing] = match;
    const attributes = readAttributes(attributeText.trimEnd());
    if (attributes === undefined) return fail(problem("malformed", `has broken or repeated attributes in <${name}>`));
    tags.push({ name, attributes, isClosing: slash === "/", isSelfClosing: selfClosing === "/" });
  }
  return succeed(tags);
}

function readAttributes(text: string): ReadonlyMap<string, string> | undefined {
  const attributes = new Map<string, string>();
  for (let position = 0; position < text.length; position = ATTRIBUTE.lastIndex) {
    ATTRIBUTE.lastIndex = position;
    const [, name, inDoubleQuotes, inSingleQuotes] = ATTRIBUTE.exec(text) ?? [];
    if (name === undefined || attributes.has(name)) return undefined;
    attributes.set(name, inDoubleQuotes ?? inSingleQuotes ?? "");
  }
  return attributes;
}

function checkTag(tag: Tag): readonly IconArtProblem[] {
  const allowed = Object.hasOwn(ALLOWED, tag.name) ? ALLOWED[tag.name] : undefined;
  if (allowed === undefined) {
    return [problem("forbidden-element", `has a <${tag.name}>; only <svg> and one <path> are allowed`)];
  }
  return [...tag.attributes].flatMap(([name, value]) => {
    const permitted = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
    if (permitted === null || permitted === value) return [];
    if (name === "viewBox") return [WRONG_VIEW_BOX];
    if (name === "fill") return [WRONG_COLOR];
    return [
      problem(
        "forbidden-attribute",
        permitted === undefined
          ? `has the attribute ${name} at <${tag.name}>; allowed there are ${Object.keys(allowed).join(", ")}`
          : `must have ${name}="${permitted}" at <${tag.name}>, or leave it out`,
      ),
    ];
  });
}

function checkShape(tags: readonly Tag[]): readonly IconArtProblem[] {
  const problems: IconArtProblem[] = [];
  const known = tags.filter((tag) => Object.hasOwn(ALLOWED, tag.name));
  const paths = known.filter((tag) => tag.name === "path" && !tag.isClosing);
  if (paths.length !== 1) problems.push(problem("not-one-path", `has ${paths.length} paths; join them to exactly one`));
  else if (!paths[0]?.attributes.has("d")) problems.push(problem("malformed-path", "has a <path> without d"));

  const outline = known.map((tag) => `${tag.isClosing ? "/" : ""}${tag.name}${tag.isSelfClosing ? "/" : ""}`).join(" ");
  if (paths.length === 1 && outline !== "svg path/ /svg" && outline !== "svg path /path /svg") {
    problems.push(problem("malformed", "must be <svg …><path …/></svg>"));
  }

  const root = tags[0]?.attributes;
  if (!root?.has("xmlns")) problems.push(problem("malformed", `must have xmlns="${NAMESPACE}" at <svg>`));
  if (!root?.has("viewBox")) problems.push(WRONG_VIEW_BOX);
  if (!known.some((tag) => tag.attributes.has("fill"))) problems.push(WRONG_COLOR);
  return problems;
}

function problem(code: IconArtCode, message: string): IconArtProblem {
  return { code, message };
}

function refuse(code: IconArtCode, message: string): Result<never, readonly IconArtProblem[]> {
  return fail([problem(code, message)]);
}
