import { z } from "@hono/zod-openapi";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { answerProblem } from "../problem.ts";
import { inBoth } from "../../contract/problem.ts";

/**
 * Static files where nothing before the Worker serves them: on plain workerd, whose disk service knows neither types
 * nor caching. On Cloudflare these requests never reach the Worker.
 */
export const assetRoutes = createRoutes();

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};

const IMMUTABLE = "public, max-age=31536000, immutable";
const SHORT = "public, max-age=300";

const FILE_CONTENT = Object.fromEntries(
  Object.values(TYPES).map((type) => [type.split(";")[0] ?? type, { schema: z.any().describe("The file's content") }]),
);

/** Folders of `public/`. A file whose name carries its content's hash never changes. */
const FOLDERS = [
  { path: "/i/{file}", cacheControl: IMMUTABLE },
  { path: "/console/assets/{file}", cacheControl: IMMUTABLE },
  { path: "/static/{file}", cacheControl: SHORT },
  { path: "/schemas/{file}", cacheControl: SHORT },
] as const;

for (const { path, cacheControl } of FOLDERS) {
  const route = defineRoute("anyone", {
    method: "get",
    path,
    summary: "A static file",
    request: { params: z.object({ file: z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9@._-]{0,120}$/) }) },
    responses: {
      200: { description: "The file", content: FILE_CONTENT },
      404: problemResponse("There is no such file"),
    },
  });
  assetRoutes.openapi(route, async (c) => {
    const { file } = c.req.valid("param");
    const type = TYPES[file.split(".").at(-1) ?? ""];
    const notFound = {
      type: "not-found",
      ...inBoth({ ru: "Такого файла нет.", en: "There is no such file." }),
    } as const;
    if (type === undefined) return answerProblem(c, notFound);
    const response = await c.get("services").fetchAsset(path.replace("{file}", file));
    if (!response.ok) return answerProblem(c, notFound);
    return new Response(response.body, { headers: { "Content-Type": type, "Cache-Control": cacheControl } });
  });
}
