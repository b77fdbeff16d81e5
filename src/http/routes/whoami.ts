import { principalSchema, ROLES } from "../../contract/role.ts";
import { createRoutes, defineRoute } from "../define-route.ts";

export const whoamiRoutes = createRoutes();

const getWhoami = defineRoute(ROLES, {
  method: "get",
  path: "/v1/whoami",
  summary: "Who you are here, and your roles",
  responses: {
    200: { description: "You", content: { "application/json": { schema: principalSchema } } },
  },
});

whoamiRoutes.openapi(getWhoami, (c) => c.json(c.get("principal"), 200, { "Cache-Control": "private, no-store" }));
