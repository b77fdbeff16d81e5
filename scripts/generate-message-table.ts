/**
 * Writes the confusion table of `docs/messages.md`: every example of the tests, by what a person would make of it and by
 * what was understood. With `--check` it writes nothing and fails if the table is out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { INTENTS, type Intent } from "../src/domain/message/understanding.ts";
import { actOf, hear, type Example } from "../test/support/hear.ts";

const root = join(import.meta.dirname, "..");
const target = join(root, "docs/messages.md");
const MARKED = /(<!-- confusion:begin -->\n)[^]*(<!-- confusion:end -->)/;

interface Voice {
  readonly text: string;
  readonly intent: Intent;
  readonly theme: string | null;
}

const read = <Row>(name: string): readonly Row[] =>
  // Parsed boundary: the tests' own files.
  JSON.parse(readFileSync(join(root, "test/domain/message", name), "utf8")) as readonly Row[];

const voices: readonly Example[] = read<Voice>("voices.json").map(({ text, intent, theme }) => ({
  text,
  intent,
  shown: theme,
  act: intent === "switch-off" ? `off theme:${theme}` : intent === "switch-on" ? `on theme:${theme}` : "none",
}));
const examples = [...voices, ...read<Example>("variants.json")];

const drawn = draw();
const document = readFileSync(target, "utf8");
if (!MARKED.test(document)) throw new Error("docs/messages.md has lost its marks <!-- confusion:begin --> and end");
const renewed = document.replace(MARKED, (_all, begin: string, end: string) => `${begin}\n${drawn}\n\n${end}`);
if (!process.argv.includes("--check")) writeFileSync(target, renewed);
else if (renewed !== document) {
  console.error("docs/messages.md is out of date: run npm run generate");
  process.exitCode = 1;
}
console.log(`${examples.length} messages in the confusion table`);

function draw(): string {
  const header = ["meant ↓ understood →", ...INTENTS];
  const rows = INTENTS.map((meant) => {
    const heard = examples
      .filter(({ intent }) => intent === meant)
      .map(({ text, shown, ours }) => hear(text, shown, ours).intent);
    return [meant, ...INTENTS.map((intent) => String(heard.filter((one) => one === intent).length || ""))];
  });
  const acts = examples.map(({ text, shown, act, ours }) => ({ meant: act, done: actOf(hear(text, shown, ours)) }));
  const wrong = acts.filter(({ meant, done }) => done !== "none" && done !== meant).length;
  const missed = acts.filter(({ meant, done }) => done === "none" && meant !== "none").length;
  const right = acts.filter(({ meant, done }) => done !== "none" && done === meant).length;
  const summary =
    `${examples.length} messages, ${examples.filter(({ text }) => /\p{Script=Cyrillic}/u.test(text)).length} of them Russian. ` +
    `Done as meant: ${right}. Asked back although it was clear: ${missed}. **Done wrongly: ${wrong}.**`;
  return `${table([header, ...rows])}\n\n${summary}`;
}

/** Columns as wide as their widest cell, as the formatter leaves them. */
function table([header = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0), 3));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(header), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
