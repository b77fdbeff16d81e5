import type { AttributeDefinition, AttributeType } from "./attribute.ts";
import { describe, quote, suggest, type ConditionIssueCode } from "./condition-issue.ts";
import type { Test, ValueTest } from "./condition-logic.ts";
import type { Scalar, TypeName } from "./operator-predicates.ts";
import type { Result } from "../result.ts";
import type { Json } from "../json.ts";
import { inAnyVariant, spellingOf } from "./spelling.ts";
import { parseVersion, type Version } from "./version.ts";

/** What an operator looks at: an attribute, or an element or the size of one, which has no source. */
export type Subject = Pick<AttributeDefinition, "key" | "type" | "values" | "minimum" | "maximum"> &
  Partial<Pick<AttributeDefinition, "source">>;

/** Turns a pattern into "is there a match somewhere in the text?", or says why it can't. */
export type CompilePattern = (pattern: string) => Result<Test<string>, string>;

/** Where an operand stands, and what reading it may need. */
export interface Site {
  readonly subject: Subject;
  /** Whether it is being written just now: what was kept once must go on working. */
  readonly isNew: boolean;
  readonly compilePattern: CompilePattern;
  /** Notes a fault here; always returns undefined, which stands for a refused operand. */
  refuse(code: ConditionIssueCode, message: string): undefined;
  /** The same for one item of an operand that is a list. */
  item(index: number): Site;
  /** Reads operators inside an operand. */
  compileNested(written: Json, subject: Subject): ValueTest;
}

/** Reads an operand as its operator needs it; undefined if it was refused. */
export type ReadOperand<Operand> = (written: Json, site: Site) => Operand | undefined;

const MAXIMUM_VALUES = 1_000;
const MOST_NAMED = 8;

/** How an attribute of each type is spoken of. */
export const NATURE: Readonly<Record<AttributeType, string>> = {
  string: "is text",
  enum: "is one of a few texts",
  number: "is a number",
  boolean: "is true or false",
  version: 'is a version such as "5.12.0"',
  strings: "is a list of texts",
};

/** `$type` of each attribute type, as JSON knows it. */
const TYPE_NAMES: Readonly<Record<AttributeType, TypeName>> = {
  string: "string",
  enum: "string",
  number: "number",
  boolean: "boolean",
  version: "string",
  strings: "array",
};

/** A value that the attribute, or an element of it, can have. */
const READ_SCALAR: Readonly<Record<AttributeType, ReadOperand<Scalar>>> = {
  string: readSpelt,
  enum: readOption,
  number: readNumber,
  boolean: (written, site) => (typeof written === "boolean" ? written : refuseType(written, site)),
  version: (written, site) => (readVersion(written, site) === undefined ? undefined : readText(written, site)),
  strings: readText,
};

function readScalar(written: Json, site: Site): Scalar | undefined {
  return READ_SCALAR[site.subject.type](written, site);
}

/** A value, `null` for "not known", or a whole list. */
export function readEqual(written: Json, site: Site): Scalar | null | readonly string[] | undefined {
  if (written === null) return null;
  if (!isArray(written)) return readScalar(written, site);
  if (site.subject.type === "strings") return readEach(written, readText, site);
  return site.refuse("wrong-type", `${quote(site.subject.key)} is no list; to allow several values use "$in"`);
}

/** Several values, among them perhaps `null` for "not known". */
export function readValues(written: Json, site: Site): readonly (Scalar | null)[] | undefined {
  return readList(written, (item, at) => (item === null ? null : readScalar(item, at)), site);
}

export function readTexts(written: Json, site: Site): readonly string[] | undefined {
  return readList(written, readText, site);
}

/** A number or a text to be above or below. */
export function readBound(written: Json, site: Site): number | string | undefined {
  return site.subject.type === "number" ? readNumber(written, site) : readText(written, site);
}

export function readFlag(written: Json, site: Site): boolean | undefined {
  return typeof written === "boolean"
    ? written
    : site.refuse("wrong-type", `needs true or false, not ${describe(written)}`);
}

export function readTypeName(written: Json, site: Site): TypeName | undefined {
  const name = TYPE_NAMES[site.subject.type];
  if (written === name || written === "null") return written;
  const { key, type } = site.subject;
  const message = `${quote(key)} ${NATURE[type]}: its type is "${name}", or "null" if not known`;
  return site.refuse("wrong-type", `${message}; never ${describe(written)}`);
}

