/**
 * Writes the table of `docs/message-rules.md`: every row of the reader's rules, with its example, what the example comes to with and
 * without the row, and its near miss. With `--check` it writes nothing and fails if the table is out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RuleSample } from "../src/domain/message/rule-row.ts";
import { gistOf, listRows, readSample } from "../test/support/rule-rows.ts";

const target = join(import.meta.dirname, "../docs/message-rules.md");
const MARKED = /(<!-- rules:begin -->\n)[^]*(<!-- rules:end -->)/;

const HEADINGS = {
  verbs: "Verbs of switching, in order: the first that holds decides",
  remarks: "What a clause says without such a verb",
  doubts: "What casts a doubt on showing more, in order",
  offDoubts: "What casts a doubt on switching off, in order",
  wholes: "Messages read as a whole, in order",
  tongues: "Languages beside Russian",
} as const;

const rows = listRows();
const drawn = Object.entries(HEADINGS)
  .map(([group, heading]) => {
    const cells = rows
      .filter((placed) => placed.group === group)
      .map(({ row: { rule, example, nearMiss }, without }) => [
        `\`${rule}\``,
        describe(example),
        gistOf(readSample(example)),
        gistOf(readSample(example, without)),
        describe(nearMiss),
        gistOf(readSample(nearMiss)),
      ]);
    return `### ${heading}\n\n${table([["row", "message", "with it", "without it", "near miss", "read as"], ...cells])}`;
  })
  .join("\n\n");

const document = readFileSync(target, "utf8");
if (!MARKED.test(document)) throw new Error("docs/message-rules.md has lost its marks <!-- rules:begin --> and end");
const renewed = document.replace(MARKED, (_all, begin: string, end: string) => `${begin}\n${drawn}\n\n${end}`);
if (!process.argv.includes("--check")) writeFileSync(target, renewed);
else if (renewed !== document) {
  console.error("docs/message-rules.md is out of date: run npm run generate");
  process.exitCode = 1;
}
console.log(`${rows.length} rows in the table of rules`);

function describe({ text, asked, undoes }: RuleSample): string {
  const notes = [
    asked === undefined ? "" : `asked ${asked}`,
    undoes === undefined ? "" : `after ${undoes.value} ${undoes.scope}`,
  ];
  return [text, ...notes.filter(Boolean).map((note) => `(${note})`)].join(" ");
}

/** Columns as wide as their widest cell, as the formatter leaves them. */
function table([header = [], ...lines]: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) =>
    Math.max(...[header, ...lines].map((line) => widthOf(line[column] ?? "")), 3),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell + " ".repeat(Math.max(0, (widths[at] ?? 0) - widthOf(cell)))).join(" | ")} |`;
  return [line(header), line(widths.map((width) => "-".repeat(width))), ...lines.map(line)].join("\n");
}

/** Emoji take two columns. */
function widthOf(text: string): number {
  return [...text].reduce((width, letter) => width + (/\p{Emoji_Presentation}|❌/u.test(letter) ? 2 : 1), 0);
}
