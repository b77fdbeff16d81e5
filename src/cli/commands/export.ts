import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable, Transform, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { problemSchema } from "../../contract/problem.ts";
import { chooseServiceUrl, DEFAULT_URL } from "../call-service.ts";
import { ServiceError, UsageError } from "../command.ts";
import { createProgress, type Terminal } from "../progress.ts";
import { STANDARD_ERROR } from "../standard-error.ts";

export const EXPORT_EXIT_CODES = { done: 0, usage: 1, failed: 3 } as const;

const USAGE = `garland export [--out <file>] [options]

  --out    where to write; else standard output. The file appears when it is complete
  --url    where the service is; else GARLAND_URL, else ${DEFAULT_URL}
  --key    a service key or staff token with the role admin; better in GARLAND_KEY, where nobody sees it

Exit codes: 0 done, 1 wrong call, 3 failed.`;

/** What the command uses of the process; tests bring their own. */
export interface ExportSurroundings {
  readonly terminal: Terminal;
  readonly output: Writable;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Writes everybody who has been imported as NDJSON. */
export const exportCommand = {
  summary: "write all subscribers as NDJSON that can be imported again",
  usage: USAGE,
  run: (args: readonly string[]) =>
    runExport(args, { terminal: STANDARD_ERROR, output: process.stdout, environment: process.env }),
};