export function readPattern(written: Json, site: Site): Test<string> | undefined {
  if (typeof written !== "string") {
    return site.refuse("wrong-type", `needs a regular expression as text, not ${describe(written)}`);
  }
  const pattern = site.compilePattern(written);
  if (!pattern.ok) return site.refuse("bad-pattern", pattern.error);
  const spelling = spellingOf(site.subject);
  return spelling === undefined ? pattern.value : inAnyVariant(spelling, pattern.value);
}

export function readVersion(written: Json, site: Site): Version | undefined {
  if (typeof written !== "string") return refuseType(written, site);
  const message = `${describe(written)} is no version; write one such as "5.12.0" or "6.0.0-rc.1"`;
  return parseVersion(written) ?? site.refuse("bad-version", message);
}

/** A number, or operators on the list's length. */
export function readSize(written: Json, site: Site): ValueTest | undefined {
  if (typeof written !== "number" && !isRecord(written)) {
    return site.refuse("wrong-type", `needs a number, or operators such as {"$gte": 2}, not ${describe(written)}`);
  }
  return site.compileNested(written, { key: `the size of ${site.subject.key}`, type: "number", minimum: 0 });
}

/** Operators that one and the same element must pass. */
export function readElementTest(written: Json, site: Site): ValueTest | undefined {
  if (!isRecord(written)) {
    return site.refuse("wrong-type", `needs operators such as {"$regex": "^a"}, not ${describe(written)}`);
  }
  return site.compileNested(written, { key: `an element of ${site.subject.key}`, type: "string" });
}

export function isRecord(written: Json): written is { readonly [key: string]: Json } {
  return typeof written === "object" && written !== null && !Array.isArray(written);
}

export function isArray(written: Json): written is readonly Json[] {
  return Array.isArray(written);
}

function readText(written: Json, site: Site): string | undefined {
  return typeof written === "string" ? written : refuseType(written, site);
}

/** Text in the spelling in which the fact is kept. A name of nothing stays as it is, and fits nobody. */
function readSpelt(written: Json, site: Site): string | undefined {
  const text = readText(written, site);
  const spelling = spellingOf(site.subject);
  if (text === undefined || spelling === undefined) return text;
  const canonical = spelling.canonical(text);
  const { closed } = spelling;
  if (canonical !== undefined || closed === undefined || !site.isNew) return canonical ?? text;
  const hint = suggest(text, closed.names(), "; write an IANA name such as Asia/Novosibirsk");
  return site.refuse("unknown-zone", `there is no ${closed.noun} ${quote(text)}${hint}`);
}

function readOption(written: Json, site: Site): string | undefined {
  if (typeof written !== "string") return refuseType(written, site);
  const known = (site.subject.values ?? []).map((option) => option.value);
  if (known.includes(written)) return written;
  const some = known.slice(0, MOST_NAMED).map(quote).join(", ");
  const others = `; it is one of ${some}${known.length > MOST_NAMED ? "…" : ""}`;
  return site.refuse(
    "unknown-value",
    `${quote(site.subject.key)} is never ${quote(written)}${suggest(written, known, others)}`,
  );
}

function readNumber(written: Json, site: Site): number | undefined {
  if (typeof written !== "number" || !Number.isFinite(written)) return refuseType(written, site);
  const { key, minimum = -Infinity, maximum = Infinity } = site.subject;
  if (written < minimum)
    return site.refuse("out-of-range", `${quote(key)} is at least ${minimum}, so never ${written}`);
  if (written > maximum) return site.refuse("out-of-range", `${quote(key)} is at most ${maximum}, so never ${written}`);
  return written;
}

function readList<Item>(written: Json, read: ReadOperand<Item>, site: Site): readonly Item[] | undefined {
  if (!isArray(written)) return site.refuse("wrong-type", `needs a list of values, not ${describe(written)}`);
  if (written.length === 0) return site.refuse("empty", "needs at least one value");
  return readEach(written, read, site);
}

function readEach<Item>(written: readonly Json[], read: ReadOperand<Item>, site: Site): readonly Item[] | undefined {
  if (written.length > MAXIMUM_VALUES) {
    return site.refuse("too-large", `${written.length} values are too many; at most ${MAXIMUM_VALUES} are allowed`);
  }
  const items = Array.from(written, (item, index) => read(item, site.item(index)));
  const sound = items.filter((item) => item !== undefined);
  return sound.length === items.length ? sound : undefined;
}

function refuseType(written: Json, site: Site): undefined {
  const { key, type } = site.subject;
  return site.refuse("wrong-type", `${quote(key)} ${NATURE[type]}; ${describe(written)} does not fit`);
}
