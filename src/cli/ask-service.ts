import type { z } from "zod";
import { problemSchema } from "../contract/problem.ts";
import { ServiceError, UsageError } from "./command.ts";
import { sayInEnglish } from "../contract/rule-texts.ts";

const MIB = 1024 * 1024;

/** How much, and for how long, a service may answer. Whatever answers at an address need not be Garland. */
export interface ReplyLimits {
  readonly bytes: number;
  /** For the whole of a reply, or until the next piece of one that is passed on. */
  readonly withinMs: number;
}

/** The largest true answers are some MiB; the slowest is that of a first start with many shards. */
const REPLY_LIMITS: ReplyLimits = { bytes: 64 * MIB, withinMs: 5 * 60_000 };

/** No whole reply came; the next may be. */
export class LostConnection extends ServiceError {}

/** The service has read what it was asked, and does not do that; something else it may do. */
export class Refusal extends ServiceError {
  /** What kind of problem the service named, such as `/problems/conflict`. */
  readonly problem: string | undefined;

  constructor(words: string, problem: string | undefined) {
    super(words);
    this.problem = problem;
  }
}

/** Of what was asked, not of who asks or when. */
const REFUSING_STATUSES = new Set([400, 403, 404, 409, 412, 413, 422]);

export interface Reply {
  readonly status: number;
  readonly isOk: boolean;
  readonly headers: Headers;
  /** Undefined: it was none, or no JSON. */
  readonly answer: unknown;
}

const MOST_WORDS = 2_000;
const LINE_FEED = 0x0a;

/** Asks for JSON. Whatever comes instead of a whole reply, even none, is a ServiceError of one sentence. */
export async function askService(url: URL, init: RequestInit, limits = REPLY_LIMITS): Promise<Reply> {
  const ending = AbortSignal.timeout(limits.withinMs);
  const response = await call(url, init, ending);
  const { status, ok: isOk, headers } = response;
  const text = await readText(url, response, limits, ending);
  if (isOk && text !== "" && !isJson(headers)) throw notGarland(url, describeOther(response));
  return { status, isOk, headers, answer: parseJson(text) };
}

/** The answer in the shape that was asked for; of a refusal, its own words. */
export function readAnswer<Answer>(url: URL, { isOk, status, answer }: Reply, schema: z.ZodType<Answer>): Answer {
  if (!isOk) throw new ServiceError(explainRefusal(url, status, answer));
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = ["$", ...(issue?.path ?? [])].join(".");
  throw notGarland(
    url,
    `answered something unexpected (${printable(`${place}: ${sayInEnglish(issue?.message ?? "")}`)})`,
  );
}

/** What a refusal says, with where and what to do. */
export function explainRefusal(url: URL, status: number, answer: unknown): string {
  const problem = problemSchema.safeParse(answer);
  if (!problem.success) return notGarland(url, `refused with ${status}`).message;
  const { detail, issues = [] } = problem.data;
  return [detail, ...issues.map(({ path, message }) => `  ${path}: ${message}`)].map(printable).join("\n");
}

/** The lines of a service, however many, as they come. Throws a ServiceError if they break off or are none. */
export async function* streamLines(
  url: URL,
  init: RequestInit,
  limits = REPLY_LIMITS,
): AsyncGenerator<Uint8Array, void> {
  const idle = new AbortController();
  let timer = setTimeout(() => idle.abort(), limits.withinMs);
  try {
    const response = await call(url, init, idle.signal);
    if (!response.ok) {
      const text = await readText(url, response, limits, idle.signal);
      throw new ServiceError(explainRefusal(url, response.status, parseJson(text)));
    }
    if (mediaTypeOf(response.headers) !== "application/x-ndjson") throw notGarland(url, describeOther(response));
    let last = LINE_FEED;
    for await (const piece of piecesOf(url, response, idle.signal, limits)) {
      clearTimeout(timer);
      last = piece.at(-1) ?? last;
      yield piece;
      timer = setTimeout(() => idle.abort(), limits.withinMs);
    }
    if (last !== LINE_FEED) throw brokeOff(url);
  } finally {
    clearTimeout(timer);
    idle.abort();
  }
}

/** The error for a reply that is not what was hoped for. */
export function refusalOf(status: number, words: string, answer: unknown): ServiceError {
  if (!REFUSING_STATUSES.has(status)) return new ServiceError(words);
  return new Refusal(words, problemSchema.safeParse(answer).data?.type);
}

/** A credential is the only header that somebody types: what is no header at all was mistyped. */
function readHeaders(init: RequestInit): Headers {
  try {
    return new Headers(init.headers);
  } catch {
    throw new UsageError("The key has a character that no key has; copy it anew into GARLAND_KEY, or --key.");
  }
}

async function call(url: URL, init: RequestInit, signal: AbortSignal): Promise<Response> {
  const headers = readHeaders(init);
  // What the command says is in English, and so is what it passes on.
  headers.set("Accept-Language", "en");
  const response = await fetch(url, { ...init, headers, redirect: "manual", signal }).catch(() => undefined);
  if (response === undefined) {
    if (signal.aborted) throw new LostConnection(`${url.origin} did not answer in time; try again.`);
    throw new LostConnection(
      `Nothing answers at ${url.origin}. Start the service with npm start, or say where it is: GARLAND_URL, or --url.`,
    );
  }
  if (response.status < 300 || response.status > 399) return response;
  await response.body?.cancel();
  const target = URL.parse(response.headers.get("Location") ?? "", url);
  const elsewhere = target === null || target.origin === url.origin ? "elsewhere" : `to ${target.origin}`;
  throw new ServiceError(
    `${url.origin} sends on ${elsewhere} (${response.status}); give the right address with --url.`,
  );
}

async function readText(url: URL, response: Response, limits: ReplyLimits, signal: AbortSignal): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of piecesOf(url, response, signal, limits)) {
    bytes += piece.length;
    if (bytes > limits.bytes) throw notGarland(url, `answers with more than ${Math.floor(limits.bytes / MIB)} MiB`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

async function* piecesOf(
  url: URL,
  { body }: Response,
  signal: AbortSignal,
  { withinMs }: ReplyLimits,
): AsyncGenerator<Uint8Array, void> {
  const reader = (body ?? new Blob([]).stream()).getReader();
  try {
    for (;;) {
      const next = await reader.read().catch(() => undefined);
      if (next === undefined) {
        const seconds = Math.ceil(withinMs / 1_000);
        throw signal.aborted
          ? new LostConnection(`${url.origin} did not end its answer in ${seconds} s.`)
          : brokeOff(url);
      }
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function brokeOff(url: URL): ServiceError {
  return new LostConnection(`${url.origin} broke off in the middle of its answer; try again.`);
}

function notGarland(url: URL, what: string): ServiceError {
  return new ServiceError(`${url.origin} ${what}; is that really Garland?`);
}

function describeOther({ status, headers }: Response): string {
  return `answered ${status} with ${printable(headers.get("Content-Type") ?? "no type")}`;
}

function mediaTypeOf(headers: Headers): string {
  return (headers.get("Content-Type") ?? "").split(";", 1).join("").trim().toLowerCase();
}

function isJson(headers: Headers): boolean {
  return /^application\/(?:[a-z0-9.-]+\+)?json$/.test(mediaTypeOf(headers));
}

function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

/** Words of a stranger, without what steers a terminal. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.slice(0, MOST_WORDS).replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}
