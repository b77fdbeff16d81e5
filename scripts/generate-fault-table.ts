/**
 * Writes the table of `docs/faults.md`: what the tests do to files of a service, and what they see. With `--check` it writes
 * nothing and fails if the table is out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FAULTS, type Fault, type People } from "../test/faults/matrix.ts";

const target = join(import.meta.dirname, "../docs/faults.md");
const MARKED = /(<!-- faults:begin -->\n)[^]*(<!-- faults:end -->)/;

const OF: Readonly<Record<Fault["of"], string>> = {
  shard: "a shard’s file",
  guard: "a guard’s file",
  catalog: "the catalog’s file",
  events: "the file of an events object",
  alarms: "alarms (`metadata.sqlite`)",
};
const PEOPLE: Readonly<Record<People, string>> = {
  "as before": "what they saw before",
  nothing: "nothing (`unsure`); words are refused",
  "503": "503: a phone keeps what it holds until its end; words are refused",
};

const rows = FAULTS.map(({ of, fault, started, isInPlace, heals }) => [
  OF[of],
  fault,
  PEOPLE[started.people],
  started.told.length === 0
    ? "200"
    : `503: ${started.told.map((said) => said.replace("* ", "every shard and guard ")).join(", ")}`,
  noticedBy(started.told, isInPlace === true),
  heals,
]);
const header = [
  "what",
  "fault",
  "people of it see, from the next start on",
  "`/healthz`",
  "a running service notices it",
  "it is well again when",
];

const document = readFileSync(target, "utf8");
if (!MARKED.test(document)) throw new Error("docs/faults.md has lost its marks <!-- faults:begin --> and end");
const renewed = document.replace(MARKED, (_all, begin: string, end: string) => `${begin}\n${table()}\n\n${end}`);
if (!process.argv.includes("--check")) writeFileSync(target, renewed);
else if (renewed !== document) {
  console.error("docs/faults.md is out of date: run npm run generate");
  process.exitCode = 1;
}
console.log(`${rows.length} faults in the table`);

function noticedBy(told: readonly string[], isInPlace: boolean): string {
  if (told.length === 0) return "never: nothing is wrong with it";
  return isInPlace ? "by the first request that reads it, within 10 s; else at the next start" : "at the next start";
}

/** Columns as wide as their widest cell, as the formatter leaves them. */
function table(): string {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(header), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
