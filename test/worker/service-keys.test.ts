import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Role } from "../../src/contract/role.ts";
import {
  confirmedKeySchema,
  createServiceKey,
  hashServiceKey,
  serviceKeySchema,
} from "../../src/contract/service-key.ts";
import { expectProblem, useGarland } from "./client.ts";
import { openAppWith, staffTokenFor } from "./open-app.ts";

const newKeySchema = z.strictObject({ ...serviceKeySchema.shape, key: z.string() });
const listSchema = z.strictObject({ keys: z.array(serviceKeySchema) });

useGarland("2025-01-15T12:00:00Z");

let world: ReturnType<typeof openAppWith>;
let admin: Record<string, string>;

beforeEach(async () => {
  world = openAppWith({}, { now: Date.now() });
  admin = { Authorization: `Bearer ${await staffTokenFor("Olga", ["admin"])}`, "Content-Type": "application/json" };
});

async function post(body: object): Promise<Response> {
  return world.app.request("/v1/service-keys", { method: "POST", headers: admin, body: JSON.stringify(body) });
}

async function makeKey(roles: readonly Role[] = ["channel"], expiresAt?: number) {
  const response = await post({
    name: "chat bot",
    roles,
    ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
  });
  expect(response.status).toBe(201);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  return newKeySchema.parse(await response.json());
}

async function listKeys() {
  const response = await world.app.request("/v1/service-keys", { headers: admin });
  return listSchema.parse(await response.json()).keys;
}

async function revoke(prefix: string): Promise<Response> {
  return world.app.request(`/v1/service-keys/${prefix}`, { method: "DELETE", headers: admin });
}

async function present(key: string, { app } = world): Promise<Response> {
  return app.request("/v1/whoami", { headers: { "X-API-Key": key } });
}

function readTable(table: string) {
  return runInDurableObject(env.CATALOG.getByName("catalog"), (_, state) =>
    state.storage.sql.exec(`SELECT * FROM ${table}`).toArray(),
  );
}

describe("a service key", () => {
  it("says by its prefix which machine calls, in either header", async () => {
    const { key, prefix } = await makeKey(["support", "channel"]);
    const principal = { kind: "service", id: prefix, name: "chat bot", roles: ["support", "channel"] };
    expect(await (await present(key)).json()).toEqual(principal);
    const asBearer = await world.app.request("/v1/whoami", { headers: { Authorization: `Bearer ${key}` } });
    expect(await asBearer.json()).toEqual(principal);
  });

  it("is shown once: what is stored, listed and audited is not enough to make it again", async () => {
    const { key, prefix, ...shown } = await makeKey();
    const [row] = await readTable("service_keys");
    expect(row?.["hash"]).toEqual(await hashServiceKey(key));
    expect(await listKeys()).toEqual([{ prefix, ...shown }]);
    const secret = key.slice(`glk_${prefix}_`.length);
    const audit = await readTable("audit");
    expect(audit.filter(({ target }) => target === `service-key/${prefix}`)).toMatchObject([
      { actor: "person:Olga", action: "create" },
    ]);
    expect(JSON.stringify([{ ...row, hash: null }, audit, await listKeys()])).not.toContain(secret);
  });

  it("with another secret is refused, and so is one that nobody made", async () => {
    const { key, prefix } = await makeKey();
    const other = createServiceKey();
    const forged = `glk_${prefix}_${other.key.slice(-43)}`;
    for (const candidate of [
      forged,
      other.key,
      key.slice(0, -1),
      `${key}A`,
      "glk_",
      `glk_${prefix}`,
      key.toUpperCase(),
    ]) {
      const response = await present(candidate);
      expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
      const { detail } = await expectProblem(response, "unauthenticated", 401);
      expect(detail).not.toContain(prefix);
    }
    expect((await listKeys())[0]?.lastUsedAt).toBeNull();
  });

  it("that was revoked is refused at once where it was not in use, and within ten seconds where it was", async () => {
    const { key, prefix } = await makeKey();
    expect((await present(key)).status).toBe(200);
    expect((await revoke(prefix)).status).toBe(204);
    const { detail } = await expectProblem(await present(key, openAppWith({}, world.clock)), "unauthenticated", 401);
    expect(detail).toMatch(/revoked/);
    world.clock.now += 10_000;
    await expectProblem(await present(key), "unauthenticated", 401);
  });

  it("is revoked for good: again changes nothing, and is no second entry in the audit", async () => {
    const { prefix } = await makeKey();
    await revoke(prefix);
    const [{ revokedAt } = { revokedAt: null }] = await listKeys();
    expect(revokedAt).toBe(new Date(world.clock.now).toISOString());
    world.clock.now += 1_000;
    expect((await revoke(prefix)).status).toBe(204);
    expect(await listKeys()).toMatchObject([{ revokedAt }]);
    expect((await readTable("audit")).filter(({ action }) => action === "revoke")).toHaveLength(1);
  });

  it("ends when it was to end, to the millisecond, in use or not", async () => {
    const { key } = await makeKey(["channel"], world.clock.now + 5_000);
    world.clock.now += 4_999;
    expect((await present(key)).status).toBe(200);
    world.clock.now += 1;
    await expectProblem(await present(key), "unauthenticated", 401);
    await expectProblem(await present(key, openAppWith({}, world.clock)), "unauthenticated", 401);
  });

  it("has its use noted, at most once a minute", async () => {
    const { key } = await makeKey();
    const firstUse = new Date(world.clock.now).toISOString();
    await present(key);
    world.clock.now += 59_999;
    await present(key);
    expect((await listKeys())[0]?.lastUsedAt).toBe(firstUse);
    world.clock.now += 10_000;
    await present(key);
    expect((await listKeys())[0]?.lastUsedAt).toBe(new Date(world.clock.now).toISOString());
  });

  it("may do what its roles may, and no more", async () => {
    const { key } = await makeKey(["channel"]);
    const response = await world.app.request("/v1/service-keys", { headers: { "X-API-Key": key } });
    await expectProblem(response, "forbidden", 403);
  });
});

