import {
  EMPTY_REPORT,
  MAXIMUM_LINE_BYTES,
  MAXIMUM_LISTED_ERRORS,
  type ImportReport,
} from "../../contract/population.ts";
import { type Failure, inBoth, NOT_READY, refuseForRoom } from "../../contract/problem.ts";
import type { ImportProgress, PopulationTally } from "../../contract/rpc/rpc-population.ts";
import type { ShardRpc } from "../../contract/rpc/rpc.ts";
import type { AttributeDefinition } from "../../domain/condition/attribute.ts";
import type { Label } from "../../domain/label.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { GzipError } from "../../gzip/gunzip.ts";
import { createBlockChecker, type BlockChecker, type CheckedLines } from "./check-population.ts";
import { NotNdjsonError, readBlocks, type BlockLimits, type Line } from "./ndjson.ts";
import type { Services } from "../services.ts";
import { inEvenTime } from "../in-even-time.ts";
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

type Obstacle = "another-body" | "taken-over" | Unreadable;
/** Why the rest of the body can't be read. */
type Unreadable = GzipError | NotNdjsonError | "body-broke-off";

/**
 * Imports a body of NDJSON, of any length and in bounded memory. Lines with errors are reported and left out. With a
 * key, what is stored is recorded block by block: the same body sent again under that key goes on where it broke off,
 * or answers the same report if it was finished.
 */
export async function importPopulation(
  services: Pick<Services, "catalog" | "settings" | "shardOf" | "shardNameOf" | "readSpace" | "now">,
  body: AsyncIterable<Uint8Array>,
  { by, key }: { readonly by: string; readonly key?: string | undefined },
): Promise<Result<ImportReport, Failure>> {
  const { catalog, settings, shardOf, readSpace, now } = services;
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
    const stored = storePopulation(services, { ...block, by });
    const tally = await (block.rows.some(({ kind }) => kind === "erase") ? inEvenTime(stored) : stored);
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
      if ((await readSpace()).state !== "enough") return fail(breakOff(now(), progress.lastLine));
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
  body: AsyncIterable<Uint8Array>,
  earlier: ImportProgress,
  checkLines: BlockChecker,
): AsyncGenerator<Result<CheckedBlock, Obstacle>, void> {
  const blocks = readBlocks(body, IMPORT_LIMITS);
  let digest = "";
  let lastLine = 0;
  try {
    for (;;) {
      const next = await blocks.next().catch(toUnreadable);
      if (typeof next === "string" || next instanceof Error) return yield fail(next);
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
  switch (obstacle) {
    case "another-body":
      return {
        type: "conflict",
        ...inBoth({
          ru: "С этим Idempotency-Key уже приходило другое тело. Возьмите новый ключ.",
          en: "This Idempotency-Key was used for another body; use a new key.",
        }),
      };
    case "taken-over":
      return {
        type: "conflict",
        ...inBoth({
          ru: "Эту загрузку продолжает более поздний запрос с тем же Idempotency-Key.",
          en: "A later request with this Idempotency-Key goes on with this import.",
        }),
      };
    default:
      return { type: "invalid-request", ...inBoth(tellHowFar(explainUnreadable(obstacle), storedLine)) };
  }
}

/** There is room only for people's outs. */
function breakOff(now: number, storedLine: number): Failure {
  return { ...refuseForRoom(now), ...inBoth(tellHowFar(BROKEN_OFF, storedLine)) };
}

const BROKEN_OFF: Label = {
  ru: "На диске заканчивается место, поэтому импорт прерван. Освободите место и отправьте то же тело ещё раз; с Idempotency-Key импорт продолжится с этого места.",
  en: "The disk is running out of room, so the import broke off. Make room, and send the same body again; with an Idempotency-Key it goes on from there.",
};

function tellHowFar(why: Label, storedLine: number): Label {
  return {
    ru: `${why.ru} ${storedLine === 0 ? "Ничего не сохранено." : `Сохранено всё до строки ${storedLine} включительно.`}`,
    en: `${why.en} ${storedLine === 0 ? "Nothing of it is stored." : `Everything up to line ${storedLine} is stored.`}`,
  };
}

function explainUnreadable(obstacle: Unreadable): Label {
  if (obstacle === "body-broke-off") {
    return { ru: "Тело запроса оборвалось; отправьте его ещё раз.", en: "The body broke off; send it again." };
  }
  if (obstacle instanceof GzipError) return GZIP_ERRORS[obstacle.kind](obstacle.byte);
  return NOT_NDJSON[obstacle.found];
}

const GZIP_ERRORS: Readonly<Record<GzipError["kind"], (byte: number) => Label>> = {
  "cut-off": (byte) => ({
    ru: `Сжатое тело (gzip) обрывается после байта ${byte}; отправьте файл целиком.`,
    en: `The gzip breaks off after byte ${byte}; send the whole file.`,
  }),
  damaged: (byte) => ({
    ru: `Сжатое тело (gzip) испорчено около байта ${byte} или это не gzip; проверьте файл командой gzip -t.`,
    en: `The gzip is damaged at about byte ${byte}, or is none; check the file with gzip -t.`,
  }),
  followed: (byte) => ({
    ru: `За концом gzip (байт ${byte}) и нулями идут ещё данные, и они не прочитаны; уберите нули.`,
    en: `The gzip ends at byte ${byte}, and behind zeros there is more, which is not read; take the zeros out.`,
  }),
};

const NOT_NDJSON: Readonly<Record<NotNdjsonError["found"], Label>> = {
  gzip: {
    ru: "Тело сжато (gzip), а в запросе этого не сказано; добавьте Content-Encoding: gzip или распакуйте файл ещё раз.",
    en: "The body is gzip, and the request doesn't say so; add Content-Encoding: gzip, or unpack the file once more.",
  },
  "utf-16": {
    ru: "Тело в кодировке UTF-16; сохраните файл в UTF-8.",
    en: "The body is in UTF-16; save the file as UTF-8.",
  },
};

/** What was thrown where a body is read. */
function toUnreadable(error: unknown): Unreadable {
  return error instanceof GzipError || error instanceof NotNdjsonError ? error : "body-broke-off";
}
