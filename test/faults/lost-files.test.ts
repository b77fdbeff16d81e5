import { copyFile, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { DEVELOPMENT_VARIABLES } from "../../scripts/development-variables.ts";
import { startWorkerd, type RunningWorkerd } from "../../scripts/start-workerd.ts";
import { readObjects } from "../../scripts/workerd-config.ts";
import { statusSchema } from "../../src/contract/control.ts";
import { shardNameOf } from "../../src/contract/rpc/objects.ts";
import { traySchema } from "../../src/contract/tray.ts";
import { runGarland } from "../cli/run-garland.ts";

const SHARDS = 2;
/** When something is shown to whoever has not switched it off. */
let season = "";

const healthSchema = z.object({
  status: z.string(),
  objects: z.array(z.object({ object: z.string(), state: z.string(), sentence: z.object({ en: z.string() }) })),
});

let service: RunningWorkerd;
let aside: string;

beforeAll(async () => {
  aside = await mkdtemp(join(tmpdir(), "garland-aside-"));
  const variables = { ...DEVELOPMENT_VARIABLES, SHARDS: String(SHARDS) };
  service = await startWorkerd({ config: "wrangler.toml", objects: await readObjects(), variables });
  const { showFrom, upcoming } = await (await openPerson("anybody")).readTray();
  season = showFrom ?? upcoming[0]?.showFrom ?? "";
});
afterAll(async () => {
  await service.stop();
  await rm(aside, { recursive: true });
});

async function post(path: string, body: unknown, token?: string): Promise<Response> {
  const headers = {
    "Content-Type": "application/json",
    "Accept-Language": "ru",
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
  };
  return fetch(`${service.origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

async function tokenOf(path: string, body: object): Promise<string> {
  return z.object({ token: z.string() }).parse(await (await post(path, body)).json()).token;
}

/** A person with their phone, as they are answered by the service that runs now. */
async function openPerson(subscriberId: string) {
  const token = await tokenOf("/dev/tokens", { subscriberId });
  const query = new URLSearchParams({ platform: "ios", ...(season !== "" && { at: season }) }).toString();
  const headers = { Authorization: `Bearer ${token}` };
  return {
    readTray: async () =>
      traySchema.parse(await (await fetch(`${service.origin}/v1/tray?${query}`, { headers })).json()),
    say: (scope: string) => post(`/v1/me/choices?${query}`, { scope, value: "out" }, token),
  };
}

async function readHealth() {
  const response = await fetch(`${service.origin}/healthz`);
  return { code: response.status, ...healthSchema.parse(await response.json()) };
}

async function readStatus() {
  const token = await tokenOf("/dev/staff-tokens", { name: "vera", roles: ["viewer"] });
  const response = await fetch(`${service.origin}/v1/status`, { headers: { Authorization: `Bearer ${token}` } });
  return statusSchema.parse(await response.json());
}

async function acceptLoss(name: string, object: string): Promise<string> {
  const key = await tokenOf("/dev/staff-tokens", { name, roles: ["admin"] });
  const order = [object, "--accept-loss", "--reason", "there is no backup"];
  const { output, errors } = await runGarland("repair", ...order, "--url", service.origin, "--key", key);
  return output + errors;
}

/** One of the shards' files, with what SQLite keeps beside it. */
async function findFile(): Promise<readonly string[]> {
  const names = await readdir(join(service.storage, "Shard"));
  const [first = ""] = names.filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name)).toSorted();
  return names.filter((name) => name.startsWith(first));
}

const putAside = async (names: readonly string[]) => {
  for (const name of names) await rename(join(service.storage, "Shard", name), join(aside, name));
};

async function putBack(names: readonly string[]): Promise<void> {
  const folder = join(service.storage, "Shard");
  const [file = ""] = names.filter((name) => name.endsWith(".sqlite"));
  for (const name of await readdir(folder)) if (name.startsWith(file)) await rm(join(folder, name));
  for (const name of names) await copyFile(join(aside, name), join(folder, name));
}

const inShard = (shard: string, prefix: string) => {
  const ids = Array.from({ length: 50 }, (_, index) => `${prefix}-${index}`);
  return ids.find((id) => shardNameOf(id, SHARDS) === shard) ?? "";
};

describe("a shard's file that is gone", () => {
  it("is told at once, forgets no out, and heals when it is put back or its loss is accepted", async () => {
    const ids = [0, 1].flatMap((index) => ["off", "on"].map((word) => inShard(`shard-${index}-of-${SHARDS}`, word)));
    for (const id of ids.filter((each) => each.startsWith("off"))) {
      expect((await (await openPerson(id)).say("all")).status).toBe(200);
    }
    expect(await readHealth()).toMatchObject({ code: 200, status: "ready", objects: [] });

    // While it is stopped.
    let names: readonly string[] = [];
    service = await service.crash({}, async () => {
      names = await findFile();
      await putAside(names);
    });
    const [lost] = (await readStatus()).troubled;
    expect(lost).toMatchObject({ kind: "shard", state: "lost" });
    const shard = lost?.object ?? "";
    expect(lost?.file).toBe(`objects/Shard/${names.find((name) => name.endsWith(".sqlite"))}`);
    const health = await readHealth();
    expect([health.code, health.status, health.objects.map(({ object }) => object)]).toEqual([503, "damaged", [shard]]);
    for (const word of ["off", "on"]) {
      const person = await openPerson(inShard(shard, word));
      expect(await person.readTray()).toMatchObject({ decision: "none", reason: "unsure" });
      const refused = await person.say("theme:tree");
      expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining("не сохранили")]);
    }
    const other = ids.find((id) => id.startsWith("on") && id !== inShard(shard, "on")) ?? "";
    expect((await (await openPerson(other)).readTray()).decision).toBe("show");

    // It comes back as it was.
    service = await service.crash({}, () => putBack(names));
    expect((await readHealth()).status).toBe("ready");
    expect((await (await openPerson(inShard(shard, "off"))).readTray()).reason).toBe("opted-out");
    const shown = await (await openPerson(inShard(shard, "on"))).readTray();
    expect(shown.decision).toBe("show");

    // While it is running: what is open goes on, and is missed at the next start.
    await putAside(names.filter((name) => name.endsWith(".sqlite")));
    service = await service.crash({}, async () => {
      for (const name of await findFile()) if (name.startsWith(names[0]?.slice(0, 64) ?? "")) await putAside([name]);
    });
    expect((await readHealth()).objects).toMatchObject([{ object: shard, state: "lost" }]);
    const unsure = await (await openPerson(inShard(shard, "on"))).readTray();
    expect([unsure.reason, unsure.epoch > shown.epoch]).toEqual(["unsure", true]);

    // Two people accept it.
    expect(await acceptLoss("anna", shard.replace(/-of-.*/, ""))).toMatch(/^Proposed by person:/);
    expect((await readHealth()).status).toBe("damaged");
    expect(await acceptLoss("ivan", shard)).toContain(`${shard} begins anew`);
    expect((await readHealth()).status).toBe("ready");
    const anew = await openPerson(inShard(shard, "off"));
    expect((await anew.say("all")).status).toBe(200);
    const after = await anew.readTray();
    expect([after.reason, after.epoch > unsure.epoch]).toEqual(["opted-out", true]);
    service = await service.crash();
    expect((await (await openPerson(inShard(shard, "off"))).readTray()).reason).toBe("opted-out");
  });
});

describe("a shard's file that is no database any more", () => {
  it("is told, keeps nobody else waiting, and heals when it is put back", async () => {
    const names = await findFile();
    const [file = ""] = names.filter((name) => name.endsWith(".sqlite"));
    service = await service.crash({}, async () => {
      await putAside(names);
      await writeFile(join(service.storage, "Shard", file), "no database".repeat(1_000));
    });
    const { code, status, objects } = await readHealth();
    expect([code, status, objects.map(({ state }) => state)]).toEqual([503, "damaged", ["silent"]]);
    const [{ object } = { object: "" }] = objects;
    const person = await openPerson(inShard(object, "off"));
    const refused = await person.say("theme:tree");
    expect(refused.status).toBe(503);
    const other = [0, 1].map((index) => `shard-${index}-of-${SHARDS}`).find((shard) => shard !== object) ?? "";
    expect((await (await openPerson(inShard(other, "on"))).readTray()).decision).toBe("show");
    service = await service.crash({}, () => putBack(names));
    expect((await readHealth()).status).toBe("ready");
  });
});
