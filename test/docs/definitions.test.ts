import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { DEFINITION_FILES, SCHEMA_MEMBER } from "../../src/contract/definition-files.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const page = read("docs/definitions.md");

/** The examples under a heading, parsed. */
function examplesUnder(heading: string): readonly unknown[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? "";
  return [...section.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, text = ""]) => JSON.parse(text));
}

const issuesOf = (schema: z.ZodType, example: unknown) => {
  const parsed = schema.safeParse(example);
  return parsed.success ? [] : parsed.error.issues;
};

describe("an example in docs/definitions.md", () => {
  it.each([
    ["A decoration", DEFINITION_FILES.decoration],
    ["A segment", DEFINITION_FILES.segment],
    ["A campaign", DEFINITION_FILES.campaign],
  ])("of “%s” is a whole file that the check takes", (heading, schema) => {
    const [example] = examplesUnder(heading);
    expect(issuesOf(schema, example)).toEqual([]);
  });

  it("of a campaign is the one that is shipped, so that it can be submitted as it stands", () => {
    const [example] = examplesUnder("A campaign");
    const { [SCHEMA_MEMBER]: _, ...shipped } = z.looseObject({}).parse(JSON.parse(read("campaigns/new-year.json")));
    expect(example).toEqual(shipped);
  });

  it("of a campaign without stages is taken in the place of its stages", () => {
    const [campaign, unstaged] = examplesUnder("A campaign").map((example) => z.looseObject({}).parse(example));
    expect(unstaged).toHaveProperty("unstagedBecause");
    expect(issuesOf(DEFINITION_FILES.campaign, { ...campaign, ...unstaged })).toEqual([]);
  });

  it("of a campaign has every field explained below it", () => {
    const section = page.split(/^## /m).find((part) => part.startsWith("A campaign")) ?? "";
    const explained = new Set([...section.matchAll(/^\| `([\w.]+)`/gm)].map(([, name = ""]) => name.split(".")[0]));
    // The label, the decoration and the audience are what they are called.
    const fields = Object.keys(DEFINITION_FILES.campaign.unwrap().shape).filter(
      (name) => !["label", "decoration", "audience"].includes(name),
    );
    expect(fields.filter((name) => !explained.has(name))).toEqual([]);
  });
});
