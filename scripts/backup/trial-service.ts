/** The real service, started on a copy to see whether it can be served: it can call nobody, and nobody knows where it is. */
import { once } from "node:events";
import { openSync, closeSync, readFileSync } from "node:fs";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { z } from "zod";
import { bundleWorker } from "../bundle.ts";
import { findCode } from "../build-folder.ts";
import { findFreePort } from "../free-port.ts";
import { endGroup, startTied } from "../tie-process.ts";
import { describeWorkerd, readObjects } from "../workerd-config.ts";

const root = join(import.meta.dirname, "../..");
const POLL_MS = 200;
/** So often in a row nothing has come nearer to being ready. */
const PATIENCE_POLLS = 600;
/** What is only slow heals within a few looks. */
const DAMAGED_LOOKS = 3;
const ISSUER = "https://trial.invalid";
const AUDIENCE = "trial";

const healthSchema = z.object({
  status: z.enum(["ready", "installing", "damaged"]),
  shards: z.object({ total: z.int(), acknowledged: z.int() }),
  objects: z.array(z.object({ object: z.string(), state: z.string() })),
});
const verificationSchema = z.object({ entries: z.int(), brokenAt: z.int().nullable() });

export interface Trial {
  /** A line for each object that the service finds wrong. */
  readonly wrong: readonly string[];
  /** Where the chain of the audit is broken, or null; undefined: the service did not get so far. */
  readonly brokenAt: number | null | undefined;
}

export interface TrialSetup {
  /** With the data in `objects`; the bundle goes there, too. */
  readonly folder: string;
  readonly environment: "production" | "development";
  readonly shards: number;
  readonly stop: AbortSignal;
}

/** Starts the service, has it ask every object, and stops it. */
export async function tryService({ folder, environment, shards, stop }: TrialSetup): Promise<Trial> {
  const code = findCode();
  if (code.isBuilt) await cp(join(code.dist, "index.js"), join(folder, "index.js"));
  else await bundleWorker(folder, stop);
  const address = `127.0.0.1:${await findFreePort()}`;
  const { keySet, token } = await makeKeys();
  const variables = {
    ENVIRONMENT: environment,
    SHARDS: String(shards),
    PUBLIC_ORIGIN: ISSUER,
    SUBSCRIBER_JWKS: keySet,
    SUBSCRIBER_ISSUER: ISSUER,
    STAFF_JWKS: keySet,
    STAFF_ISSUER: ISSUER,
    STAFF_AUDIENCE: AUDIENCE,
    LINK_KEYS: `1:${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url")}`,
  };
  const config = join(folder, "trial.capnp");
  const described = describeWorkerd({
    address,
    entry: "index.js",
    objects: await readObjects(),
    variables: Object.keys(variables),
    storage: join(folder, "objects"),
    mayCallPrivate: false,
    isClosed: true,
  });
  await writeFile(config, described);
  stop.throwIfAborted();
  const log = join(folder, "trial.log");
  const output = openSync(log, "a");
  const service = startTied(join(root, "node_modules/.bin/workerd"), ["serve", config], {
    cwd: folder,
    env: { ...process.env, ...variables },
    output,
  });
  closeSync(output);
  const ended = once(service, "exit");
  const hasEnded = new AbortController();
  service.once("exit", () =>
    hasEnded.abort(new Error(`The service ended by itself:\n${readFileSync(log, "utf8").trim()}`)),
  );
  const signal = AbortSignal.any([stop, hasEnded.signal]);
  try {
    const wrong = await askUntilReady(`http://${address}`, signal);
    const verification = await fetch(`http://${address}/v1/audit/verification`, {
      headers: { Authorization: `Bearer ${token}` },
      signal,
    });
    const audit = verification.ok ? verificationSchema.parse(await verification.json()) : undefined;
    return { wrong, brokenAt: audit?.brokenAt };
  } finally {
    service.kill("SIGTERM");
    await ended;
    endGroup(service);
  }
}

/** Asks for health until every shard decides. Returns what is wrong otherwise. */
async function askUntilReady(origin: string, signal: AbortSignal): Promise<readonly string[]> {
  let most = -1;
  let looks = 0;
  for (let idle = 0; idle < PATIENCE_POLLS; idle++) {
    const response = await fetch(`${origin}/healthz`, { headers: { "Accept-Language": "en" }, signal }).catch(
      () => undefined,
    );
    signal.throwIfAborted();
    const body: unknown = await response?.json().catch(() => undefined);
    if (response?.status === 500) return [`The service refuses to serve it: ${describeRefusal(body)}`];
    const { data: health } = healthSchema.safeParse(body);
    if (health?.status === "ready") return [];
    if (health?.status === "damaged" && ++looks >= DAMAGED_LOOKS) {
      return health.objects.map(
        ({ object, state }) =>
          `${object} is ${state} when the service is started on this backup. Take it from another backup.`,
      );
    }
    if (health !== undefined && health.shards.acknowledged > most) {
      most = health.shards.acknowledged;
      idle = 0;
    }
    await wait(POLL_MS, undefined, { signal });
  }
  return [
    `The service did not get ready: ${Math.max(0, most)} shards decide with the latest ruleset. Use another backup.`,
  ];
}

function describeRefusal(body: unknown): string {
  const { data } = z.object({ detail: z.string() }).safeParse(body);
  return data?.detail ?? "it does not say why.";
}

/** Keys of an issuer that nobody else knows, and a token to read with. */
async function makeKeys() {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const keySet = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "trial" }] });
  const token = await new SignJWT({ sub: "backup", name: "backup", roles: ["viewer"] })
    .setProtectedHeader({ alg: "ES256", kid: "trial" })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(privateKey);
  return { keySet, token };
}
