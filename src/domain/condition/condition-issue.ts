/** What can be wrong with a condition; found when it is written, never when it is used. */
export type ConditionIssueCode =
  | "unknown-operator"
  | "unknown-attribute"
  | "household-attribute"
  | "unknown-segment"
  | "unknown-value"
  | "unknown-zone"
  | "wrong-type"
  | "out-of-range"
  | "bad-pattern"
  | "bad-version"
  | "empty"
  | "too-deep"
  | "too-large"
  | "segment-cycle"
  | "duplicate-segment";

/** One fault of a condition: where (a path such as `$.$and[1].platform.$eqq`), what, and what to do about it. */
export interface ConditionIssue {
  readonly path: string;
  readonly message: string;
  readonly code: ConditionIssueCode;
}

export function memberPath(path: string, key: string): string {
  return /^[\w$-]{1,40}$/.test(key) ? `${path}.${key}` : `${path}[${quote(key)}]`;
}

export function itemPath(path: string, index: number): string {
  return `${path}[${index}]`;
}

const LONGEST_QUOTE = 40;

/** Text as it may stand in a message: never longer than a name should be. */
export function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text);
}

/** What was written instead, in a few words. */
export function describe(written: unknown): string {
  if (typeof written === "string") return quote(written);
  if (Array.isArray(written)) return "a list";
  if (typeof written === "object" && written !== null) return "an object";
  return String(written);
}

/** `; did you mean "platform"?` when a known name is a typo away, else `otherwise`. */
export function suggest(name: string, known: Iterable<string>, otherwise: string): string {
  const tolerance = Math.max(1, Math.floor(name.length / 3));
  let nearest: string | undefined;
  let distance = tolerance + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) > tolerance) continue;
    const edits = countEdits(name.toLowerCase(), candidate.toLowerCase());
    if (edits < distance) [nearest, distance] = [candidate, edits];
  }
  return nearest === undefined ? otherwise : `; did you mean ${quote(nearest)}?`;
}

/** Levenshtein distance. */
function countEdits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...one].entries()) {
    let diagonal = index;
    let left = index + 1;
    row = row.map((above, column) => {
      if (column === 0) return left;
      const replaced = diagonal + (letter === other[column - 1] ? 0 : 1);
      left = Math.min(replaced, above + 1, left + 1);
      diagonal = above;
      return left;
    });
  }
  return row.at(-1) ?? 0;
}
