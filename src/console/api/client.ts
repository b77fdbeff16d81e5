import type { z } from "zod";
import { problemSchema, type Problem } from "../../contract/problem.ts";

/** What the console can do about a request that failed. */
export type FailureKind =
  | "offline"
  | "login"
  | "forbidden"
  | "another"
  | "missing"
  | "impossible"
  | "conflict"
  | "refused"
  | "later"
  | "broken";

const KIND_BY_STATUS: Readonly<Record<number, FailureKind>> = {
  401: "login",
  403: "forbidden",
  404: "missing",
  409: "impossible",
  412: "conflict",
  400: "refused",
  422: "refused",
  428: "refused",
  429: "later",
};

/** A role that may not, and a human who may not, are two things: one asks for a role, the other for somebody else. */
function kindOf({ type, status }: Problem): FailureKind {
  return type === "/problems/another-person" ? "another" : kindOfStatus(status);
}

/** Whatever was wrong with the request, nothing on our side broke. */
function kindOfStatus(status: number): FailureKind {
  return KIND_BY_STATUS[status] ?? (isOfRequest(status) ? "refused" : "broken");
}

function isOfRequest(status: number): boolean {
  return status >= 400 && status < 500;
}

/** A request that failed, with the service's own words where it had any. */
export class ApiFailure extends Error {
  readonly kind: FailureKind;
  readonly problem: Problem | undefined;
  /** Before that, in epoch milliseconds, the same is refused again. */
  readonly retryAt: number | undefined;

  constructor(kind: FailureKind, problem?: Problem, retryAt?: number) {
    super(problem?.detail ?? kind);
    this.kind = kind;
    this.problem = problem;
    this.retryAt = retryAt;
  }

  /** The service's own sentence, where the request is what it could not take; undefined: it said none, or the fault is ours. */
  get refusal(): string | undefined {
    return this.problem !== undefined && isOfRequest(this.problem.status) ? this.problem.detail : undefined;
  }
}

/** A problem of the service as a failure. */
export function failureOf(problem: Problem, retryAt?: number): ApiFailure {
  return new ApiFailure(kindOf(problem), problem, retryAt);
}

/** When it may be asked again, by a `Retry-After` in seconds. */
export function readRetryAt(header: string | null, now: number): number | undefined {
  return header !== null && /^\d{1,7}$/.test(header) ? now + Number(header) * 1_000 : undefined;
}

const TOKEN_KEY = "garland.token";
const loginListeners = new Set<() => void>();
const returnListeners = new Set<() => void>();

export function readToken(): string | null {
  return sessionStorage.getItem(TOKEN_KEY);
}

export function writeToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(TOKEN_KEY);
  else sessionStorage.setItem(TOKEN_KEY, token);
}

/** Tells when a request was refused for want of a login. */
export function onLoginNeeded(listener: () => void): () => void {
  loginListeners.add(listener);
  return () => loginListeners.delete(listener);
}

/** Tells when somebody has logged in. */
export function onLoggedIn(listener: () => void): () => void {
  returnListeners.add(listener);
  return () => returnListeners.delete(listener);
}

/** Goes on under a new login. */
export function logInWith(token: string): void {
  writeToken(token);
  for (const listener of returnListeners) listener();
}

export interface CallOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Calls the service and checks its answer; throws an `ApiFailure` that says what can be done. */
export async function call<Output>(
  path: string,
  schema: z.ZodType<Output>,
  options: CallOptions = {},
): Promise<Output> {
  const response = await send(path, options);
  if (response.status === 204) return schema.parse(null);
  const answer = schema.safeParse(await response.json());
  if (!answer.success) throw new ApiFailure("broken");
  return answer.data;
}

async function send(path: string, { method = "GET", body, headers = {}, signal }: CallOptions): Promise<Response> {
  const token = readToken();
  const request: RequestInit = {
    method,
    headers: {
      // Cloudflare Access answers a script whose login has expired 401 instead of leading it to a page for people.
      "X-Requested-With": "XMLHttpRequest",
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      // What the service says is read on this page.
      ...(document.documentElement.lang === "" ? {} : { "Accept-Language": document.documentElement.lang }),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  };
  let response: Response;
  try {
    response = await fetch(path, request);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiFailure("offline");
  }
  if (response.ok) return response;
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  if (response.status === 401) for (const listener of loginListeners) listener();
  const retryAt = readRetryAt(response.headers.get("Retry-After"), Date.now());
  if (!problem.success) throw new ApiFailure(kindOfStatus(response.status), undefined, retryAt);
  throw failureOf(problem.data, retryAt);
}

/** The lines of a streamed answer, each as soon as it is there; throws an `ApiFailure` if it breaks off. */
export async function* openStream(path: string, options: CallOptions): AsyncGenerator<string> {
  const { body: bytes } = await send(path, options);
  if (bytes === null) return;
  const reader = bytes.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const lines = (rest + value).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch {
    throw new ApiFailure("offline");
  }
  if (rest !== "") yield rest;
}

/** Whether what somebody has read is not what their word would be of any more. */
export function hasChanged(error: unknown): boolean {
  return error instanceof ApiFailure && error.problem?.status === 412;
}
