import { z } from "@hono/zod-openapi";
import { raw } from "hono/html";
import { bundledDefinitions } from "../../definitions.generated.ts";
import { collectDemoData } from "../../pages/demo-data.ts";
import { DemoPage } from "../../pages/demo-page.tsx";
import { chooseLanguage } from "../../pages/language.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { LANGUAGE_QUERY, readLanguage } from "../request-parts.ts";

/** The phone page: what a subscriber's phone shows, on any day. Development only. */
export const demoRoutes = createRoutes();

const getDemo = defineRoute("development", {
  method: "get",
  path: "/demo",
  summary: "The phone page",
  request: {
    query: z.object({
      ...LANGUAGE_QUERY,
      person: z.unknown().optional().meta({ type: "string" }).describe("Read by the page's script: whose phone"),
      on: z.unknown().optional().meta({ type: "string" }).describe("Read by the page's script: local date and time"),
    }),
  },
  responses: {
    200: { description: "The page", content: { "text/html": { schema: z.string() } } },
    404: problemResponse("Not in production"),
  },
});

demoRoutes.openapi(getDemo, (c) => {
  const language = chooseLanguage(readLanguage(c.req.valid("query").lang), c.req.header("Accept-Language"));
  const { operatorName } = c.get("services").settings;
  c.header("Cache-Control", "no-store");
  return c.html(
    <>
      {raw("<!doctype html>")}
      <DemoPage operatorName={operatorName} data={collectDemoData(bundledDefinitions, language)} />
    </>,
  );
});
