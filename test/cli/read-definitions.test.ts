import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readDefinitions } from "../../src/cli/read-definitions.ts";
import { parseDefinitions, type DefinitionProblem } from "../../src/contract/definitions.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { checkExamples, compileSegments } from "../../src/domain/condition/compile-segments.ts";
import { compileLinearPattern } from "../../src/regex/linear-regex.ts";

const root = join(import.meta.dirname, "../..");

describe("the bundled definitions", () => {
  test("are sound, and the generated file holds exactly what the folders say", () => {
    const read = readDefinitions(root);
    expect(read).toEqual({ ok: true, value: bundledDefinitions });
    expect(parseDefinitions(bundledDefinitions)).toEqual({ ok: true, value: bundledDefinitions });
  });

  test("compile, and every segment's examples come out as promised", () => {
    const attributes = new Map(bundledDefinitions.attributes.map((attribute) => [attribute.key, attribute]));
    const compiled = compileSegments(bundledDefinitions.segments, attributes, compileLinearPattern);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
    expect(checkExamples(bundledDefinitions.segments, compiled.value)).toEqual([]);
  });

  test("hold the three seasons of the story", () => {
    const seasons = bundledDefinitions.campaigns.map(({ key, decoration, delivery }) => ({
      key,
      decoration,
      delivery,
    }));
    expect(seasons).toEqual(
      expect.arrayContaining([
        { key: "new-year", decoration: "tree", delivery: "default-on" },
        { key: "spring", decoration: "tulip", delivery: "default-on" },
        { key: "valentines", decoration: "hearts", delivery: "opt-in" },
      ]),
    );
  });

  test.each(bundledDefinitions.segments)(
    "give the segment $key at least three examples, of both kinds unless it leaves nobody out, and one with gaps",
    ({ condition, examples }) => {
      expect(examples.length).toBeGreaterThanOrEqual(3);
      const outcomes = new Set(examples.map((example) => example.matches));
      expect(outcomes.size).toBe(Object.keys(condition).length === 0 ? 1 : 2);
      const mentioned = [...JSON.stringify(condition).matchAll(/"([a-z][A-Za-z]+)":/g)].map((match) => match[1] ?? "");
      const hasGap = examples.some(({ attributes }) => mentioned.every((name) => !(name in attributes)));
      expect(hasGap).toBe(true);
    },
  );

  test("use only declared attributes and permitted values in examples", () => {
    const attributes = new Map(bundledDefinitions.attributes.map((attribute) => [attribute.key, attribute]));
    const facts = bundledDefinitions.segments.flatMap(({ examples }) =>
      examples.flatMap((example) => Object.entries(example.attributes)),
    );
    const wrong = facts.filter(([name, value]) => {
      const attribute = attributes.get(name);
      if (attribute === undefined) return true;
      return attribute.values !== undefined && !attribute.values.some((option) => option.value === value);
    });
    expect(wrong).toEqual([]);
  });

  test("know all 83 regions that ISO 3166-2:RU lists, each once, in all 11 of Russia's zones", () => {
    const regions = bundledDefinitions.attributes.find(({ key }) => key === "region")?.values ?? [];
    expect(regions).toHaveLength(83);
    expect(regions.every(({ value }) => /^RU-[A-Z]{2,3}$/.test(value))).toBe(true);
    const offsets = regions.map(({ zone }) => {
      const format = new Intl.DateTimeFormat("en", { timeZone: zone ?? "", timeZoneName: "longOffset" });
      return format.formatToParts(new Date("2025-01-01")).find((part) => part.type === "timeZoneName")?.value;
    });
    expect([...new Set(offsets)].sort()).toEqual(
      ["02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"].map((hours) => `GMT+${hours}:00`),
    );
  });

  test("put every region into exactly one region group", () => {
    const groups = ["north-west", "central", "south", "volga", "ural", "siberia", "far-east"];
    const grouped = bundledDefinitions.segments
      .filter(({ key }) => groups.includes(key))
      .flatMap(({ condition }) => JSON.stringify(condition).match(/RU-[A-Z]+/g) ?? []);
    const regions = bundledDefinitions.attributes.find(({ key }) => key === "region")?.values ?? [];
    expect([...grouped].sort()).toEqual(regions.map(({ value }) => value).sort());
  });

  test("offer something for every mood that is not sensitive, and keep hearts for those who ask", () => {
    const categoryOf = (themeKey: string) => {
      const theme = bundledDefinitions.themes.find(({ key }) => key === themeKey);
      return bundledDefinitions.categories.find(({ key }) => key === theme?.category);
    };
    const sensitive = bundledDefinitions.decorations.filter(({ theme }) => categoryOf(theme)?.sensitive !== false);
    expect(sensitive.map(({ key }) => key)).toEqual(["hearts"]);
  });

  test("name every decoration in the way its platforms require", () => {
    for (const { key, androidResource, iosSymbol } of bundledDefinitions.decorations) {
      expect(androidResource).toBe(`ic_deco_${key.replaceAll("-", "_")}`);
      expect(iosSymbol).toBe(`deco.${key}`);
    }
  });

  test("are drawn for every density under names that hold the art's hash", () => {
    const files = readdirSync(join(root, "public/i"));
    for (const { key, artHash } of bundledDefinitions.decorations) {
      expect(files).toContain(`${key}.${artHash}.svg`);
      for (const pixels of [24, 36, 48, 72, 96]) expect(files).toContain(`${key}@${pixels}.${artHash}.png`);
    }
  });
});

