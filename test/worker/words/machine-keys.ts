import type { Role } from "../../../src/contract/role.ts";
import { call } from "../client.ts";
import { staffTokenFor } from "../open-app.ts";
import { NEW_YEAR } from "./speak.ts";

/** The headers by which somebody, or a machine, is known. */
export type Credential = Readonly<Record<string, string>>;

export function send(by: Credential, method: string, path: string, body?: object, at = NEW_YEAR): Promise<Response> {
  return call(path, {
    method,
    headers: { ...by, "Content-Type": "application/json", "X-Garland-Now": at },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

export async function logIn(name: string, ...roles: readonly Role[]): Promise<Credential> {
  return { Authorization: `Bearer ${await staffTokenFor(name, roles)}` };
}

export async function makeKey(by: Credential, ...roles: readonly Role[]) {
  const made = await send(by, "POST", "/v1/service-keys", { name: "bot", roles });
  const { key, prefix } = await made.json<{ key: string; prefix: string }>();
  return { prefix, by: { "X-API-Key": key } };
}

export function confirmKey(by: Credential, prefix: string): Promise<Response> {
  return send(by, "POST", `/v1/service-keys/${prefix}:confirm`);
}

export function writeAs(by: Credential, subscriberId: string, text: string, at?: string): Promise<Response> {
  return send(by, "POST", "/v1/messages", { subscriberId, channel: "bot", text }, at);
}
