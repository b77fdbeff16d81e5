import type { StoredDefinition } from "../../src/contract/rpc/rpc-control.ts";
import type { Role } from "../../src/contract/role.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call } from "./client.ts";
import { staffTokenFor } from "./open-app.ts";

/** What a member of staff, or a machine, calls the control plane by. */
export type Desk = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Response>;

/** Calls with a credential, as if it were that instant. */
export function deskWith(credential: string, at: string): Desk {
  const send: Desk = (method, path, body, headers = {}) =>
    call(path, {
      method,
      headers: {
        Authorization: `Bearer ${credential}`,
        "Content-Type": "application/json",
        [CLOCK_HEADER]: at,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return async (method, path, body, headers) => {
    const [, campaign, step] = AGREES.exec(path) ?? [];
    if (campaign === undefined || typeof body !== "object" || body === null || "seen" in body)
      return send(method, path, body, headers);
    const read = await send("GET", campaign);
    const { lifecycle } = await read.json<Partial<StoredDefinition>>();
    const review = lifecycle?.review;
    const seen = step === "confirm" ? lifecycle?.live?.hash : review && "hash" in review ? review.hash : undefined;
    return send(method, path, { ...body, ...(seen !== undefined && { seen }) }, headers);
  };
}

/** Who agrees to a campaign reads it before. */
const AGREES = /^(\/v1\/campaigns\/[^/:]+):(approve|confirm)$/;

/** A member of staff, calling. */
export async function openDesk(at: string, name: string, ...roles: readonly Role[]): Promise<Desk> {
  return deskWith(await staffTokenFor(name, roles), at);
}
