import { z } from "@hono/zod-openapi";
import { secureHeaders } from "hono/secure-headers";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";

/** The marketers' console: one page, whatever the address; its scripts take it from there. */
export const consoleRoutes = createRoutes();

/** Mantine writes styles into the page; this is the one place where that is allowed. */
export const allowConsoleStyles = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    scriptSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  referrerPolicy: "no-referrer",
});

const INDEX = "/console/index.html";

for (const path of ["/console", "/console/{page}", "/console/{page}/{item}", "/console/{page}/{item}/{part}"] as const) {
  const route = defineRoute("anyone", {
    method: "get",
    path,
    summary: "The marketers' console",
    responses: {
      200: { description: "The page", content: { "text/html": { schema: z.string() } } },
      404: problemResponse("The console was not built"),
    },
  });
  consoleRoutes.openapi(route, async (c) => {
    const index = await c.get("services").fetchAsset(INDEX);
    if (!index.ok) {
      return answerProblem(c, { type: "not-found", detail: "The console is not built: run npm run build:console." });
    }
    return c.body(index.body, 200, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache" });
  });
}
