import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { validator } from "hono/validator";
import { z } from "@hono/zod-openapi";
import { deviceSchema } from "../contract/device.ts";
import type { Failure } from "../contract/problem.ts";
import { instantSchema } from "../contract/identifiers.ts";
import type { TrayRequest } from "../contract/rpc.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { refuseInvalid } from "./define-route.ts";
import type { AppEnv } from "./services.ts";

/** The query of every route that decides: the phone's facts, and in development an instant other than now. */
export const decisionQuerySchema = z.strictObject({
  ...deviceSchema.shape,
  at: instantSchema.optional().describe("Development only: decide for this instant instead of now"),
});

export type DecisionQuery = z.output<typeof decisionQuerySchema>;

const MAXIMUM_REMEMBERED = 5_000;
/** No phone says more; whoever pads a query does not fill the memory. */
const MAXIMUM_REMEMBERED_CHARACTERS = 256;
const goodQueries = new Map<string, DecisionQuery>();

const checkDecisionQuery = validator("query", (query, c: Context<AppEnv>) => {
  const parsed = decisionQuerySchema.safeParse(query);
  if (!parsed.success) return refuseInvalid(c, parsed.error);
  c.set("decisionQuery", parsed.data);
  return parsed.data;
});

/**
 * Checks the query of what phones ask all the time, and remembers what it has found good: phones are millions, but what
 * they say of themselves is the same few thousand texts, and checking them anew cost more than deciding.
 */
export const readDecisionQuery = createMiddleware<AppEnv>(async function readDecisionQuery(c, next) {
  const { url } = c.req;
  const start = url.indexOf("?");
  const text = start === -1 ? "" : url.slice(start);
  const known = goodQueries.get(text);
  if (known === undefined) {
    return checkDecisionQuery(c, () => {
      if (goodQueries.size >= MAXIMUM_REMEMBERED) goodQueries.clear();
      if (text.length <= MAXIMUM_REMEMBERED_CHARACTERS) goodQueries.set(text, c.get("decisionQuery"));
      return next();
    });
  }
  c.set("decisionQuery", known);
  return next();
});

/** The instant to decide for: now, or in development the one asked for. */
export function chooseInstant(c: Context<AppEnv>, at: number | undefined): Result<number, Failure> {
  const { settings, now } = c.get("services");
  if (at === undefined) return succeed(now());
  if (settings.isProduction) {
    return fail({ type: "instant-not-allowed", detail: "Leave out `at`: it is accepted in development only." });
  }
  return succeed(at);
}

/** Where links lead: `PUBLIC_ORIGIN`, or in development the address that was called. */
export function originOf(c: Context<AppEnv>): string {
  return c.get("services").settings.publicOrigin ?? new URL(c.req.url).origin;
}

/** A subscriber's request as the shard takes it. */
export function toTrayRequest(
  c: Context<AppEnv>,
  subscriberId: string,
  { at, ...device }: DecisionQuery,
): Result<TrayRequest, Failure> {
  const instant = chooseInstant(c, at);
  return instant.ok ? succeed({ subscriberId, device, at: instant.value, origin: originOf(c) }) : instant;
}
