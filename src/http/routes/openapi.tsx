import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { ApiPage, type ApiOperation } from "../../pages/api-page.tsx";
import { createRoutes, defineRoute } from "../define-route.ts";
import type { AppEnv } from "../services.ts";
import { toWrittenPath } from "../static-path-router.ts";

/** The description of every route, for programs and for people, made from the routes themselves. */
export const openapiRoutes = createRoutes();

/** An OpenAPI document, as far as it is read here. */
interface OpenApiDocument {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
}

/** Made once: the routes do not change while the Worker lives. */
let written: OpenApiDocument | undefined;

/** The OpenAPI 3.1 document, with the addresses as callers write them. */
function describeApi(c: Context<AppEnv>): OpenApiDocument {
  if (written !== undefined) return written;
  const document = c.get("describe")({
    openapi: "3.1.0",
    info: {
      title: "Garland",
      version: "1",
      description: "Which holiday decoration stands beside an operator's name, for every subscriber.",
    },
  }) as OpenApiDocument;
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => [
    Object.hasOwn(item, "post") ? toWrittenPath(path) : path,
    item,
  ]);
  written = withoutFlags({ ...document, paths: Object.fromEntries(paths) });
  return written;
}

/** The generator writes the end of an expression with flags, `/u`, into its pattern; a pattern is Unicode's anyway. */
function withoutFlags(document: OpenApiDocument): OpenApiDocument {
  return JSON.parse(JSON.stringify(document), (name, value: unknown) =>
    name === "pattern" && typeof value === "string" ? value.replace(/\/u$/, "") : value,
  );
}

const getDocument = defineRoute("anyone", {
  method: "get",
  path: "/openapi.json",
  summary: "This interface as an OpenAPI 3.1 document",
  responses: { 200: { description: "The document", content: { "application/json": { schema: z.looseObject({}) } } } },
});

openapiRoutes.openapi(getDocument, (c) => c.json(describeApi(c), 200, { "Cache-Control": "public, max-age=300" }));

const getPage = defineRoute("anyone", {
  method: "get",
  path: "/docs",
  summary: "This interface as a page",
  responses: { 200: { description: "The page", content: { "text/html": { schema: z.string() } } } },
});

openapiRoutes.openapi(getPage, (c) => {
  const operations = Object.entries(describeApi(c).paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );
  return c.html(<ApiPage operations={operations} />);
});
