import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deviceSchema } from "../contract/device.ts";
import { instantSchema } from "../contract/identifiers.ts";
import type { Failure } from "../contract/problem.ts";
import type { TrayRequest } from "../contract/rpc/rpc-tray.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { AppEnv } from "./services.ts";

/** The query of every route that decides: the phone's facts, and in development an instant other than now. */
export const decisionQuerySchema = z.strictObject({
  ...deviceSchema.shape,
  at: instantSchema.optional().describe("Development only: decide for this instant instead of now"),
});

export type DecisionQuery = z.output<typeof decisionQuerySchema>;

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
