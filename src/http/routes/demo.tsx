import { z } from "@hono/zod-openapi";
import { raw } from "hono/html";
import { bundledDefinitions } from "../../definitions.generated.ts";
import { LANGUAGES } from "../../domain/label.ts";
import { collectDemoData } from "../../pages/demo-data.ts";
import { DemoPage } from "../../pages/demo-page.tsx";
import { chooseLanguage } from "../../pages/language.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";

/** The phone page: what a subscriber's phone shows, on any day. Development only. */
export const demoRoutes = createRoutes();

const getDemo = defineRoute("development", {
  method: "get",
  path: "/demo",
  summary: "The phone page",
  request: {
    query: z.strictObject({
      lang: z.enum(LANGUAGES).optional(),
      person: z.string().max(64).optional().describe("Read by the page's script: whose phone"),
      on: z.string().max(16).optional().describe("Read by the page's script: local date and time"),
    }),
  },
  responses: {
    200: { description: "The page", content: { "text/html": { schema: z.string() } } },
    404: problemResponse("Not in production"),
  },
});

demoRoutes.openapi(getDemo, (c) => {
  const language = chooseLanguage(c.req.valid("query").lang, c.req.header("Accept-Language"));
  const { operatorName } = c.get("services").settings;
  c.header("Cache-Control", "no-store");
  return c.html(
    <>
      {raw("<!doctype html>")}
      <DemoPage operatorName={operatorName} data={collectDemoData(bundledDefinitions, language)} />
    </>,
  );
});
