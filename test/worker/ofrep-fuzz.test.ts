import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bulkFailureSchema,
  bulkSuccessSchema,
  FLAG_KEYS,
  flagFailureSchema,
  flagSuccessSchema,
} from "../../src/contract/ofrep.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call, tokenFor, useGarland } from "./client.ts";

useGarland("2024-12-01T00:00:00Z");

const FLAGS = "/ofrep/v1/evaluate/flags";
const RUNS = 3_000;

const segments = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...FLAG_KEYS) },
  fc.constantFrom("constructor", "__proto__", "%", "%2F", "%00", "%E0%A4%A", "..", "a%2Fb", "?", "#"),
  fc
    .string({ unit: "binary", maxLength: 20 })
    .map((text) => encodeURIComponent(text.replaceAll(/[\ud800-\udfff]/g, "x"))),
  fc.stringMatching(/^[!-~]{0,30}$/),
);

const paths = fc.oneof(
  fc.constant(FLAGS),
  segments.map((segment) => `${FLAGS}/${segment}`),
  fc.tuple(segments, segments).map(([one, other]) => `/ofrep/${one}/${other}`),
);

const contexts = fc.oneof(
  fc.record(
    {
      targetingKey: fc.oneof(fc.constantFrom("anna", "boris", "", "79161234567"), fc.jsonValue()),
      platform: fc.oneof(fc.constantFrom("ios", "android"), fc.jsonValue()),
      appVersion: fc.oneof(fc.constantFrom("5.12.0", "5"), fc.string(), fc.jsonValue()),
      locale: fc.oneof(fc.constantFrom("ru-RU", "en"), fc.string(), fc.jsonValue()),
      timezone: fc.oneof(fc.constantFrom("Asia/Kamchatka", "UTC", "+03:00"), fc.string(), fc.jsonValue()),
      constructor: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue(),
);

const bodies = fc.oneof(
  { weight: 3, arbitrary: contexts.map((context) => JSON.stringify({ context })) },
  fc.constantFrom("{}", '{"context":{"targetingKey":"boris"}}'),
  fc.json(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    '{"__proto__":{"context":{}}}',
    '{"context":{"__proto__":{"targetingKey":"boris"}}}',
    "[".repeat(20_000),
  ),
);

const visible = fc.stringMatching(/^[!-~]{0,40}$/);

const requests = fc.record({
  path: paths,
  method: fc.oneof(
    { weight: 6, arbitrary: fc.constant("POST") },
    fc.constantFrom("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"),
  ),
  body: bodies,
  credential: fc.oneof({ weight: 5, arbitrary: fc.constant("token") }, fc.constantFrom("key", "none", "both"), visible),
  etag: fc.oneof(fc.constantFrom("*", '"x"', ""), visible),
  contentType: fc.constantFrom("application/json", "text/plain", "application/x-www-form-urlencoded", ""),
  query: fc.oneof(fc.constant(""), fc.constantFrom("?eventStreams=1", "?flagConfigEtag=%", "?at=x")),
});

function headersFor(credential: string, token: string): Record<string, string> {
  if (credential === "token") return { Authorization: `Bearer ${token}` };
  if (credential === "key") return { "X-API-Key": "glk_00000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
  if (credential === "both") return { Authorization: `Bearer ${token}`, "X-API-Key": "glk_broken" };
  if (credential === "none") return {};
  return { Authorization: `Bearer ${credential}`, "X-API-Key": credential };
}

describe("whatever is sent to the OFREP routes", () => {
  it("is answered below 500, in a documented shape, for any origin", async () => {
    const token = await tokenFor("anna");
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(requests, async ({ path, method, body, credential, etag, contentType, query }) => {
        const headers = Object.entries({
          ...headersFor(credential, token),
          "If-None-Match": etag,
          "Content-Type": contentType,
          [CLOCK_HEADER]: "2024-12-31T12:00:00Z",
        }).filter(([, value]) => value !== "");
        const hasBody = method !== "GET" && method !== "HEAD" && method !== "OPTIONS";
        const response = await call(path + query, { method, headers, ...(hasBody ? { body } : {}) });
        seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
        const text = await response.text();
        // An address such as /ofrep/v1/../.. leads elsewhere before the Worker sees it.
        if (!new URL(path, "https://garland.test").pathname.startsWith("/ofrep/")) return;
        expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
        expectDocumented(response.status, new URL(path, "https://garland.test").pathname, method, text);
      }),
      { numRuns: RUNS },
    );
    // The generator reaches what it is meant to reach.
    for (const status of [200, 400, 401, 403, 404, 405]) expect(seen.get(status)).toBeGreaterThan(5);
  }, 120_000);
});

function expectDocumented(status: number, path: string, method: string, text: string): void {
  expect(status).toBeLessThan(500);
  if (status === 204 || status === 304 || method === "HEAD") return expect(text).toBe("");
  const body: unknown = JSON.parse(text);
  const isBulk = !path.startsWith(`${FLAGS}/`) || path === `${FLAGS}/`;
  if (status === 200) (isBulk ? bulkSuccessSchema : flagSuccessSchema).parse(body);
  else (isBulk ? bulkFailureSchema : flagFailureSchema).parse(body);
}
