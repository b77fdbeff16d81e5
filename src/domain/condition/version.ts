/** A version such as `5.12.0` or `6.0.0-rc.1`, read once and compared many times. */
export interface Version {
  /** The dotted numbers, without zeros at the end: `5.12` and `5.12.0` are one version. */
  readonly core: readonly number[];
  /** `["rc", 1n]`; empty for a release. */
  readonly prerelease: readonly Identifier[];
}

/** Digits alone are a number, however long: without zeros in front. */
type Identifier = string | bigint;

const VERSION = /^v?(\d{1,9}(?:\.\d{1,9})*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;
const MAXIMUM_LENGTH = 64;

/** Reads a version: an optional `v`, dotted numbers, `-prerelease`, and a `+build` that does not count. */
export function parseVersion(text: string): Version | undefined {
  const [, core, prerelease = ""] = (text.length <= MAXIMUM_LENGTH && VERSION.exec(text)) || [];
  if (core === undefined) return undefined;
  const numbers = core.split(".").map(Number);
  return {
    core: numbers.slice(0, numbers.findLastIndex((part) => part > 0) + 1),
    prerelease: identifiersOf(prerelease),
  };
}

/**
 * Below zero if the text is an older version, above if it is a newer one, zero if it is the same. The order is that of
 * semver.org §11, for any count of numbers. NaN for text that is no
 * version, so that it is neither older, newer nor the same.
 */
export function compareToVersion(text: string, { core, prerelease }: Version): number {
  // Read digit by digit, because this runs in every decision and splitting would allocate.
  let index = text.charCodeAt(0) === LETTER_V ? 1 : 0;
  let part = 0;
  for (; ; part++, index++) {
    const start = index;
    let number = 0;
    for (let digit = text.charCodeAt(index) - ZERO; digit >= 0 && digit <= 9;) {
      number = number * 10 + digit;
      digit = text.charCodeAt(++index) - ZERO;
    }
    if (index === start) return NaN;
    const difference = number - (core[part] ?? 0);
    if (difference !== 0) return difference;
    if (text.charCodeAt(index) !== DOT) break;
  }
  if (part + 1 < core.length) return -1;
  if (text.charCodeAt(index) !== HYPHEN) return prerelease.length;
  if (prerelease.length === 0) return -1;
  const [own = ""] = text.slice(index + 1).split("+", 1);
  return comparePrereleases(identifiersOf(own), prerelease);
}

const ZERO = 48;
const DOT = 46;
const HYPHEN = 45;
const LETTER_V = 118;

function identifiersOf(prerelease: string): readonly Identifier[] {
  if (prerelease === "") return [];
  return prerelease.split(".").map((identifier) => (/^\d+$/.test(identifier) ? BigInt(identifier) : identifier));
}

function comparePrereleases(one: readonly Identifier[], other: readonly Identifier[]): number {
  for (const [index, theirs] of other.entries()) {
    const ours = one[index];
    if (ours === undefined) return -1;
    if (ours === theirs) continue;
    // Numbers come before words.
    if (typeof ours !== typeof theirs) return typeof ours === "bigint" ? -1 : 1;
    return ours < theirs ? -1 : 1;
  }
  return one.length - other.length;
}
