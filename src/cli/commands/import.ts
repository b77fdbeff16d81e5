import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { idempotencyKeySchema } from "../../contract/identifiers.ts";
import type { ImportReport } from "../../contract/population.ts";
import { chooseServiceUrl, DEFAULT_URL } from "../call-service.ts";
import { EXIT_CODES, ServiceError, UsageError, type Command } from "../command.ts";
import { createProgress, type ProgressDisplay, type Terminal } from "../progress.ts";
import { openSource, readWhole } from "../open-source.ts";
import { InputError, type Part } from "../read-parts.ts";
import { sendPart, type ImportTarget } from "../send-part.ts";
import { STANDARD_ERROR } from "../standard-error.ts";
import { sayInEnglish } from "../../contract/rule-texts.ts";

/** Small enough for every limit of a hosted Worker (body, CPU time, calls to objects), large enough to be fast. */
const PART_BYTES = 4 * 1024 * 1024;

const USAGE = `garland import <file>|- [options]

  <file>              NDJSON, one subscriber a line, or a gzip of it; - reads standard input
  --gzip              compress on the way
  --idempotency-key   the key of an earlier try, to go on with it
  --url               where the service is; else GARLAND_URL, else ${DEFAULT_URL}
  --key               a service key or staff token with the role admin; better in GARLAND_KEY, where nobody sees it

A lost connection is taken up by itself. Exit codes: 0 all stored, 1 failed, 2 wrong call, 3 some lines refused.`;

/** What the command uses of the process; tests bring their own. */
export interface ImportSurroundings {
  readonly terminal: Terminal;
  readonly input: AsyncIterable<Uint8Array>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly partBytes: number;
  wait(milliseconds: number): Promise<void>;
}

const PROCESS: ImportSurroundings = {
  terminal: STANDARD_ERROR,
  input: process.stdin,
  environment: process.env,
  partBytes: PART_BYTES,
  wait: (milliseconds) => setTimeout(milliseconds),
};

/** Sends a file of subscribers to the service, part by part. */
export const importCommand: Command = {
  summary: "import, delete and erase subscribers from a file of NDJSON",
  usage: USAGE,
  run: (args) => runImport(args, PROCESS),
};

/** Answers the exit code; everything for people to read goes to the terminal. */
export async function runImport(args: readonly string[], surroundings: ImportSurroundings): Promise<number> {
  const { terminal } = surroundings;
  let call: ImportCall;
  try {
    call = readCall(args, surroundings.environment);
  } catch (error) {
    terminal.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`);
    return EXIT_CODES.usage;
  }
  const progress = createProgress(terminal);
  try {
    return await importFile(call, progress, surroundings);
  } catch (error) {
    if (isFileError(error)) {
      terminal.write(`${error.message}\n`);
      return EXIT_CODES.usage;
    }
    if (!(error instanceof ServiceError || error instanceof InputError)) throw error;
    progress.log(`garland import: ${call.file}: ${error.message}`);
    progress.log(`To go on where it stopped, repeat the command with --idempotency-key ${call.target.idempotencyKey}`);
    return EXIT_CODES.service;
  }
}

interface ImportCall {
  readonly file: string;
  readonly target: ImportTarget;
}

function readCall(args: readonly string[], environment: ImportSurroundings["environment"]): ImportCall {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      gzip: { type: "boolean", default: false },
      "idempotency-key": { type: "string" },
      url: { type: "string" },
      key: { type: "string" },
    },
  });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError("Give exactly one file, or - for standard input.");
  const idempotencyKey = idempotencyKeySchema.safeParse(values["idempotency-key"] ?? randomUUID());
  if (!idempotencyKey.success)
    throw new UsageError(`The idempotency key ${sayInEnglish(idempotencyKey.error.issues[0]?.message ?? "")}.`);
  return {
    file,
    target: {
      url: chooseServiceUrl(values.url),
      key: values.key ?? environment["GARLAND_KEY"],
      isGzip: values.gzip,
      idempotencyKey: idempotencyKey.data,
    },
  };
}

async function importFile(
  { file, target }: ImportCall,
  progress: ProgressDisplay,
  surroundings: ImportSurroundings,
): Promise<number> {
  const source = await openSource(file === "-" ? surroundings.input : createReadStream(file));
  // How much a gzip holds is not known before its end.
  const totalBytes = file === "-" || source.isGzip ? undefined : (await stat(file)).size;
  const total = { imported: 0, deleted: 0, erased: 0, voided: 0, unchanged: 0, refused: 0 };
  let advance = { bytes: 0, totalBytes, lines: 0 };
  const patience = {
    wait: surroundings.wait,
    onRetry: (why: string, seconds: number) => progress.log(`${why}; trying again in ${seconds} s`),
  };
  progress.show(advance);
  for await (const part of readWhole(source.chunks, surroundings.partBytes)) {
    const report = await sendPart(target, part, patience);
    for (const line of describeErrors(file, part, report)) progress.log(line);
    for (const outcome of ["imported", "deleted", "erased", "voided", "unchanged", "refused"] as const) {
      total[outcome] += report[outcome];
    }
    advance = { totalBytes, bytes: advance.bytes + part.bytes.length, lines: advance.lines + part.lines };
    progress.show(advance);
  }
  progress.finish(advance);
  const counts = Object.entries(total).map(([outcome, lines]) => `${lines.toLocaleString("en-US")} ${outcome}`);
  surroundings.terminal.write(`${counts.join(", ")}\n`);
  return total.refused === 0 ? EXIT_CODES.success : EXIT_CODES.refusedLines;
}

/** As compilers print them, so that editors can jump to the line. */
function describeErrors(
  file: string,
  { firstLine, lines }: Part,
  { errors, errorCount }: ImportReport,
): readonly string[] {
  const name = file === "-" ? "stdin" : file;
  const listed = errors.map(({ line, path, message }) => `${name}:${firstLine + line - 1}: ${path} ${message}`);
  const unlisted = errorCount - errors.length;
  if (unlisted === 0) return listed;
  return [...listed, `${name}: ${unlisted} more errors in lines ${firstLine} to ${firstLine + lines - 1}`];
}

/** There is no such file, or it may not be read. */
function isFileError(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error;
}
