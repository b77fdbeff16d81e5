import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { listShardNames } from "../../src/contract/rpc/objects.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Ruleset } from "../../src/domain/decision/ruleset.ts";
import { catalog, expectProblem, openPhone, SHARDS, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";
import { installIn } from "./install-in.ts";

useGarland("2024-12-01T00:00:00Z");

const DECEMBER = "2024-12-02T00:00:00Z";
const NEW_YEAR = "2024-12-31T12:00:00+03:00";
const NEW = { "If-None-Match": "*" };
const label = { ru: "Где-то", en: "Somewhere" };

const segment = (key: string, condition: object) => ({ key, label, condition, examples: [] });
const newYear = bundledDefinitions.campaigns.find(({ key }) => key === "new-year")!;

/** A rule as it could be kept before zones were looked up. */
async function keepOldRule(key: string, condition: object): Promise<void> {
  await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) => {
    storage.sql.exec(
      "UPDATE definitions SET body = json_set(body, '$.condition', json(?), '$.examples', json('[]')) WHERE kind = 'segment' AND key = ?",
      JSON.stringify(condition),
      key,
    );
  });
}

describe("a rule with a zone that does not exist", () => {
  it("is refused when it is saved or counted, saying where, what, and what was meant perhaps", async () => {
    const anna = await openDesk(DECEMBER, "anna", "marketer");
    const wrong = segment("somewhere", {
      $or: [{ timezone: { $in: ["Asia/Omsk", "Asia/Tomks"] } }, { platform: "ios" }],
    });
    const saved = await anna("PUT", "/v1/segments/somewhere", wrong, NEW);
    const message = 'there is no time zone "Asia/Tomks"; did you mean "Asia/Tomsk"?';
    expect((await expectProblem(saved, "refused", 422)).issues).toEqual([
      { path: "segments/somewhere.condition.$or[0].timezone.$in[1]", message, code: "unknown-zone" },
    ]);
    const counted = await anna("POST", "/v1/audiences:count", { condition: wrong.condition });
    expect((await expectProblem(counted, "refused", 422)).issues).toMatchObject([{ message, code: "unknown-zone" }]);
    const right = segment("somewhere", { timezone: { $in: ["Asia/Omsk", "US/Eastern", "+03:00"] } });
    expect((await anna("PUT", "/v1/segments/somewhere", right, NEW)).status).toBe(201);
  });

  it("goes on fitting nobody if it was kept before, and stands in the way of nothing else", async () => {
    const [anna, boris] = [await openDesk(DECEMBER, "anna", "marketer"), await openDesk(DECEMBER, "boris", "approver")];
    await keepOldRule("new-app", { timezone: "Mars/Olympus" });
    // Others can be written, and a campaign with the old rule can be started.
    expect((await anna("PUT", "/v1/segments/somewhere", segment("somewhere", {}), NEW)).status).toBe(201);
    const audience = { include: ["new-app", "everyone"], exclude: [] };
    const campaign = { ...newYear, key: "older", priority: 900, audience, waves: [], stages: [] };
    expect((await anna("PUT", "/v1/campaigns/older", campaign, NEW)).status).toBe(201);
    const reason = { reason: "a test" };
    expect((await anna("POST", "/v1/campaigns/older:submit", reason)).status).toBe(200);
    expect((await boris("POST", "/v1/campaigns/older:approve", reason)).status).toBe(200);
    expect((await anna("POST", "/v1/campaigns/older:start", reason)).status).toBe(200);
    const ruleset = JSON.parse((await catalog().readRuleset(2)) ?? "") as Ruleset;
    expect(ruleset.segments.find(({ key }) => key === "new-app")?.condition).toEqual({ timezone: "Mars/Olympus" });
    for (const name of listShardNames(SHARDS)) {
      expect(await env.SHARD.getByName(name).status()).toMatchObject({ rulesetVersion: 2, problems: [] });
    }
    const phone = await openPhone("anybody", { platform: "ios" });
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "show", campaign: "older" });
    // Whoever edits it is told.
    const edited = await anna("PUT", "/v1/segments/new-app", segment("new-app", { timezone: "Mars/Olympus" }), {
      "If-Match": "*",
    });
    expect((await expectProblem(edited, "refused", 422)).issues).toMatchObject([{ code: "unknown-zone" }]);
  });
});

describe("a rule on a zone or a language", () => {
  it("fits phones that spell it otherwise", async () => {
    const ruleset = JSON.parse((await catalog().readRuleset(1)) ?? "") as Ruleset;
    const tree = ruleset.campaigns.find(({ key }) => key === "new-year")!;
    const condition = { timezone: { $in: ["Europe/Kiev", "EST5EDT"] }, locale: "uk_UA" };
    const body = JSON.stringify({
      ...ruleset,
      version: 2,
      segments: [segment("somewhere", condition)],
      campaigns: [{ ...tree, audience: { include: ["somewhere"], exclude: [] }, waves: tree.waves.slice(-1) }],
    });
    for (const name of listShardNames(SHARDS)) await installIn(env.SHARD.getByName(name), body);
    const shown = async (timezone: string, locale: string) => {
      const phone = await openPhone("anna", { platform: "ios", timezone, locale });
      return (await phone.trayAt(NEW_YEAR)).decision;
    };
    expect(await shown("Europe/Kyiv", "uk-UA")).toBe("show");
    expect(await shown("europe/kiev", "UK_ua")).toBe("show");
    expect(await shown("America/New_York", "uk_UA.UTF-8")).toBe("show");
    expect(await shown("FLE Standard Time", "uk-Cyrl-UA-u-fw-mon")).toBe("show");
    expect(await shown("Europe/Moscow", "uk-UA")).toBe("none");
    expect(await shown("Europe/Kyiv", "ru-UA")).toBe("none");
  });
});
