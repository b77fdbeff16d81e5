import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { call, expectProblem, SHARDS, tokenFor, useGarland } from "./client.ts";
import { openAppWith } from "./open-app.ts";
import { ringAfter } from "./ring-after.ts";

useGarland("2025-01-15T12:00:00Z");

const catalog = () => env.CATALOG.getByName("catalog");

function setSetting(key: string, value: string | undefined): Promise<void> {
  return runInDurableObject(catalog(), (_, { storage }) => {
    if (value === undefined) storage.sql.exec("DELETE FROM settings WHERE key = ?", key);
    else storage.sql.exec("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", key, value);
  });
}

const readEnvironment = () =>
  runInDurableObject(catalog(), (_, { storage }) =>
    storage.sql.exec("SELECT value FROM settings WHERE key = 'environment'").toArray(),
  );

const PATHS = ["/v1/tray?platform=ios", "/v1/me", "/o/token", "/healthz", "/v1/status", "/nowhere"];

const PROGRAM = { Accept: "application/json", "Accept-Language": "en" };

describe("an installation", () => {
  it("is of the environment that looked at it first, also if it is older than that record", async () => {
    expect(await readEnvironment()).toEqual([{ value: "development" }]);
    await setSetting("environment", undefined);
    expect((await openAppWith({}).app.request("/healthz")).status).toBe(200);
    expect(await readEnvironment()).toEqual([{ value: "development" }]);
  });

  it("is served in no other environment, by no path, until it is its own again", async () => {
    await setSetting("environment", "production");
    const { app } = openAppWith({});
    for (const path of PATHS) {
      const problem = await expectProblem(await app.request(path, { headers: PROGRAM }), "internal", 500);
      expect(problem.detail).toContain("This data was made with ENVIRONMENT=production");
    }
    const page = await app.request("/o/token", { headers: { Accept: "text/html", "Accept-Language": "ru" } });
    expect([page.status, page.headers.get("Content-Type")]).toEqual([500, "text/html; charset=UTF-8"]);
    await setSetting("environment", "development");
    expect((await app.request("/healthz")).status).toBe(200);
  });

  it("is served with no other number of shards, as people's choices would not be found", async () => {
    await setSetting("shardCount", "8");
    const { app } = openAppWith({});
    for (const path of PATHS) {
      const problem = await expectProblem(await app.request(path, { headers: PROGRAM }), "internal", 500);
      expect(problem.detail).toContain(`SHARDS is ${SHARDS}, but this installation was started with 8`);
    }
  });

  it("is left as it was by the alarms of another environment, which go on when it is its own again", async () => {
    const before = await (await call("/healthz")).json();
    await setSetting("environment", "production");
    await runInDurableObject(catalog(), (_, { storage }) => {
      storage.sql.exec("UPDATE rulesets SET compiled_at = 0");
      return storage.setAlarm(Date.now() + 60_000);
    });
    expect(await runDurableObjectAlarm(catalog())).toBe(true);
    expect(await runInDurableObject(catalog(), (_, { storage }) => storage.getAlarm())).not.toBeNull();
    await setSetting("environment", "development");
    expect(await (await call("/healthz")).json()).toEqual(before);
    expect(await ringAfter(catalog(), 86_400_000)).toBe(true);
    expect(await (await call("/healthz")).json()).toMatchObject({ ruleset: 2 });
  });

  it("decides and tells times by DEFAULT_ZONE from its start, also if it was another, or none, when it last published", async () => {
    // As it was stored when any text was taken for a zone.
    await runInDurableObject(catalog(), (_, { storage }) =>
      storage.sql.exec("UPDATE rulesets SET body = json_set(body, '$.defaultZone', 'Mars/X')"),
    );
    await call("/healthz");
    const settled = await (await call("/healthz")).json();
    expect(await (await call("/healthz")).json()).toEqual(settled);
    const readZone = ({ sql }: DurableObjectStorage) =>
      sql.exec("SELECT body ->> '$.defaultZone' AS zone FROM rulesets ORDER BY version DESC LIMIT 1").one();
    expect(await runInDurableObject(catalog(), (__, { storage }) => readZone(storage))).toEqual({
      zone: "Europe/Moscow",
    });
    const me = await call("/v1/me", { headers: { Authorization: `Bearer ${await tokenFor("anna")}` } });
    expect(me.status).toBe(200);
  });
});
