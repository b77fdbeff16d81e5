import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Definitions } from "../contract/definitions.ts";
import { schemaPathOf, SCHEMA_MEMBER, type DefinitionFile } from "../contract/definition-files.ts";
import { diffJson } from "../domain/json-diff.ts";
import type { Json } from "../domain/json.ts";
import { listDefinitionFiles, withoutSchema } from "./read-definitions.ts";
import { readText } from "./read-text.ts";

/** Names that stand for devices on Windows, whatever they end in: nobody there could have such a file. */
const DEVICE_NAMES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Writes definitions as the files that `readDefinitions` reads. A file that says the same already is left as it is, so
 * its formatting stays; a file of a definition that is gone is removed. Answers the files that were touched. All are written
 * aside first: what can't be written, such as on a full disk, leaves the folder as it was. Throws what the file system does.
 */
export function writeDefinitions(root: string, definitions: Definitions): readonly string[] {
  const wanted = new Map<string, string | Json>();
  const put = (file: string, kind: DefinitionFile, content: object) =>
    wanted.set(file, JSON.parse(JSON.stringify({ [SCHEMA_MEMBER]: schemaPathOf(kind), ...content })) as Json);
  put("segments/attributes.json", "attributes", { attributes: definitions.attributes });
  const { categories, themes, feasts } = definitions;
  put("decorations/themes.json", "themes", { categories, themes, ...(feasts.length > 0 && { feasts }) });
  for (const { key, ...segment } of definitions.segments) put(`segments/${key}.json`, "segment", segment);
  for (const { key, ...campaign } of definitions.campaigns) put(`campaigns/${key}.json`, "campaign", campaign);
  for (const { key, path, artHash: _derived, ...decoration } of definitions.decorations) {
    put(`decorations/${key}.json`, "decoration", decoration);
    wanted.set(`decorations/${key}.svg`, formatIcon(path));
  }
  const touched: string[] = [];
  const aside: string[] = [];
  try {
    for (const [file, content] of wanted) {
      const target = join(root, file);
      if (saysTheSame(target, content)) continue;
      mkdirSync(dirname(target), { recursive: true });
      aside.push(asideOf(target));
      writeFileSync(asideOf(target), typeof content === "string" ? content : `${JSON.stringify(content, null, 2)}\n`);
      touched.push(file);
    }
    for (const file of touched) renameSync(asideOf(join(root, file)), join(root, file));
  } finally {
    for (const file of aside) rmSync(file, { force: true });
  }
  for (const file of listDefinitionFiles(root)) {
    if (wanted.has(file)) continue;
    rmSync(join(root, file));
    touched.push(file);
  }
  return touched;
}

/** The one way in which icons are written, so that the same path has the same hash everywhere. */
export function formatIcon(path: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="currentColor"><path d="${path}"/></svg>\n`;
}

/** Which definition could not be a file everywhere; undefined: all can. */
export function findUnwritable({ segments, decorations, campaigns }: Definitions): string | undefined {
  return [...segments, ...decorations, ...campaigns].find(({ key }) => DEVICE_NAMES.test(key))?.key;
}

/** Beside its place, under a name that is no definition's. */
function asideOf(target: string): string {
  return join(dirname(target), `.${basename(target)}.${process.pid}.unfinished`);
}

function saysTheSame(file: string, content: string | Json): boolean {
  if (!existsSync(file)) return false;
  try {
    const text = readText(file);
    if (!text.ok) return false;
    if (typeof content === "string") return text.value === content;
    // Parsed boundary: whatever a file holds, it is JSON.
    return diffJson(withoutSchema(JSON.parse(text.value)) as Json, withoutSchema(content) as Json).length === 0;
  } catch {
    return false;
  }
}
