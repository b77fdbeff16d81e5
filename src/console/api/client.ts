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
};

/** A role that may not, and a human who may not, are two things: one asks for a role, the other for somebody else. */
function kindOf({ type, status }: Problem): FailureKind {
  return type === "/problems/another-person" ? "another" : (KIND_BY_STATUS[status] ?? "broken");
}

/** A request that failed, with the service's own words where it had any. */
export class ApiFailure extends Error {
  readonly kind: FailureKind;
  readonly problem: Problem | undefined;

  constructor(kind: FailureKind, problem?: Problem) {
    super(problem?.detail ?? kind);
    this.kind = kind;
    this.problem = problem;
  }
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
  if (!problem.success) throw new ApiFailure(KIND_BY_STATUS[response.status] ?? "broken");
  throw new ApiFailure(kindOf(problem.data), problem.data);
}

/** The lines of a streamed answer, each as soon as it is there; throws an `ApiFailure` if it breaks off. */
export async function* openStream(path: string, options: CallOptions): AsyncGenerator<string> {
  const { body: bytes } = await send(path, options);
  if (bytes === null) return;
  const reader = bytes.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop
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
