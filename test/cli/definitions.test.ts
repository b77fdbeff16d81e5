import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compareDefinitions, describeDifference } from "../../src/cli/compare-definitions.ts";
import { PLURALS } from "../../src/cli/definition-service.ts";
import { listDefinitionFiles, readDefinitions } from "../../src/cli/read-definitions.ts";
import { formatIcon, writeDefinitions } from "../../src/cli/write-definitions.ts";
import type { Definitions } from "../../src/contract/definitions.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";

const root = join(import.meta.dirname, "../..");
const label = { ru: "а", en: "a" };
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "garland-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function readBack(from: string): Definitions {
  const read = readDefinitions(from);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

describe("definitions as files", () => {
  it("come back from the files exactly as they were written", () => {
    writeDefinitions(folder, bundledDefinitions);
    expect(compareDefinitions(bundledDefinitions, readBack(folder))).toEqual([]);
    expect(writeDefinitions(folder, bundledDefinitions)).toEqual([]);
  });

  it("keep their formatting when they say the same, and every icon is written in the one way", () => {
    for (const name of ["segments", "decorations", "campaigns"])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    expect(writeDefinitions(folder, bundledDefinitions)).toEqual([]);
    for (const { key, path } of bundledDefinitions.decorations) {
      expect(readFileSync(join(root, `decorations/${key}.svg`), "utf8")).toBe(formatIcon(path));
    }
  });

  it("say to editors which schema they follow, which is no part of a definition", () => {
    writeDefinitions(folder, bundledDefinitions);
    for (const file of listDefinitionFiles(folder).filter((name) => name.endsWith(".json"))) {
      const { $schema } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { $schema: string };
      const schema = JSON.parse(readFileSync(join(root, "segments", $schema), "utf8")) as { properties: object };
      const content = JSON.parse(readFileSync(join(root, file), "utf8")) as object;
      expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(content)));
    }
    // Whoever takes the line out gets no difference, and keeps the file as it is.
    const { $schema: _taken, ...rest } = JSON.parse(readFileSync(join(folder, "campaigns/spring.json"), "utf8")) as {
      $schema: string;
    };
    writeFileSync(join(folder, "campaigns/spring.json"), JSON.stringify(rest));
    expect(compareDefinitions(bundledDefinitions, readBack(folder))).toEqual([]);
    expect(writeDefinitions(folder, bundledDefinitions)).toEqual([]);
  });

  it("lose the file of a definition that is gone, and nothing else", () => {
    writeDefinitions(folder, bundledDefinitions);
    writeFileSync(join(folder, "decorations/README.md"), "Notes");
    const without = {
      ...bundledDefinitions,
      campaigns: bundledDefinitions.campaigns.filter(({ key }) => key !== "spring"),
    };
    expect(writeDefinitions(folder, without)).toEqual(["campaigns/spring.json"]);
  });
});

describe("the way from one set of definitions to another", () => {
  it("is empty between equals", () => {
    expect(compareDefinitions(bundledDefinitions, bundledDefinitions)).toEqual([]);
  });

  it("names what is added, changed and removed, in words", () => {
    const [first, ...rest] = bundledDefinitions.campaigns;
    if (first === undefined) throw new Error("no campaigns");
    const target = {
      ...bundledDefinitions,
      segments: [...bundledDefinitions.segments, { key: "zz-new", label, condition: {}, examples: [] }],
      campaigns: [{ ...first, priority: 7 }, ...rest.slice(1)],
    };
    const lines = compareDefinitions(bundledDefinitions, target).map(describeDifference);
    expect(lines).toEqual([
      "+ segments/zz-new",
      `~ campaigns/${first.key}\n    priority: ${first.priority} → 7`,
      `- campaigns/${rest[0]?.key} (only the service has it; a push keeps it, unless with --prune)`,
    ]);
  });

  it("writes a segment after those that it uses, and removes it before them", () => {
    const using = { key: "a-user", label, condition: { $inSegment: "b-used" }, examples: [] };
    const used = { key: "b-used", label, condition: {}, examples: [] };
    const more = { ...bundledDefinitions, segments: [using, used, ...bundledDefinitions.segments] };
    const keys = (from: Definitions, to: Definitions) =>
      compareDefinitions(from, to).map((difference) => difference.key);
    expect(keys(bundledDefinitions, more)).toEqual(["b-used", "a-user"]);
    expect(keys(more, bundledDefinitions)).toEqual(["a-user", "b-used"]);
  });

  it("goes from the dictionary to the campaigns, and back the other way", () => {
    const nothing: Definitions = {
      attributes: [],
      segments: [],
      categories: [],
      themes: [],
      feasts: [],
      decorations: [],
      campaigns: [],
    };
    const order = (from: Definitions, to: Definitions) => [
      ...new Set(compareDefinitions(from, to).map(({ plural }) => plural)),
    ];
    expect(order(nothing, bundledDefinitions)).toEqual([...PLURALS]);
    expect(order(bundledDefinitions, nothing)).toEqual(PLURALS.toReversed());
  });
});
