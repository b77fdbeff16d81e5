import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { call, tokenFor, useGarland } from "./client.ts";
import { staffTokenFor } from "./open-app.ts";
import { requestsTo, type OperationShape } from "./request-arbitraries.ts";

useGarland("2024-12-01T00:00:00Z");

type Credential = "none" | "subscriber" | "admin" | "support" | "broken";

/** More than 5,000 requests; those that evaluate OFREP flags have a test of their own. */
const REQUESTS_AT_ONCE = 24;
const ROUNDS = 210;

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationShape>>>>;
}

async function listOperations() {
  const { paths } = await (await call("/openapi.json")).json<Document>();
  return Object.entries(paths)
    .filter(([path]) => !path.startsWith("/dev/") && !path.startsWith("/ofrep/v1/evaluate"))
    .flatMap(([path, item]) => Object.entries(item).map(([method, shape]) => ({ path, method, shape })));
}

describe("whatever is sent to any route, by anybody", () => {
  it("is answered below 500, as the OpenAPI document says", async () => {
    const operations = await listOperations();
    const tokens: Readonly<Record<Credential, string | undefined>> = {
      none: undefined,
      subscriber: await tokenFor("anna"),
      admin: await staffTokenFor("an admin", ["admin", "approver", "channel"]),
      support: await staffTokenFor("an agent", ["support"]),
      broken: "glk_00000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    };
    const requests = fc.constantFrom(...operations).chain(({ path, method, shape }) =>
      fc.record({
        method: fc.oneof(
          { weight: 12, arbitrary: fc.constant(method.toUpperCase()) },
          fc.constantFrom("HEAD", "OPTIONS", "PATCH", "DELETE"),
        ),
        credential: fc.oneof(
          { weight: 3, arbitrary: fc.constantFrom<Credential>("admin", "subscriber", "support") },
          fc.constantFrom<Credential>("none", "broken"),
        ),
        request: requestsTo(path, shape),
      }),
    );
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(requests, { minLength: REQUESTS_AT_ONCE, maxLength: REQUESTS_AT_ONCE }),
        async (batch) => {
          await Promise.all(
            batch.map(async ({ method, credential, request: { address, body, contentType, headers } }) => {
              const token = tokens[credential];
              const hasBody = method !== "GET" && method !== "HEAD" && method !== "OPTIONS";
              const response = await call(address, {
                method,
                headers: {
                  ...headers,
                  ...(contentType === "" ? {} : { "Content-Type": contentType }),
                  ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
                },
                ...(hasBody ? { body } : {}),
              });
              await response.body?.cancel();
              seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
              expect(`${method} ${address} ${response.status}`).toMatch(/ [234]\d\d$/);
            }),
          );
        },
      ),
      { numRuns: ROUNDS, endOnFailure: true },
    );
    // The generator comes past the gates, and past the schemas.
    expect([...seen.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 403, 404, 405, 415]));
  });
});
