import { z } from "@hono/zod-openapi";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";
import { inBoth } from "../../contract/problem.ts";

/** The marketers' console: one page, whatever the address; its scripts take it from there. */
export const consoleRoutes = createRoutes();

const INDEX = "/console/index.html";

for (const path of ["/console", "/console/", "/console/{page}", "/console/{page}/{item}"] as const) {
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
      return answerProblem(c, {
        type: "not-found",
        ...inBoth({
          ru: "Консоль не собрана: выполните npm run build:console.",
          en: "The console is not built: run npm run build:console.",
        }),
      });
    }
    return c.html(await index.text(), 200, { "Cache-Control": "no-cache" });
  });
}