describe("the folders", () => {
  function problemsAfter(change: (copy: string) => void): readonly DefinitionProblem[] {
    const copy = mkdtempSync(join(tmpdir(), "garland-definitions-"));
    try {
      for (const folder of ["segments", "decorations", "campaigns"]) {
        cpSync(join(root, folder), join(copy, folder), { recursive: true });
      }
      change(copy);
      const read = readDefinitions(copy);
      return read.ok ? [] : read.error;
    } finally {
      rmSync(copy, { recursive: true });
    }
  }

  /** All files of a copy, each with its text made into other bytes. */
  function rewriteAll(copy: string, change: (text: string) => Buffer): void {
    for (const folder of ["segments", "decorations", "campaigns"]) {
      for (const file of readdirSync(join(copy, folder))) {
        const path = join(copy, folder, file);
        writeFileSync(path, change(readFileSync(path, "utf8")));
      }
    }
  }

  test("are read with the marks of UTF-8 and the line breaks that other editors write", () => {
    expect(problemsAfter((copy) => rewriteAll(copy, (text) => Buffer.from(`\uFEFF${text}`)))).toEqual([]);
    const withBreaks = (text: string) => Buffer.from(`\uFEFF${text.replaceAll("\n", "\r\n")}`);
    expect(problemsAfter((copy) => rewriteAll(copy, withBreaks))).toEqual([]);
  });

  test.each([
    ["UTF-16, as Notepad has it", Buffer.from("\uFEFF{}", "utf16le"), "is in UTF-16; save it as UTF-8"],
    ["UTF-16 in the other order", Buffer.from("\uFEFF{}", "utf16le").swap16(), "is in UTF-16; save it as UTF-8"],
    [
      "a Russian code page, whose letters would be lost",
      Buffer.from([0x22, 0xc2, 0xe5, 0xf1, 0xed, 0xe0, 0x22]),
      "is not UTF-8; save it in that encoding",
    ],
  ])("say of a file in %s what to do", (_what, bytes, message) => {
    for (const file of ["segments/ios.json", "decorations/tree.svg"]) {
      const problems = problemsAfter((copy) => writeFileSync(join(copy, file), bytes));
      expect(problems).toContainEqual({ code: "invalid", file, path: "", message });
    }
  });

  test.each([
    ["a file that is not JSON", "segments/ios.json", "{"],
    ["a key inside a file, which could contradict the file's name", "segments/ios.json", '{"key":"ios"}'],
    ["a decoration without a picture", "decorations/rose.json", "{}"],
    ["a picture without a decoration", "decorations/rose.svg", "<svg/>"],
    ["a picture that is not allowed", "decorations/star.svg", "<svg/>"],
    ["a file whose name is not a key", "campaigns/My Campaign.json", "{}"],
  ])("refuse %s", (_name, file, content) => {
    const problems = problemsAfter((copy) => writeFileSync(join(copy, file), content));
    expect(problems.map((problem) => problem.file.replace(/\..*/, ""))).toContain(file.replace(/\..*/, ""));
  });

  test.each([
    "campaigns/sub/spring.json",
    "campaigns/spring.JSON",
    "campaigns/spring.json.bak",
    "campaigns/spring.jsonc",
    "campaigns/README.md",
    "campaigns/spring",
    "campaigns/.spring.json",
    "segments/star.svg",
    "decorations/Star.SVG",
    "decorations/star.png",
    "segments/deep/er/new.json",
  ])("refuse %s, which would be passed over in silence", (file) => {
    const [folder = "", name = ""] = file.split("/");
    const problems = problemsAfter((copy) => {
      mkdirSync(join(copy, file, ".."), { recursive: true });
      writeFileSync(join(copy, file), "{}");
    });
    expect(problems.map((problem) => problem.file)).toContain(`${folder}/${name}`);
  });

  test("may hold what tools hide there", () => {
    expect(problemsAfter((copy) => writeFileSync(join(copy, "campaigns/.gitkeep"), ""))).toEqual([]);
  });

  test("take one new file for a new segment or campaign", () => {
    const label = { ru: "Новое", en: "New" };
    const problems = problemsAfter((copy) => {
      const segment = { label, condition: { gender: "male" }, examples: [] };
      const { key: _key, ...campaign } = structuredClone(bundledDefinitions.campaigns[0]) ?? { key: "" };
      const audience = { include: ["men"], exclude: [] };
      writeFileSync(join(copy, "segments/men.json"), JSON.stringify(segment));
      writeFileSync(join(copy, "campaigns/february.json"), JSON.stringify({ ...campaign, label, audience }));
    });
    expect(problems).toEqual([]);
  });
});
