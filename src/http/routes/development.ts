import { z } from "@hono/zod-openapi";
import { subscriberIdSchema } from "../../contract/identifiers.ts";
import { roleSchema } from "../../contract/role.ts";
import type { PopulationRow } from "../../contract/rpc/rpc-population.ts";
import { bundledDefinitions } from "../../definitions.generated.ts";
import { sampleDevice, samplePerson } from "../../domain/rehearsal/sample-population.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { issueDevelopmentStaffToken, issueDevelopmentToken } from "../access/development-issuer.ts";
import { storePopulation } from "../population/store-population.ts";

/** Things to try Garland out with; none of them exists when ENVIRONMENT=production. */
export const developmentRoutes = createRoutes();

const SEED = 2025;
const MAXIMUM_PEOPLE = 100_000;
const BATCH_PEOPLE = 10_000;

const regions = bundledDefinitions.attributes.find((attribute) => attribute.key === "region")?.values ?? [];

/** Imported profiles have the dictionary's order, so an export of these people can be imported without a change. */
const attributeKeys = bundledDefinitions.attributes.map((attribute) => attribute.key);

const postToken = defineRoute("development", {
  method: "post",
  path: "/dev/tokens",
  "x-room": "writes-nothing",
  summary: "A subscriber's token, good for 12 hours",
  request: {
    body: {
      required: true,
      content: { "application/json": { schema: z.strictObject({ subscriberId: subscriberIdSchema }) } },
    },
  },
  responses: {
    200: {
      description: "The token",
      content: { "application/json": { schema: z.strictObject({ token: z.string() }) } },
    },
    400: problemResponse("The request is not as documented"),
    404: problemResponse("Not in production"),
  },
});

developmentRoutes.openapi(postToken, async (c) => {
  const { settings, now } = c.get("services");
  return c.json({ token: await issueDevelopmentToken(settings, c.req.valid("json").subscriberId, now()) }, 200);
});

const postStaffToken = defineRoute("development", {
  method: "post",
  path: "/dev/staff-tokens",
  "x-room": "writes-nothing",
  summary: "A staff token with these roles, good for 12 hours",
  request: {
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z.strictObject({ name: z.string().trim().min(1).max(64), roles: z.array(roleSchema) }),
        },
      },
    },
  },
  responses: {
    200: {
      description: "The token",
      content: { "application/json": { schema: z.strictObject({ token: z.string() }) } },
    },
    400: problemResponse("The request is not as documented"),
  },
});

developmentRoutes.openapi(postStaffToken, async (c) => {
  const { settings, now } = c.get("services");
  return c.json({ token: await issueDevelopmentStaffToken(settings, c.req.valid("json"), now()) }, 200);
});

const postPopulation = defineRoute("development", {
  method: "post",
  path: "/dev/population",
  summary: "Fills the shards with invented subscribers; the same ones every time",
  request: {
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z.strictObject({
            people: z.int().min(1).max(MAXIMUM_PEOPLE),
            test: z.boolean().default(false).describe("As the operator's own lines, whom no guard counts"),
          }),
        },
      },
    },
  },
  responses: {
    200: {
      description: "How many there are",
      content: { "application/json": { schema: z.strictObject({ people: z.int() }) } },
    },
    400: problemResponse("The request is not as documented"),
    404: problemResponse("Not in production"),
  },
});

developmentRoutes.openapi(postPopulation, async (c) => {
  const { people, test } = c.req.valid("json");
  for (let start = 0; start < people; start += BATCH_PEOPLE) {
    const indices = Array.from({ length: Math.min(BATCH_PEOPLE, people - start) }, (_, offset) => start + offset);
    await storePopulation(c.get("services"), {
      rows: indices.map((index) => ({ ...sampleRow(index), test })),
      superseded: [],
    });
  }
  return c.json({ people }, 200);
});

function sampleRow(index: number): PopulationRow {
  const { subscriberId, attributes } = samplePerson(index, SEED, regions);
  const profile = JSON.stringify(attributes, attributeKeys);
  return {
    kind: "upsert",
    subscriberId,
    profile,
    test: false,
    device: JSON.stringify(sampleDevice(index, SEED, regions)),
  };
}

const personSchema = z.strictObject({
  subscriberId: z.string(),
  region: z.string().nullable(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  device: z.record(z.string(), z.string()),
  token: z.string(),
});

const getPeople = defineRoute("development", {
  method: "get",
  path: "/dev/people",
  summary: "Some of the invented subscribers, with tokens",
  request: {
    query: z.strictObject({
      from: z.coerce.number().int().min(0).max(MAXIMUM_PEOPLE).default(0),
      count: z.coerce.number().int().min(1).max(100).default(24),
    }),
  },
  responses: {
    200: {
      description: "The people",
      content: { "application/json": { schema: z.strictObject({ people: z.array(personSchema) }) } },
    },
    400: problemResponse("The request is not as documented"),
    404: problemResponse("Not in production"),
  },
});

developmentRoutes.openapi(getPeople, async (c) => {
  const { from, count } = c.req.valid("query");
  const { settings, now } = c.get("services");
  const people = await Promise.all(
    Array.from({ length: count }, async (_, offset) => {
      const { subscriberId, attributes } = samplePerson(from + offset, SEED, regions);
      const region = regions.find((option) => option.value === attributes["region"])?.label.ru ?? null;
      const token = await issueDevelopmentToken(settings, subscriberId, now());
      return { subscriberId, region, attributes, device: { ...sampleDevice(from + offset, SEED, regions) }, token };
    }),
  );
  return c.json({ people }, 200);
});
