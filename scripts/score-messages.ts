/**
 * `npm run messages:score -- <file.jsonl>`: reads labelled messages, one a line, and prints what was done that the label
 * doesn't allow, what counts as a complaint and is none, and which clear wishes were not done. Without a file: the corpus
 * of the tests, or with `--strangers` the messages of strangers; `--keep` writes the counts of either down, if none has
 * grown. `--show wrong|contrary|complaints|asked` lists messages, `--half seen|unseen` only those of one half of the corpus,
 * `--set a` those of one stranger, `--most 50` so many.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readCorpus, readLabelled, readStrangers } from "../test/support/read-corpus.ts";
import {
  halfOf,
  scoreMessage,
  sumScores,
  type Labelled,
  type Score,
  type Scored,
} from "../test/support/score-messages.ts";
import { runScript } from "./run-script.ts";

const folder = join(import.meta.dirname, "../test/domain/message");

type Row = Labelled & { readonly set?: string };

const setOf = (row: Row): string => row.set ?? "";

const SHOWN: Readonly<Record<string, (one: Scored) => boolean>> = {
  wrong: ({ isWrong }) => isWrong,
  contrary: ({ isContrary }) => isContrary,
  complaints: ({ isFalseComplaint }) => isFalseComplaint,
  asked: ({ isNotDone }) => isNotDone,
};

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      show: { type: "string" },
      half: { type: "string" },
      most: { type: "string", default: "50" },
      keep: { type: "boolean", default: false },
      strangers: { type: "boolean", default: false },
      set: { type: "string" },
    },
  });
  const [file] = positionals;
  const rows: readonly Row[] = values.strangers
    ? readStrangers()
    : file === undefined
      ? readCorpus()
      : readLabelled(readFileSync(file, "utf8"));
  const chosen = rows.filter(
    ({ group, set }) =>
      (values.half === undefined || halfOf(group ?? "") === values.half) &&
      (values.set === undefined || set === values.set),
  );
  const scored = chosen.map(scoreMessage);
  print("all", scored);
  for (const [language, some] of Map.groupBy(scored, ({ row }) => row.lang)) print(language, some);
  for (const [intent, some] of Map.groupBy(scored, ({ row }) => row.intent)) print(`  ${intent}`, some);
  if (values.show !== undefined) list(scored, values.show, Number(values.most));
  if (!values.keep) return;
  if (values.strangers)
    keep(
      "strangers-limits.json",
      Map.groupBy(scored, ({ row }) => setOf(row)),
    );
  else
    keep(
      "corpus-limits.json",
      Map.groupBy(scored, ({ row }) => row.lang),
    );
});

function print(name: string, scored: readonly Scored[]): void {
  const { messages, wrong, contrary, falseComplaints, clear, notDone } = sumScores(scored);
  const share = (part: number, whole: number) => (whole === 0 ? "" : ` (${((100 * part) / whole).toFixed(2)} %)`);
  console.log(
    `${name.padEnd(14)} ${String(messages).padStart(6)} messages: ${wrong} done wrongly${share(wrong, messages)}, ${contrary} to the ` +
      `contrary, ${falseComplaints} false complaints; ${notDone} of ${clear} clear wishes not done${share(notDone, clear)}`,
  );
}

/** One of each group, as what is in a group fails together. */
function list(scored: readonly Scored[], what: string, most: number): void {
  const test = SHOWN[what];
  if (test === undefined) throw new Error(`--show takes ${Object.keys(SHOWN).join(", ")}`);
  const groups = Map.groupBy(scored.filter(test), ({ row }) => row.group ?? row.text);
  for (const [group, [first]] of [...groups].slice(0, most)) {
    if (first === undefined) continue;
    const { row, act, heard } = first;
    const steps = heard.evidence.slice(0, 3).map(({ rule, words }) => `${rule}(${words.join("|")})`);
    console.log(`${group} ${row.intent}/${row.theme} → ${heard.intent}, ${act} [${steps.join(", ")}] ${row.text}`);
  }
  console.log(`${groups.size} groups`);
}

type Limits = Readonly<Record<string, Omit<Score, "messages" | "clear">>>;

function keep(file: string, parts: ReadonlyMap<string, readonly Scored[]>): void {
  const path = join(folder, file);
  // Parsed boundary: the tests' own file.
  const before = JSON.parse(readFileSync(path, "utf8")) as Limits;
  const limits: Record<string, Limits[string]> = {};
  for (const [part, some] of parts) {
    const { messages: _messages, clear: _clear, ...counts } = sumScores(some);
    limits[part] = counts;
    for (const [name, most] of Object.entries(before[part] ?? {})) {
      const now = Object.entries(counts).find(([key]) => key === name)?.[1] ?? 0;
      if (now > most) throw new Error(`${part}: ${name} has grown from ${most} to ${now}; nothing was written`);
    }
  }
  writeFileSync(path, `${JSON.stringify(limits, null, 2)}\n`);
}
