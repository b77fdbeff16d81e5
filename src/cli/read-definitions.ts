import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { z } from "zod";
import { DEFINITION_FILES, SCHEMA_MEMBER } from "../contract/definition-files.ts";
import {
  parseDefinitionFile,
  parseDefinitions,
  type DefinitionProblem,
  type Definitions,
} from "../contract/definitions.ts";
import { parseIconArt } from "../art/icon-art.ts";
import { fail, type Result } from "../domain/result.ts";
import { readText } from "./read-text.ts";

/**
 * Reads `segments/`, `decorations/` and `campaigns/` under a folder and checks all of it. Keys are file names; lists
 * are in the order of their keys, whatever the file system's. Throws only if something cannot be read at all.
 */
export function readDefinitions(root: string): Result<Definitions, readonly DefinitionProblem[]> {
  const problems: DefinitionProblem[] = [];
  const refuse = (file: string, message: string) => problems.push({ code: "invalid", file, path: "", message });

  function readJson<Content extends object>(file: string, schema: z.ZodType<Content>): Partial<Content> {
    let json: unknown;
    try {
      const text = readText(join(root, file));
      if (!text.ok) {
        refuse(file, text.error);
        return {};
      }
      json = JSON.parse(text.value);
    } catch (error) {
      refuse(file, String(error));
      return {};
    }
    const content = parseDefinitionFile(file, schema, withoutSchema(json));
    if (content.ok) return content.value;
    problems.push(...content.error);
    return {};
  }

  function readFolder<Content extends object>(
    folder: string,
    schema: z.ZodType<Content>,
    except: readonly string[] = [],
  ) {
    return listKeys(join(root, folder), ".json")
      .filter((key) => !except.includes(key))
      .map((key) => ({ key, ...readJson(`${folder}/${key}.json`, schema) }));
  }

  function readArt(key: string) {
    const file = `decorations/${key}.svg`;
    if (!existsSync(join(root, file))) {
      refuse(file, "is missing: every decoration has an icon");
      return {};
    }
    const svg = readText(join(root, file));
    if (!svg.ok) {
      refuse(file, svg.error);
      return {};
    }
    const art = parseIconArt(svg.value);
    if (art.ok) return { path: art.value.path, artHash: hashArt(svg.value) };
    for (const { message } of art.error) refuse(file, message);
    return {};
  }

  const definitions = {
    ...readJson("segments/attributes.json", DEFINITION_FILES.attributes),
    segments: readFolder("segments", DEFINITION_FILES.segment, ["attributes"]),
    ...readJson("decorations/themes.json", DEFINITION_FILES.themes),
    decorations: readFolder("decorations", DEFINITION_FILES.decoration, ["themes"]).map((decoration) => ({
      ...decoration,
      ...readArt(decoration.key),
    })),
    campaigns: readFolder("campaigns", DEFINITION_FILES.campaign),
  };
  for (const file of listStrangers(root)) {
    const allowed = FOLDERS.map(({ folder, extensions }) => `${folder}/<key>${extensions.join(" or ")}`).join(", ");
    refuse(file, `is no definition, and would be passed over: definitions are ${allowed}; move or rename it`);
  }
  for (const key of listKeys(join(root, "decorations"), ".svg")) {
    if (definitions.decorations.some((decoration) => decoration.key === key)) continue;
    refuse(`decorations/${key}.svg`, `has no description: add decorations/${key}.json, or remove the picture`);
  }
  return problems.length > 0 ? fail(problems) : parseDefinitions(definitions);
}

/** A file's content without what it says to editors. */
export function withoutSchema(json: unknown): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return json;
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== SCHEMA_MEMBER));
}

/** First 12 hex digits of the SHA-256 of an SVG's text; part of the name of everything drawn from it. */
function hashArt(svgText: string): string {
  return createHash("sha256").update(svgText).digest("hex").slice(0, 12);
}

/** One line per problem, for people. */
export function describeProblems(problems: readonly DefinitionProblem[]): string {
  return problems.map(({ file, path, message }) => `${file}${path === "" ? "" : ` at ${path}`}: ${message}`).join("\n");
}

function listKeys(folder: string, extension: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => basename(name, extension))
    .sort();
}

/** The three folders, and what a file in each ends in. */
const FOLDERS = [
  { folder: "segments", extensions: [".json"] },
  { folder: "decorations", extensions: [".json", ".svg"] },
  { folder: "campaigns", extensions: [".json"] },
] as const;

/** Every file that defines something. */
export function listDefinitionFiles(root: string): readonly string[] {
  return FOLDERS.flatMap(({ folder, extensions }) =>
    existsSync(join(root, folder))
      ? extensions.flatMap((extension) =>
          listKeys(join(root, folder), extension).map((key) => `${folder}/${key}${extension}`),
        )
      : [],
  );
}

/** What lies in the three folders and defines nothing: folders, other endings, also in other letters. What tools hide may lie there. */
function listStrangers(root: string): readonly string[] {
  return FOLDERS.flatMap(({ folder, extensions }) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter(({ name }) => !name.startsWith(".") || /\.(json|svg)$/i.test(name))
      .filter((entry) => entry.isDirectory() || !extensions.some((extension) => entry.name.endsWith(extension)))
      .map(({ name }) => `${folder}/${name}`)
      .sort(),
  );
}
