/**
 * `npm run bench:messages`: what it costs to understand a message, as a ratio to finding its words alone (`readMessage`: letters,
 * spellings, classes, clauses), in the same run. The messages are every twentieth of the labelled corpus, misspelt ones and all.
 */
import { cpus, loadavg } from "node:os";
import { bundledDefinitions } from "../src/definitions.generated.ts";
import { compileLexicon } from "../src/domain/message/compile-lexicon.ts";
import { lexiconOf } from "../src/domain/message/lexicon.ts";
import { readMessage } from "../src/domain/message/read-message.ts";
import { understandMessage } from "../src/domain/message/understand-message.ts";
import { readCorpus } from "../test/support/read-corpus.ts";
import { compareSpeeds } from "./compare-speeds.ts";

const EVERY = 20;
const LONGEST = 4_096;

const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);
const vocabulary = compileLexicon(lexicon);
const corpus = readCorpus().map(({ text }) => text);
const usual = corpus.filter((_text, at) => at % EVERY === 0);
const long = corpus.filter((_text, at) => at % EVERY === 1).join(". ");

const sets: Readonly<Record<string, readonly string[]>> = {
  [`${usual.length} of the corpus`]: usual,
  [`one of ${LONGEST} characters`]: [long.slice(0, LONGEST)],
};

console.log(`${cpus().length} × ${cpus()[0]?.model}, load average ${loadavg()[0]?.toFixed(1)}\n`);
console.log("| messages | words alone | understood | ratio |");
console.log("| --- | ---: | ---: | ---: |");
for (const [name, texts] of Object.entries(sets)) {
  const { words, understood } = compareSpeeds(texts, {
    words: (text) => readMessage(text, vocabulary).clauses.length,
    understood: (text) => understandMessage(text, { lexicon, shownTheme: "tree" }).intent,
  });
  const inMilliseconds = (nanoseconds: number) => `${(nanoseconds / 1e6).toFixed(3)} ms`;
  console.log(
    `| ${name} | ${inMilliseconds(words)} | ${inMilliseconds(understood)} | ${(understood / words).toFixed(2)} |`,
  );
}
