import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { runnerImport } from "vite";
import { describe, expect, it } from "vitest";
import { parseSettings } from "../../src/contract/settings.ts";

const root = join(import.meta.dirname, "../..");

/** The app as far as this test uses it; its own types are those of the Workers runtime. */
interface AppModule {
  createApp(services: { settings: object; whyUnserved(): undefined }): { request(path: string): Promise<Response> };
}

/** Asks the app itself. Vite loads it, as it is .tsx; its description needs no object, so it is handed none. */
async function fetchDocument(): Promise<Record<string, unknown>> {
  const { module } = await runnerImport<AppModule>(join(root, "src/http/app.ts"), {
    root,
    configFile: false,
    logLevel: "error",
    oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  });
  const settings = parseSettings({ ENVIRONMENT: "development", SHARDS: "16" });
  const app = module.createApp({ settings, whyUnserved: () => undefined });
  const response = await app.request("/openapi.json");
  // Parsed boundary: the validator checks the document.
  return (await response.json()) as Record<string, unknown>;
}

describe("the OpenAPI document", () => {
  it("is a valid OpenAPI 3.1 document", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(await fetchDocument());
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    expect(validator.version).toBe("3.1");
  });

  it("says of texts what they must look like, as a pattern that they can match", async () => {
    const patterns = JSON.stringify(await fetchDocument()).match(/"pattern":"(?:[^"\\]|\\.)*"/g) ?? [];
    expect(patterns.length).toBeGreaterThan(10);
    expect(patterns.filter((pattern) => pattern.endsWith('/u"'))).toEqual([]);
  });

  it("requires no member that may be left out", async () => {
    const required = listRequired(await fetchDocument());
    expect(required).toContain("holdoutPercent");
    for (const name of ["startTime", "endTime", "unstagedBecause", "minimum", "maximum"]) {
      expect(required).not.toContain(name);
    }
  });
});

/** The names in every `required` of the document. */
function listRequired(part: unknown): readonly string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, value]: [string, unknown]) =>
    name === "required" && Array.isArray(value) ? value.map(String) : listRequired(value),
  );
}
