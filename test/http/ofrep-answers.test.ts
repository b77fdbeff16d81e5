import { Hono } from "hono";
import { requestId } from "hono/request-id";
import { describe, expect, it } from "vitest";
import { bulkFailureSchema, flagFailureSchema } from "../../src/contract/ofrep.ts";
import { inBoth, PROBLEMS, type ProblemType } from "../../src/contract/problem.ts";
import { allowOtherOrigins, FLAGS_PATH, OFREP_PATHS, speakOfrep } from "../../src/http/ofrep-answers.ts";
import { answerProblem } from "../../src/http/problem.ts";
import type { AppEnv } from "../../src/http/services.ts";

const WRONG = { ru: "Что-то не так, как должно быть.", en: "Something is not as it should be." };

/** An app whose OFREP routes all fail in the same way. */
function appThatFails(type: ProblemType, headers: Record<string, string> = {}) {
  const app = new Hono<AppEnv>();
  app.use(requestId());
  app.use(OFREP_PATHS, allowOtherOrigins, speakOfrep);
  app.all("*", (c) => answerProblem(c, { type, ...inBoth(WRONG) }, headers));
  return app;
}

describe("a problem on an OFREP route", () => {
  it.each(Object.keys(PROBLEMS) as ProblemType[])(
    "of type %s becomes an OFREP error of the same status",
    async (type) => {
      const app = appThatFails(type);
      for (const [path, schema] of [
        [FLAGS_PATH, bulkFailureSchema],
        [`${FLAGS_PATH}/tray-icon`, flagFailureSchema],
      ] as const) {
        const response = await app.request(path, { method: "POST" });
        expect(response.status).toBe(PROBLEMS[type].status);
        expect(response.headers.get("Content-Type")).toBe("application/json");
        expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
        expect(schema.parse(await response.json()).errorDetails).toBe("Something is not as it should be.");
      }
    },
  );

  it.each(["too-many-requests", "not-ready"] as const)(
    "of type %s says in whole seconds when to come back",
    async (type) => {
      const later = await appThatFails(type, { "Retry-After": "30" }).request(FLAGS_PATH, { method: "POST" });
      expect(later.headers.get("Retry-After")).toBe("30");
      const soon = await appThatFails(type).request(FLAGS_PATH, { method: "POST" });
      expect(soon.headers.get("Retry-After")).toBe("1");
    },
  );

  it("stays a problem document anywhere else", async () => {
    const response = await appThatFails("not-found").request("/v1/tray");
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  });
});