describe("making a service key", () => {
  it.each([
    ["without roles", { name: "bot", roles: [] }, "$.roles"],
    ["with an unknown role", { name: "bot", roles: ["owner"] }, "$.roles.0"],
    ["without a name", { name: "  ", roles: ["channel"] }, "$.name"],
    ["with an end that has no offset", { name: "bot", roles: ["channel"], expiresAt: "2030-01-01" }, "$.expiresAt"],
    ["with anything else", { name: "bot", roles: ["channel"], secret: "mine" }, "$"],
  ])("%s is refused, and says where", async (_, body, path) => {
    const { issues } = await expectProblem(await post(body), "invalid-request", 400);
    expect(issues?.map((issue) => issue.path)).toEqual([path]);
    expect(await listKeys()).toEqual([]);
  });

  it("that would have expired already is refused", async () => {
    const expiresAt = new Date(world.clock.now).toISOString();
    const { issues } = await expectProblem(await post({ name: "bot", roles: ["channel"], expiresAt }), "refused", 422);
    expect(issues).toMatchObject([{ path: "$.expiresAt" }]);
    expect(await listKeys()).toEqual([]);
  });
});

describe("revoking a key that never was", () => {
  it("is not found, whatever stands in its place", async () => {
    await expectProblem(await revoke("00000000"), "not-found", 404);
    await expectProblem(await revoke("nonsense-prefix"), "not-found", 404);
  });
});

describe("confirming a key", () => {
  const confirm = async (prefix: string, name = "Boris", language = "en") => {
    const Authorization = `Bearer ${await staffTokenFor(name, ["approver"])}`;
    const headers = { Authorization, "Accept-Language": language };
    return world.app.request(`/v1/service-keys/${prefix}:confirm`, { method: "POST", headers });
  };

  it("says who did it, and once more that they had done it before", async () => {
    const { prefix } = await makeKey();
    const first = confirmedKeySchema.parse(await (await confirm(prefix)).json());
    expect(first).toMatchObject({ confirmedBy: "person:Boris", isNew: true });
    expect(first.sentence.en).toBe("Boris has confirmed this key.");
    const again = confirmedKeySchema.parse(await (await confirm(prefix, "Vera")).json());
    expect(again).toMatchObject({ confirmedBy: "person:Boris", isNew: false });
    expect(again.sentence.en).toBe("Boris had confirmed this key before; nothing has changed.");
    expect(again.sentence.ru).toContain("уже подтверждён раньше: это сделал(а) Boris");
    expect((await readTable("audit")).filter(({ action }) => action === "confirm")).toHaveLength(1);
  });

  it("that there is not is not found, in the reader's language, and what was sent is not repeated", async () => {
    const { key } = await makeKey();
    for (const wrong of ["00000000", "nonsense", key]) {
      const { detail } = await expectProblem(await confirm(wrong, "Boris", "ru"), "not-found", 404);
      expect(detail).toContain("Ключа с таким началом нет.");
      expect(detail).not.toContain(wrong);
    }
  });
});
