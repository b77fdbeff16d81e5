import { parseVersion } from "../../domain/condition/version.ts";
import { readPlainText } from "./plain-text.ts";

/** What comes before a version, the version, and what comes after it: `v5.12`, `Version 5.12.0`, `release/5.12 (1234)`. */
const PARTS = /^(?:(?:version|versionname|ver|v|release|версия|вер)[\s.:=_/-]*)?(\d{1,9}(?:[.,]\d{1,9})*)(.*)$/i;

/** A number alone, with more digits than a version's first one has, counts builds: read as a version it would be newer than all. */
const MOST_DIGITS_ALONE = 6;

/** What says "not finished yet"; it makes a version older than the same without it. */
const UNFINISHED =
  /^(?:alpha|beta|rc|pre|preview|prerelease|dev|snapshot|nightly|canary|eap|test|debug|qa|staging|internal)$/;

/** What says "finished", and where it is sold; nobody means a version before the release by that. */
const FINISHED =
  /^(?!pre)(?:[a-z]*release|final|ga|stable|prod|production|full|store|appstore|google|play|gms|hms|huawei|appgallery|rustore|xiaomi|getapps|samsung|galaxy)(?![a-z])/i;

/** A pre-release and a build as semver.org writes them. */
const SEMVER_SUFFIX = /^(-(?=[.-]*[0-9A-Za-z])[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z.-]+)?$/;

/** A word, perhaps with a number, however it is set off: ` beta 2`, `_rc1`, `b3`, `(alpha)`, `~rc.2`. */
const WORD = /^[\s_~.:([{,-]*([a-z]+)[\s._-]*(\d{1,9})?\s*[)\]}]?$/i;

/** What counts builds, or names one: ` (1234)`, ` build 1234`, `/1234`, `#1234`, `, 1a2b3c`, `_huawei`. */
const BUILD =
  /^(?:\s*\(\s*(?:build|сборка|b|#)?[\s.:#]*\d[\w.-]*\s*\)[\w\s.-]{0,24}|[\s_~#@:/,-]+[\p{L}\d][\p{L}\d\s.:#_-]{0,40})$/iu;

/** Any words in brackets. After two numbers a browser's appVersion looks so, and that is no app's: `5.0 (Android 13)`. */
const REMARK = /\s*\((?!\s*(?:alpha|beta|rc|pre)\b)[^;()]{1,40}\)$/i;

const LETTERS: ReadonlyMap<string, string> = new Map([
  ["a", "alpha"],
  ["b", "beta"],
]);

/**
 * The version of an app in the dotted form in which conditions compare, however its store or its tools write it. A build's
 * number says nothing and is left out, unless it stands where semver.org puts it. Undefined for what is no version.
 */
export function readAppVersion(said: unknown): string | undefined {
  const [, written = "", rest = ""] = PARTS.exec(readPlainText(said)?.trim() ?? "") ?? [];
  const core = written.replaceAll(",", ".");
  if (core === "" || (!core.includes(".") && core.length > MOST_DIGITS_ALONE)) return undefined;
  const isWhole = core.split(".").length > 2;
  const suffix = readSuffix(isWhole ? rest.replace(REMARK, "") : rest);
  if (suffix === undefined) return undefined;
  return [core + suffix, core].find((version) => parseVersion(version) !== undefined);
}

/** What follows the numbers and counts; undefined if it can't belong to a version. */
function readSuffix(rest: string): string | undefined {
  // An address may have lost the plus before a build.
  const [, prerelease = "", build = ""] = SEMVER_SUFFIX.exec(rest.replace(/^ (?=\d[\w.-]*$)/, "+")) ?? [];
  if (prerelease !== "") return FINISHED.test(prerelease.slice(1)) ? build : prerelease + build;
  if (/^[.,+-]?$/.test(rest) || build !== "") return build;
  const [, word = "", number] = WORD.exec(rest) ?? [];
  const lower = word.toLowerCase();
  const name = (number === undefined ? undefined : LETTERS.get(lower)) ?? lower;
  if (UNFINISHED.test(name)) return number === undefined ? `-${name}` : `-${name}.${Number(number)}`;
  if (FINISHED.test(word) || /^[a-z]$/i.test(rest)) return "";
  return BUILD.test(rest) ? "" : undefined;
}
