import { z } from "zod";
import { shardNameOf } from "../../src/contract/rpc/objects.ts";
import { SHARDS, type Service } from "./fault-machine.ts";

/** The tree is shown to everybody then, and the tulip to whoever has asked for it. */
export const NEW_YEAR = "2026-12-31T12:00:00Z";
export const SPRING = "2027-03-08T09:00:00Z";

const PATIENCE_MS = 15_000;

const traySchema = z.looseObject({ decision: z.string(), reason: z.string() });
const tokenSchema = z.object({ token: z.string() });
const reportSchema = z.looseObject({ isLive: z.boolean() });
const healthSchema = z.object({
  status: z.string(),
  objects: z.array(z.object({ object: z.string(), state: z.string(), sentence: z.object({ en: z.string() }) })),
});

interface Call {
  readonly token?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is text. */
  readonly body?: unknown;
}

/** What is answered; status 0: nothing. */
export async function call(
  { origin }: Pick<Service, "origin">,
  path: string,
  { token, body, headers, method = body === undefined ? "GET" : "POST" }: Call = {},
): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(origin + path, {
      method,
      headers: {
        "Content-Type": "application/json",
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    return { status: 0, text: error instanceof Error ? error.message : String(error) };
  }
}

/** Somebody whose words are in that shard. */
export function inShard(index: number, word: string): string {
  const ids = Array.from({ length: 200 }, (_, each) => `${word}-${each}`);
  return ids.find((id) => shardNameOf(id, SHARDS) === `shard-${index}-of-${SHARDS}`) ?? "";
}

async function fetchToken(service: Service, path: string, body: object): Promise<string> {
  return tokenSchema.parse(JSON.parse((await call(service, path, { body })).text)).token;
}

export const adminOf = (service: Service, name = "ada") =>
  fetchToken(service, "/dev/staff-tokens", { name, roles: ["admin"] });

export async function openPhone(service: Service, subscriberId: string) {
  const token = await fetchToken(service, "/dev/tokens", { subscriberId });
  return {
    token,
    /** What is shown and why, or the status of a refusal. */
    async look(at = NEW_YEAR): Promise<string> {
      const query = new URLSearchParams({ platform: "ios", at });
      const { status, text } = await call(service, `/v1/tray?${query}`, { token });
      if (status !== 200) return String(status);
      const { decision, reason } = traySchema.parse(JSON.parse(text));
      return `${decision} ${reason}`;
    },
    say: async (scope: string, value = "out") =>
      (await call(service, "/v1/me/choices", { token, body: { scope, value } })).status,
    wish: async (theme: string) => (await call(service, "/v1/me/wishes", { token, body: { theme } })).status,
    readWords: async () => (await call(service, "/v1/me/export", { token })).text,
  };
}

export async function readHealth(service: Service) {
  const { status, text } = await call(service, "/healthz");
  const health = healthSchema.safeParse(parse(text));
  if (!health.success) return { code: status, status: "", troubled: [], sentences: [text] };
  const { objects } = health.data;
  return {
    code: status,
    status: health.data.status,
    troubled: objects.map(({ object, state }) => `${object} ${state}`),
    sentences: objects.map(({ sentence }) => sentence.en),
  };
}

/** Takes everything from everybody, or lets it go on, by two. Says whether it is acknowledged as live. */
export async function stopAll(service: Service, path: "/v1/stop" | "/v1/resume" = "/v1/stop") {
  const press = async (name: string) =>
    call(service, path, { token: await adminOf(service, name), body: { reason: "a test" } });
  const first = await press("ada");
  const { status, text } = first.status === 202 ? await press("boris") : first;
  const report = reportSchema.safeParse(parse(text));
  return { status, isLive: report.success && report.data.isLive, text };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
