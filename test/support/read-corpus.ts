import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Labelled } from "./score-messages.ts";

const folder = join(import.meta.dirname, "../domain/message");

/** A label that was wrong: of every message of a group, or of one text of it. */
interface Correction extends Partial<Pick<Labelled, "intent" | "theme" | "also" | "clear">> {
  readonly group: string;
  readonly text?: string;
  readonly why: string;
}

/** A message of the corpus. `noise` says what was done to the phrasing of its group. */
export type CorpusMessage = Labelled & { readonly group: string; readonly noise: string };

/** Parsed boundary: files of the tests. */
const readJson = <Value>(text: string): Value => JSON.parse(text) as Value;

/** Label corrections, each with its reason. */
export const readCorrections = (): readonly Correction[] =>
  readJson(readFileSync(join(folder, "corpus-corrections.json"), "utf8"));

export const readLabelled = (jsonl: string): readonly Labelled[] =>
  jsonl
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => withList(readJson<Labelled & { readonly also?: string | readonly string[] }>(line)));

/** `also` may be written as one word. */
const withList = <Row extends { readonly also?: string | readonly string[] }>(row: Row) => ({
  ...row,
  ...(row.also !== undefined && { also: [row.also].flat() }),
});

/** A message of somebody who had seen neither the rules nor the corpus. */
export type StrangersMessage = Labelled & { readonly set: string };

const readPacked = <Row>(name: string): readonly Row[] =>
  gunzipSync(readFileSync(join(folder, name)))
    .toString("utf8")
    .trim()
    .split("\n")
    .map((line) => readJson<Row>(line));

/** The messages of strangers, all sets of them: the rules have learnt from those that docs/messages.md names. */
export const readStrangers = (): readonly StrangersMessage[] => readPacked("strangers.jsonl.gz");

/** The labelled messages that the reader is measured by, with their labels corrected. */
export function readCorpus(): readonly CorpusMessage[] {
  const rows = readPacked<CorpusMessage>("corpus.jsonl.gz");
  const corrections = Map.groupBy(readCorrections(), ({ group }) => group);
  return rows.map((row) =>
    (corrections.get(row.group) ?? [])
      .filter(({ text }) => text === undefined || text === row.text)
      .reduce((corrected, { why: _why, text: _text, ...label }) => ({ ...corrected, ...label }), row),
  );
}
