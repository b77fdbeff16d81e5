import { env } from "cloudflare:workers";
import { abortAllDurableObjects, reset } from "cloudflare:test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES, type Role } from "../../src/contract/role.ts";
import { listRoutes, type RouteRow } from "../../src/http/route-table.ts";
import { call, expectProblem } from "./client.ts";
import { openAppWith, staffTokenFor } from "./open-app.ts";
import { LONELY_KEY_SET, RANDOM_KEY } from "../support/random-key.ts";

const PRODUCTION = {
  ENVIRONMENT: "production",
  SUBSCRIBER_JWKS: LONELY_KEY_SET,
  SUBSCRIBER_ISSUER: "https://id.operator.example",
  STAFF_JWKS: LONELY_KEY_SET,
  STAFF_ISSUER: "https://login.operator.example",
  STAFF_AUDIENCE: "garland-staff",
  LINK_KEYS: `1:${RANDOM_KEY}`,
  PUBLIC_ORIGIN: "https://garland.operator.example",
};

const { app } = openAppWith({});
const routes = listRoutes([app]);
const named = (chosen: readonly RouteRow[]) =>
  chosen.map((route) => ({ ...route, name: `${route.method} ${route.path}` }));
const staffRoutes = named(routes).flatMap(({ access, ...route }) =>
  typeof access === "object" ? [{ ...route, access }] : [],
);
const subscriberRoutes = named(routes.filter(({ access }) => access === "subscriber"));
const evaluatorRoutes = named(routes.filter(({ access }) => access === "evaluator"));
const publicRoutes = routes.filter(({ access }) => access === "anyone");
const developmentRoutes = named(routes.filter(({ access }) => access === "development"));

const tokens = new Map<Role, string>();

/** Any value will do for a path's parameters: the gate comes before everything that reads them. */
function callRoute({ method, path }: RouteRow, token?: string): Promise<Response> {
  return call(path.replaceAll(/\{[^}]+\}/g, "x"), {
    method,
    headers: {
      "Content-Type": "application/json",
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    ...(method === "GET" ? {} : { body: "{}" }),
  });
}

describe("the route table", () => {
  it("has no route that does not say who may call it", () => {
    const declared = new Set(
      routes
        .filter(({ access }) => access !== undefined && access.length > 0)
        .map(({ method, routedPath }) => `${method} ${routedPath.replaceAll(/\/{(.+?)}/g, "/:$1")}`),
    );
    const middleware = (path: string) => path.endsWith("/*");
    const undeclared = app.routes
      .filter(({ method, path }) => !(method === "ALL" && middleware(path)))
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => !declared.has(route));
    expect(undeclared).toEqual([]);
    expect(declared.size).toBe(routes.length);
  });

  it("has routes of each kind, so the tests below are about something", () => {
    expect(staffRoutes.length).toBeGreaterThan(3);
    expect(subscriberRoutes.length).toBeGreaterThan(1);
    expect(evaluatorRoutes.length).toBeGreaterThan(1);
    expect(developmentRoutes.length).toBeGreaterThan(2);
    const kinds = [staffRoutes, subscriberRoutes, evaluatorRoutes, developmentRoutes, publicRoutes];
    expect(kinds.flat()).toHaveLength(routes.length);
  });

  it("tells the OpenAPI document whom each route takes, and by which credential", () => {
    const registered = app.openAPIRegistry.definitions;
    const documented = registered.flatMap((definition) => (definition.type === "route" ? [definition.route] : []));
    expect(documented.find(({ method, path }) => method === "post" && path === "/v1/service-keys")).toMatchObject({
      "x-access": ["admin"],
      security: [{ staffToken: [] }, { serviceKey: [] }, { accessAssertion: [] }],
      responses: { 401: {}, 403: { description: "Only for admin" } },
    });
    expect(documented.find(({ path }) => path === "/v1/tray")).toMatchObject({
      "x-access": "subscriber",
      security: [{ subscriberToken: [] }],
    });
    const schemes = registered.flatMap((entry) =>
      entry.type === "component" && entry.componentType === "securitySchemes" ? [entry.name] : [],
    );
    const used = documented
      .flatMap(({ security }) => security ?? [])
      .flatMap((requirement) => Object.keys(requirement));
    expect(schemes.toSorted()).toEqual([...new Set(used)].toSorted());
  });
});

/** Whether whoever calls has the role, and needs a second person besides. */
async function wantsAnother(response: Response): Promise<boolean> {
  const { type } = await response.clone().json<{ type: string }>();
  return type === "/problems/another-person";
}

describe("routes for staff", () => {
  beforeAll(async () => {
    await env.CATALOG.getByName("catalog").start(Date.parse("2025-01-15T12:00:00Z"));
    for (const role of ROLES) tokens.set(role, await staffTokenFor(`a ${role}`, [role]));
  });

  afterAll(async () => {
    await abortAllDurableObjects();
    await reset();
  });

  it.each(staffRoutes)("$name takes its roles and refuses every other", async (route) => {
    const isTaken: Record<string, boolean> = {};
    for (const role of ROLES) {
      const response = await callRoute(route, tokens.get(role));
      isTaken[role] = response.status !== 401 && (response.status !== 403 || (await wantsAnother(response)));
      if (route.access.includes(role)) {
        expect(response.status).toBeLessThan(500);
        await response.body?.cancel();
      } else {
        const { detail } = await expectProblem(response, "forbidden", 403);
        expect(detail).toBe(`Only these roles may do this: ${route.access.join(", ")}; your roles: ${role}.`);
      }
    }
    expect(isTaken).toEqual(Object.fromEntries(ROLES.map((role) => [role, route.access.includes(role)])));
  });

  it.each(staffRoutes)("$name asks for a credential", async (route) => {
    const response = await callRoute(route);
    expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
    await expectProblem(response, "unauthenticated", 401);
  });
});

describe("routes for subscribers", () => {
  it.each(subscriberRoutes)("$name asks for a token", async (route) => {
    const response = await callRoute(route);
    expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
    await expectProblem(response, "unauthenticated", 401);
  });
});

describe("routes for whoever evaluates flags", () => {
  it.each(evaluatorRoutes)(
    "$name asks for a subscriber's token or a key, and staff tokens are neither",
    async (route) => {
      for (const token of [undefined, await staffTokenFor("Anna", ["channel", "admin"])]) {
        const response = await callRoute(route, token);
        expect(response.status).toBe(401);
        expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
        await response.body?.cancel();
      }
    },
  );
});

describe("routes for development", () => {
  const { app: productionApp } = openAppWith(PRODUCTION);

  it.each(developmentRoutes)("$name does not exist in production", async ({ method, path }) => {
    const init = {
      method,
      headers: { "Content-Type": "application/json" },
      ...(method === "GET" ? {} : { body: "{}" }),
    };
    await expectProblem(await productionApp.request(path, init), "not-found", 404);
  });
});
