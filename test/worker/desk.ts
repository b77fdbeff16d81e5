import type { Role } from "../../src/contract/role.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call } from "./client.ts";
import { staffTokenFor } from "./open-app.ts";
import { readBefore } from "./read-before.ts";

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
    const said = await readBefore(path, body, async (read) => (await send("GET", read)).text());
    return send(method, path, said, headers);
  };
}

/** A member of staff, calling. */
export async function openDesk(at: string, name: string, ...roles: readonly Role[]): Promise<Desk> {
  return deskWith(await staffTokenFor(name, roles), at);
}
