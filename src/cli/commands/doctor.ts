import { parseArgs } from "node:util";
import type { z } from "zod";
import { healthSchema, objectsSchema, type ObjectList } from "../../contract/health.ts";
import { inOrder } from "../../domain/object-order.ts";
import { describeService, listNeeds, type ServiceHealth } from "../../domain/service-texts.ts";
import { describeSpan } from "../../domain/span-texts.ts";
import { askService, LostConnection, readAnswer, type Reply } from "../ask-service.ts";
import { chooseServiceUrl, DEFAULT_URL } from "../call-service.ts";
import { EXIT_CODES, ServiceError, type Command } from "../command.ts";

/** The service itself waits for its catalog for 8 s. */
const LIMITS = { bytes: 64 * 1024 * 1024, withinMs: 15_000 };
const MB = 1_000_000;

/** Says how a running service is, and what to do about what is not well. */
export const doctorCommand: Command = {
  summary: "say what is wrong with the service, and what to do",
  usage: `garland doctor [options]

  Says first how the whole service is, then what is not well and what to do about it. Without a key, or if the catalog
  does not answer, it says what GET /healthz tells everybody.

  --all   every object as well: its state, version and size, when it was last heard, and its file
  --url   where the service is; else GARLAND_URL, else ${DEFAULT_URL}
  --key   a service key or staff token that may read (viewer); better in GARLAND_KEY, where nobody sees it

Exit codes: 0 all is well, though a key may wait for a second person; 1 something is not; 2 wrong call; 3 the service could not be asked.`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { all: { type: "boolean" }, url: { type: "string" }, key: { type: "string" } },
    });
    const url = chooseServiceUrl(values.url);
    try {
      const { words, isWell } = await examine(url, values.key ?? process.env["GARLAND_KEY"], values.all === true);
      console.log(words);
      return isWell ? EXIT_CODES.success : EXIT_CODES.service;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      console.error(error instanceof LostConnection ? withAdvice(error.message) : error.message);
      return EXIT_CODES.unknown;
    }
  },
};

interface Findings {
  readonly words: string;
  readonly isWell: boolean;
}

async function examine(url: URL, credential: string | undefined, isAll: boolean): Promise<Findings> {
  if (credential === undefined || credential === "") {
    const why = "There is no key for the list of objects: use GARLAND_KEY, or --key.";
    return examineFromOutside(url, isAll ? why : undefined);
  }
  try {
    const list = await read(new URL("/v1/objects", url), objectsSchema, credential);
    const { words, isWell } = describe(list, list.objects.length, list.at);
    return { words: isAll ? `${words}\n\n${describeObjects(list)}` : words, isWell };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return examineFromOutside(url, `The list of objects was refused: ${error.message}`);
  }
}

/** What everybody may know; `why` there is no more, if anybody asked for more. */
async function examineFromOutside(url: URL, why: string | undefined): Promise<Findings> {
  const address = new URL("/healthz", url);
  const reply = await askService(address, {}, LIMITS);
  // It says 503 of a service that is not well, with the same members.
  const health = healthSchema.safeParse(reply.answer);
  if (!health.success) throw new ServiceError(await explainSilence(url, reply));
  const { objects: troubles, ...rest } = health.data;
  const { words, isWell } = describe({ ...rest, troubles }, undefined, Date.now());
  return { words: why === undefined ? words : `${words}\n\n${why}`, isWell };
}

/** Something answers, but not how it is. */
async function explainSilence(url: URL, reply: Reply): Promise<string> {
  const alive = await askService(new URL("/livez", url), {}, LIMITS).catch(() => undefined);
  const said = explain(url, reply);
  return alive?.isOk === true && isAliveAnswer(alive.answer)
    ? `The process at ${url.origin} lives, but does not say how its objects are: ${said}`
    : said;
}

function explain(url: URL, reply: Reply): string {
  try {
    readAnswer(url, reply, healthSchema);
  } catch (error) {
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
  throw new Error("what was not understood is understood");
}

function isAliveAnswer(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "status" in answer && answer.status === "alive";
}

async function read<Answer>(address: URL, schema: z.ZodType<Answer>, credential: string): Promise<Answer> {
  const headers = { Authorization: `Bearer ${credential}` };
  return readAnswer(address, await askService(address, { headers }, LIMITS), schema);
}

function describe(health: ServiceHealth, objects: number | undefined, now: number): Findings {
  const needs = listNeeds(health, now);
  const lines = needs.map(({ sentence }) => `- ${sentence.en}`);
  const words = [describeService(health, objects).en, ...(lines.length === 0 ? [] : ["", ...lines])].join("\n");
  return { words, isWell: health.status === "ready" && needs.every(({ isNotice }) => isNotice === true) };
}

function describeObjects({ objects, at }: ObjectList): string {
  const rows = inOrder(objects).map(({ object, state, version, bytes, heardAt, file }) => [
    object,
    state === "known" ? "well" : state,
    version === null ? "?" : String(version),
    bytes === null ? "?" : (bytes / MB).toFixed(1),
    heardAt === null ? "not yet" : `${describeSpan(at - heardAt).en} ago`,
    file,
  ]);
  const table = [["object", "state", "version", "MB", "heard", "file"], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) => row.map((cell, column) => align(cell, column, widths[column] ?? 0)).join("  ")).join("\n");
}

/** Numbers stand below each other by their last digit. */
function align(cell: string, column: number, width: number): string {
  return column === 2 || column === 3 ? cell.padStart(width) : cell.padEnd(width);
}

/** Whoever has the files at hand may want them looked at. */
function withAdvice(words: string): string {
  if (process.env["GARLAND_DATA"] === undefined) return words;
  return `${words} Doctor asks a running service; garland backup <folder> and garland restore <folder> --check look at its files.`;
}
