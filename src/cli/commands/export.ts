import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { streamLines } from "../ask-service.ts";
import { chooseServiceUrl, DEFAULT_URL } from "../call-service.ts";
import { EXIT_CODES, ServiceError, UsageError, type Command } from "../command.ts";
import { createProgress, type ProgressDisplay, type Terminal } from "../progress.ts";
import { STANDARD_ERROR } from "../standard-error.ts";

const LINE_FEED = 0x0a;

const USAGE = `garland export [--out <file>] [options]

  --out    where to write; else standard output. The file appears when it is complete
  --url    where the service is; else GARLAND_URL, else ${DEFAULT_URL}
  --key    a service key or staff token with the role admin; better in GARLAND_KEY, where nobody sees it

Exit codes: 0 done, 1 failed, 2 wrong call.`;

/** What the command uses of the process; tests bring their own. */
export interface ExportSurroundings {
  readonly terminal: Terminal;
  readonly output: Writable;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Writes everybody who has been imported as NDJSON. */
export const exportCommand: Command = {
  summary: "write all subscribers as NDJSON that can be imported again",
  usage: USAGE,
  run: (args) => runExport(args, { terminal: STANDARD_ERROR, output: process.stdout, environment: process.env }),
};

/** Answers the exit code; everything for people to read goes to the terminal. */
export async function runExport(args: readonly string[], surroundings: ExportSurroundings): Promise<number> {
  const { terminal } = surroundings;
  let call: ExportCall;
  try {
    call = readCall(args, surroundings.environment);
  } catch (error) {
    terminal.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`);
    return EXIT_CODES.usage;
  }
  try {
    await exportTo(call, surroundings);
    return EXIT_CODES.success;
  } catch (error) {
    terminal.write(`garland export: ${explain(error, call.url)}\n`);
    return EXIT_CODES.service;
  }
}

interface ExportCall {
  readonly out: string | undefined;
  readonly url: URL;
  readonly key: string | undefined;
}

function readCall(args: readonly string[], environment: ExportSurroundings["environment"]): ExportCall {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { out: { type: "string" }, url: { type: "string" }, key: { type: "string" } },
  });
  if (positionals.length > 0) throw new UsageError("Name the file with --out.");
  return { out: values.out, url: chooseServiceUrl(values.url), key: values.key ?? environment["GARLAND_KEY"] };
}

/** A file is written beside its name and takes it when it is complete, so half an export never looks like a whole one. */
async function exportTo({ out, url, key }: ExportCall, { terminal, output }: ExportSurroundings): Promise<void> {
  const headers: Record<string, string> = key === undefined ? {} : { Authorization: `Bearer ${key}` };
  const body = streamLines(new URL("/v1/subscribers:export", url), { headers });
  const lines = watch(body, createProgress(terminal));
  if (out === undefined) return pipeline(lines, output, { end: false });
  const unfinished = `${out}.unfinished`;
  try {
    await pipeline(lines, createWriteStream(unfinished));
    await rename(unfinished, out);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Passes a body on and shows how far it is. */
async function* watch(body: AsyncIterable<Uint8Array>, progress: ProgressDisplay): AsyncGenerator<Uint8Array, void> {
  let [bytes, lines] = [0, 0];
  for await (const chunk of body) {
    bytes += chunk.length;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) lines += 1;
    progress.show({ bytes, lines, totalBytes: undefined });
    yield chunk;
  }
  progress.finish({ bytes, lines, totalBytes: undefined });
}

function explain(error: unknown, url: URL): string {
  if (error instanceof ServiceError) return error.message;
  if (error instanceof Error && "syscall" in error && "path" in error) return error.message;
  return `The connection to ${url.origin} was lost before the end. Try again.`;
}
