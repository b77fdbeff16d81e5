/**
 * Writes the confusion table of `docs/messages.md`: the messages of strangers that no rule was written with in view, by what
 * their writers meant and by what is understood. With `--check` it writes nothing and fails if the table is out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { INTENTS } from "../src/domain/message/understanding.ts";
import { readStrangers } from "../test/support/read-corpus.ts";
import { scoreMessage, sumScores } from "../test/support/score-messages.ts";

const root = join(import.meta.dirname, "..");
const target = join(root, "docs/messages.md");
const MARKED = /(<!-- confusion:begin -->\n)[^]*(<!-- confusion:end -->)/;

/** The latest, of which the rules have seen nothing. */
const SET = "k";

/** What may be meant: a message that asks for nothing to be changed is understood as praise. */
const MEANT = [...INTENTS, "keep"];

const scored = readStrangers()
  .filter(({ set }) => set === SET)
  .map(scoreMessage);

const drawn = draw();
const document = readFileSync(target, "utf8");
if (!MARKED.test(document)) throw new Error("docs/messages.md has lost its marks <!-- confusion:begin --> and end");
const renewed = document.replace(MARKED, (_all, begin: string, end: string) => `${begin}\n${drawn}\n\n${end}`);
if (!process.argv.includes("--check")) writeFileSync(target, renewed);
else if (renewed !== document) {
  console.error("docs/messages.md is out of date: run npm run generate");
  process.exitCode = 1;
}
console.log(`${scored.length} messages in the confusion table`);

function draw(): string {
  const header = ["meant ↓ understood →", ...INTENTS];
  const rows = MEANT.map((meant) => {
    const heard = scored.filter(({ row }) => row.intent === meant).map((one) => one.heard.intent);
    return [meant, ...INTENTS.map((intent) => String(heard.filter((one) => one === intent).length || ""))];
  });
  const { messages, wrong, contrary, falseComplaints, clear, notDone } = sumScores(scored);
  const russian = scored.filter(({ row }) => row.lang === "ru").length;
  const summary =
    `${messages} messages, ${russian} of them Russian. **Done wrongly: ${wrong}**, to the contrary: ${contrary}; complaints counted that are none: ${falseComplaints}. ` +
    `Of ${clear} clear wishes ${clear - notDone} are done, and ${notDone} asked about.`;
  return `${table([header, ...rows])}\n\n${summary}`;
}

/** Columns as wide as their widest cell, as the formatter leaves them. */
function table([header = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0), 3));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(header), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
