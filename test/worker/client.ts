import { env, exports } from "cloudflare:workers";
import { reset } from "cloudflare:test";
import { afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Problem } from "../../src/contract/problem.ts";
import { traySchema, type Tray } from "../../src/contract/tray.ts";
import type { CatalogRpc } from "../../src/contract/rpc/rpc.ts";
import type { ProfileRow } from "../../src/contract/rpc/rpc-tray.ts";
import { DocumentedAnswers } from "./documented-answers.ts";
import { openObject, shardNameOf } from "../../src/contract/rpc/objects.ts";

/** How many shards the tests have: enough to differ, few enough to start for each test. */
export const SHARDS = Number(env.SHARDS);

export const ORIGIN = "https://garland.test";

/** Begins every test of a file with a running service whose windows are compiled for the instant, and ends clean. */
export function useGarland(compiledAt: string): void {
  // Whatever the file before this one had left in the background may have started the service anew since its end.
  beforeAll(() => reset());
  beforeEach(async () => {
    await env.CATALOG.getByName("catalog").start(Date.parse(compiledAt));
  });
  afterEach(() => reset());
}

let documented: DocumentedAnswers | undefined;

async function openDocument(): Promise<DocumentedAnswers> {
  const response = await exports.default.fetch(new Request(new URL("/openapi.json", ORIGIN)));
  return new DocumentedAnswers(await response.json());
}

/** Calls the Worker as the outside world does. Whatever it answers must be as the OpenAPI document says. */
export async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(new URL(path, ORIGIN), init);
  const response = await exports.default.fetch(request.clone());
  documented ??= await openDocument();
  await documented.check(request, response);
  return response;
}

export async function tokenFor(subscriberId: string): Promise<string> {
  const response = await call("/dev/tokens", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ subscriberId }),
  });
  const { token } = await response.json<{ token: string }>();
  return token;
}

/** One person with their phone. */
export async function openPhone(subscriberId: string, device: Record<string, string> = {}) {
  const token = await tokenFor(subscriberId);
  const headers = { Authorization: `Bearer ${token}` };
  const query = (at: string) => new URLSearchParams({ ...device, at }).toString();
  return {
    token,
    async trayAt(at: string): Promise<Tray> {
      const response = await call(`/v1/tray?${query(at)}`, { headers });
      expect(response.status).toBe(200);
      return traySchema.parse(await response.json());
    },
    async choose(scope: string, value: "in" | "out", at: string): Promise<Tray> {
      const response = await call(`/v1/me/choices?${query(at)}`, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify({ scope, value }),
      });
      expect(response.status).toBe(200);
      return traySchema.parse(await response.json());
    },
  };
}

export async function importPeople(rows: readonly ProfileRow[]): Promise<void> {
  for (const row of rows) await shardFor(row.subscriberId).importProfiles([row]);
}

/** The catalog by its interface; the generated stub type is too deep for the compiler. */
export function catalog(): CatalogRpc {
  return openObject(env, "CATALOG", "catalog");
}

export function shardFor(subscriberId: string) {
  return env.SHARD.getByName(shardNameOf(subscriberId, SHARDS));
}

/** Expects a problem document of a type, and returns it. */
export async function expectProblem(response: Response, type: string, status: number): Promise<Problem> {
  const problem = await response.json<Problem>();
  expect({ type: problem.type, status: response.status, bodyStatus: problem.status }).toEqual({
    type: `/problems/${type}`,
    status,
    bodyStatus: status,
  });
  expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  expect(problem.requestId).toBe(response.headers.get("X-Request-Id"));
  expect(problem.detail.length).toBeGreaterThan(10);
  return problem;
}
