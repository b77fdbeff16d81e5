import {
  EMPTY_REPORT,
  MAXIMUM_LINE_BYTES,
  MAXIMUM_LISTED_ERRORS,
  type ImportReport,
} from "../../contract/population.ts";
import { NOT_READY, type Failure } from "../../contract/problem.ts";
import type { ImportProgress, PopulationTally } from "../../contract/rpc/rpc-population.ts";
import type { ShardRpc } from "../../contract/rpc/rpc.ts";
import type { AttributeDefinition } from "../../domain/condition/attribute.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { createBlockChecker, type BlockChecker, type CheckedLines } from "./check-population.ts";
import { readBlocks, type BlockLimits, type Line } from "./ndjson.ts";
import type { Services } from "../services.ts";
import { storePopulation } from "./store-population.ts";

/** A block is stored, recorded and resumed as one. Two are in memory at once: one being stored, one read ahead. */
export const IMPORT_LIMITS = {
  lineBytes: MAXIMUM_LINE_BYTES,
  blockLines: 8_192,
  blockCharacters: 4 * 1024 * 1024,
} as const satisfies BlockLimits;

const NOTHING_YET: ImportProgress = {
  run: 0,
  lastLine: 0,
  digest: "",
  isFinished: false,
  report: EMPTY_REPORT,
};

/** Lines that have been read and checked, with the digest of everything up to their end. */
interface CheckedBlock extends CheckedLines {
  readonly lastLine: number;
  readonly digest: string;
}

type Obstacle = "body-broke-off" | "another-body" | "taken-over";

/**
 * Imports a body of NDJSON, of any length and in bounded memory. Lines with errors are reported and left out. With a
 * key, what is stored is recorded block by block: the same body sent again under that key goes on where it broke off,
 * or answers the same report if it was finished.
 */
export async function importPopulation(
  services: Pick<Services, "catalog" | "settings" | "shardOf" | "shardNameOf" | "now">,
  body: ReadableStream<Uint8Array>,
  key?: string,
): Promise<Result<ImportReport, Failure>> {
  const { catalog, settings, shardOf, now } = services;
  const ledger = shardOf(`import:${key ?? ""}`);
  const attributes = (await ledger.attributes()) ?? (await startFor(ledger));
  if (attributes === null) return fail(NOT_READY);
  const earlier = key === undefined ? NOTHING_YET : await ledger.openImport(key, now());
  let progress = earlier;

  /** An import may well be the first thing that is asked of an installation; it can wait until that has started. */
  async function startFor(shard: ShardRpc): Promise<readonly AttributeDefinition[] | null> {
    await catalog.start(now());
    return shard.attributes();
  }

  /** Stores a block and records it; false if another request has taken the import over. */
  async function advance(block: CheckedBlock): Promise<boolean> {
    const tally = await storePopulation(services, block);
    const { lastLine, digest } = block;
    progress = { ...progress, lastLine, digest, report: addToReport(progress.report, block, tally) };
    return record();
  }

  async function record(): Promise<boolean> {
    return key === undefined || ledger.recordImport(key, progress, now());
  }

  const blocks = readUnstored(body, earlier, createBlockChecker(attributes, settings.phoneKeys, now));
  try {
    let next = await blocks.next();
    while (next.done !== true) {
      if (!next.value.ok) return fail(explainObstacle(next.value.error, progress.lastLine));
      const [following, isOurs] = await Promise.all([blocks.next(), advance(next.value.value)]);
      if (!isOurs) return fail(explainObstacle("taken-over", progress.lastLine));
      next = following;
    }
  } finally {
    await blocks.return();
  }
  if (earlier.isFinished) return succeed(earlier.report);
  progress = { ...progress, isFinished: true };
  if (!(await record())) return fail(explainObstacle("taken-over", progress.lastLine));
  const resumed = earlier.lastLine === 0 ? {} : { resumedFromLine: earlier.lastLine + 1 };
  return succeed({ ...progress.report, ...resumed });
}

/**
 * Reads and checks what an earlier request has not stored, having made sure that what it has stored is the same body.
 * Ends with an obstacle if the body does.
 */
async function* readUnstored(
  body: ReadableStream<Uint8Array>,
  earlier: ImportProgress,
  checkLines: BlockChecker,
): AsyncGenerator<Result<CheckedBlock, Obstacle>, void> {
  const blocks = readBlocks(body, IMPORT_LIMITS);
  let digest = "";
  let lastLine = 0;
  try {
    for (;;) {
      const next = await blocks.next().catch(() => undefined);
      if (next === undefined) return yield fail("body-broke-off");
      if (next.done === true) break;
      const firstLine = lastLine + 1;
      lastLine += next.value.length;
      digest = await extendDigest(digest, next.value);
      const isStored = lastLine <= earlier.lastLine;
      const isSame = isStored
        ? lastLine < earlier.lastLine || digest === earlier.digest
        : firstLine > earlier.lastLine && !earlier.isFinished;
      if (!isSame) return yield fail("another-body");
      if (!isStored) yield succeed({ ...(await checkLines(next.value)), lastLine, digest });
    }
    if (lastLine < earlier.lastLine) yield fail("another-body");
  } finally {
    await blocks.return();
  }
}

const encoder = new TextEncoder();

/** Chains SHA-256 over blocks of lines; line breaks and compression do not count. */
async function extendDigest(digest: string, lines: readonly Line[]): Promise<string> {
  const texts = lines.map((line) => ("text" in line ? line.text : line.problem));
  const hash = await crypto.subtle.digest("SHA-256", encoder.encode([digest, ...texts].join("\n")));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function addToReport(report: ImportReport, block: CheckedLines, tally: PopulationTally): ImportReport {
  return {
    lines: report.lines + block.lines,
    imported: report.imported + tally.imported,
    deleted: report.deleted + tally.deleted,
    erased: report.erased + tally.erased,
    voided: report.voided + tally.voided,
    unchanged: report.unchanged + tally.unchanged,
    refused: report.refused + block.refused,
    errorCount: report.errorCount + block.errors.length,
    errors: [...report.errors, ...block.errors].slice(0, MAXIMUM_LISTED_ERRORS),
  };
}

function explainObstacle(obstacle: Obstacle, storedLine: number): Failure {
  const stored = storedLine === 0 ? "Nothing of it is stored" : `Everything up to line ${storedLine} is stored`;
  switch (obstacle) {
    case "body-broke-off":
      return {
        type: "invalid-request",
        detail: `The body broke off, or is not the gzip that it says. ${stored}; send it again.`,
      };
    case "another-body":
      return { type: "conflict", detail: "This Idempotency-Key was used for another body; use a new key." };
    case "taken-over":
      return { type: "conflict", detail: "A later request with this Idempotency-Key goes on with this import." };
  }
}
