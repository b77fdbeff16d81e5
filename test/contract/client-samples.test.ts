import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** A member of a record in a sample: its type without the mark for "may be missing". */
interface Member {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
}

type Records = ReadonlyMap<string, readonly Member[]>;

function toMember(name: string, written: string): Member {
  const [type = ""] = written.split(" = ");
  return { name, type: type.trim().replace(/\?$/, ""), isOptional: type.trim().endsWith("?") };
}

/** The data classes of the Kotlin sample. */
function readKotlin(source: string): Records {
  return new Map(
    Array.from(source.matchAll(/data class (\w+)\(((?:[^()]|\(\))*?)\)(?: \{|\n)/g), ([, name = "", members = ""]) => [
      name,
      Array.from(members.matchAll(/val (\w+): ([\w<>, ?]+?)(?= = |,\s*val |,?\s*$)/g), ([, member = "", type = ""]) =>
        toMember(member, type),
      ),
    ]),
  );
}

/** The structs of the Swift sample, also those inside others. */
function readSwift(source: string): Records {
  const records = new Map<string, readonly Member[]>();
  for (const { index, 0: head, 1: name = "" } of source.matchAll(/struct (\w+): Codable, Sendable \{/g)) {
    let depth = 1;
    let own = "";
    for (const character of source.slice(index + head.length)) {
      if (character === "{") depth += 1;
      if (character === "}") depth -= 1;
      if (depth === 0) break;
      if (depth === 1) own += character;
    }
    const members = Array.from(own.matchAll(/\blet (\w+): ([^;\n}]+)/g), ([, member = "", type = ""]) =>
      toMember(member, type),
    );
    records.set(name, members);
  }
  return records;
}

const nodeSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  $defs: z.record(z.string(), z.unknown()).optional(),
});

type Node = z.infer<typeof nodeSchema>;

const schema = nodeSchema.parse(JSON.parse(read("public/schemas/tray.v1.json")));

function resolve(node: unknown): { readonly node: Node; readonly isNullable: boolean } {
  const parsed = nodeSchema.parse(node);
  const definition = parsed.$ref?.replace("#/$defs/", "");
  if (definition !== undefined) return resolve(schema.$defs?.[definition]);
  const choices = parsed.anyOf?.map(resolve) ?? [];
  const isNull = (choice: (typeof choices)[number]) => choice.node.type === "null";
  const [first] = choices.filter((choice) => !isNull(choice));
  if (first !== undefined) return { node: first.node, isNullable: choices.some(isNull) };
  return { node: parsed, isNullable: Array.isArray(parsed.type) && parsed.type.includes("null") };
}

/** What a sample says of a record and the schema does not. */
function listDifferences(records: Records, type: string, node: Node, path = "tray"): readonly string[] {
  const members = records.get(type);
  if (members === undefined) return [`${path}: the sample has no ${type}`];
  return members.flatMap(({ name, type: memberType, isOptional }) => {
    const member = node.properties?.[name];
    const here = `${path}.${name}`;
    if (member === undefined) return [`${here} is not in the schema`];
    const { node: inner, isNullable } = resolve(member);
    const mayBeMissing = isNullable || node.required?.includes(name) !== true;
    return [
      ...(mayBeMissing && !isOptional ? [`${here} may be missing or null`] : []),
      ...compareType(records, memberType, inner, here),
    ];
  });
}

const SCALARS: Readonly<Record<string, readonly string[]>> = {
  string: ["String", "Date", "URL"],
  integer: ["Long", "Int", "Double"],
  number: ["Double"],
};

function compareType(records: Records, written: string, node: Node, path: string): readonly string[] {
  const element = /^List<(.*)>$/.exec(written)?.[1] ?? /^\[([^:]*)\]$/.exec(written)?.[1];
  if (node.type === "array") {
    return element === undefined
      ? [`${path} is a list`]
      : compareType(records, element, resolve(node.items).node, `${path}[]`);
  }
  if (node.type !== "object") {
    const [scalar = ""] = [node.type ?? []].flat().filter((type) => type !== "null");
    return SCALARS[scalar]?.includes(written) === true ? [] : [`${path} is of the type ${scalar}, not ${written}`];
  }
  // Texts by language, by scope: read as a map in both samples.
  if (/^(?:Map<|\[String: )/.test(written)) return [];
  return listDifferences(records, written.split(".").at(-1) ?? written, node, path);
}

const SAMPLES = [
  ["Kotlin", readKotlin(read("docs/clients/kotlin/GarlandTray.kt")), 8],
  ["Swift", readSwift(read("docs/clients/swift/GarlandTray.swift")), 9],
] as const;

describe("the sample for a phone's app", () => {
  it.each(SAMPLES)(
    "in %s reads members that the published schema has, and expects nothing that may be missing",
    (_language, records, least) => {
      expect(records.size).toBeGreaterThanOrEqual(least);
      expect(Array.from(records.values()).every((members) => members.length > 0)).toBe(true);
      expect(listDifferences(records, "Tray", schema)).toEqual([]);
    },
  );

  it("would not pass with a member of another name, or one that is always expected and may be missing", () => {
    const wrong = new Map([
      ["Tray", [toMember("showFrom", "String"), toMember("version", "Int"), toMember("epoch", "String")]],
    ]);
    expect(listDifferences(wrong, "Tray", schema)).toEqual([
      "tray.showFrom may be missing or null",
      "tray.version is not in the schema",
      "tray.epoch is of the type integer, not String",
    ]);
  });
});
