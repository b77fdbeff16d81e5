import { MAXIMUM_LINE_BYTES, MAXIMUM_LISTED_ERRORS, type ImportReport } from "../contract/population.ts";
import type { Failure } from "../contract/problem.ts";
import type { ImportProgress } from "../contract/rpc-population.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { createBlockChecker, type CheckedLines } from "./check-population.ts";
import { readBlocks, type BlockLimits, type Line } from "./ndjson.ts";
import type { Services } from "./services.ts";
import { storePopulation } from "./store-population.ts";

/** A block is stored, recorded and resumed as one. Two are in memory at once: one being stored, one read ahead. */
export const IMPORT_LIMITS = {
  lineBytes: MAXIMUM_LINE_BYTES,
  blockLines: 8_192,
  blockCharacters: 4 * 1024 * 1024,
} as const satisfies BlockLimits;

const EMPTY_REPORT: ImportReport = {
  lines: 0,
  imported: 0,
  deleted: 0,
  erased: 0,
  unchanged: 0,
  refused: 0,
  errorCount: 0,
  errors: [],
};

const FROM_THE_START: ImportProgress = { run: 0, lastLine: 0, digest: "", isFinished: false, report: EMPTY_REPORT };

interface CheckedBlock extends CheckedLines {
  readonly lastLine: number;
  /** Of all lines up to here. */
  readonly digest: string;
}

type Obstacle = "body-broke-off" | "another-body" | "taken-over";

/**
 * Imports a body of NDJSON, of any length and in bounded memory. Lines with errors are reported and left out. With a
 * key, what is stored is recorded block by block: the same body sent again under that key goes on where it broke off,
 * or answers the same report if it was finished.
 */
export async function importPopulation(
  services: Pick<Services, "settings" | "shardOf" | "shardNameOf" | "now">,
  body: ReadableStream<Uint8Array>,
  idempotencyKey?: string,
): Promise<Result<ImportReport, Failure>> {
  const { settings, shardOf, now } = services;
  const ledger = shardOf(`import:${idempotencyKey ?? ""}`);
  const attributes = await ledger.attributes();
  if (attributes === null) {
    return fail({ type: "not-ready", detail: "The first ruleset is being installed; ask again in a second." });
  }
  const earlier = idempotencyKey === undefined ? FROM_THE_START : await ledger.openImport(idempotencyKey, now());
  const checkLines = createBlockChecker(attributes, settings.phoneKeys);
  const blocks = readBlocks(body, IMPORT_LIMITS);
  let progress = earlier;
  let digest = "";

  /** The next block that is not stored yet, or undefined at the end of the body. */
  async function readOn(): Promise<Result<CheckedBlock | undefined, Obstacle>> {
    for (;;) {
      const next = await blocks.next().catch(() => undefined);
      if (next === undefined) return fail("body-broke-off");
      const lines = next.value ?? [];
      const lastLine = lines.at(-1)?.number
    }
  }
  ...
}
