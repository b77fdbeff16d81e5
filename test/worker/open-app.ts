import { env } from "cloudflare:workers";
import { createLinkTokens } from "../../src/tokens/link-token.ts";
import type { Role } from "../../src/contract/role.ts";
import { openEnvironment } from "../../src/env.ts";
import { createApp } from "../../src/http/app.ts";
import { createSubscriberVerifier } from "../../src/http/access/authenticate.ts";
import { createStaffVerifier } from "../../src/http/access/authenticate-staff.ts";
import { call } from "./client.ts";

/** The real app over the real objects, with other variables, and a clock to set: one more isolate, so to say. */
export function openAppWith(variables: Record<string, unknown>, clock = { now: Date.parse("2025-01-15T12:00:00Z") }) {
  const environment = openEnvironment({ ...env, ...variables });
  const app = createApp({
    ...environment,
    verifySubscriber: createSubscriberVerifier(environment.settings, environment.catalog),
    verifyStaff: createStaffVerifier(environment.settings, environment.catalog),
    linkTokens: createLinkTokens(environment.settings.linkKeys),
    now: () => clock.now,
  });
  return { app, clock, settings: environment.settings };
}

/** Logs a member of staff in at the built-in issuer. */
export async function staffTokenFor(name: string, roles: readonly Role[]): Promise<string> {
  const response = await call("/dev/staff-tokens", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, roles }),
  });
  const { token } = await response.json<{ token: string }>();
  return token;
}
