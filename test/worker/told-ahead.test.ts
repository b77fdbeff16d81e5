/** What phones are told ahead, and draw without asking, is what two people want. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { CampaignAction } from "../../src/contract/rpc/rpc-control.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { Ruleset } from "../../src/domain/decision/ruleset.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call, catalog, tokenFor, useGarland } from "./client.ts";
import { DAY, OPENS, bringPeople, sparkle, step, trayOf, writeCampaign } from "./guarded-campaign.ts";

useGarland("2025-06-01T00:00:00Z");

const BEFORE = OPENS - DAY;
const alone: Campaign = { ...sparkle, audience: { include: ["far-east"], exclude: [] }, stages: [] };

const take = async (action: CampaignAction, actor: string, now = BEFORE) =>
  expect(await step("sparkle", action, actor, now, "for a reason")).toMatchObject({ ok: true });

/** 300 people, two of whom live in the Far East, and a campaign for these that one person alone starts. */
async function startAlone() {
  await bringPeople();
  await writeCampaign(alone, BEFORE);
  await take({ kind: "submit" }, "person:anna");
  await take({ kind: "start" }, "person:anna");
}

/** Everything that a phone or a server is told of what comes, by every way of asking. */
async function toldAhead(subscriberId: string, at: number) {
  const token = await tokenFor(subscriberId);
  const headers = {
    Authorization: `Bearer ${token}`,
    [CLOCK_HEADER]: new Date(at).toISOString(),
    "Content-Type": "application/json",
  };
  const ask = (path: string, body?: object) =>
    call(path, { headers, ...(body && { method: "POST", body: JSON.stringify(body) }) }).then((reply) => reply.text());
  const answers = [
    await ask("/v1/tray?platform=ios"),
    await ask("/v1/tray:batch", { lines: [{ token, platform: "ios" }] }),
    await ask("/v1/me?platform=ios"),
    await ask("/ofrep/v1/evaluate/flags", { context: { platform: "ios" } }),
  ];
  return answers.map((text) => text.includes('"snowflake"'));
}

const upcomingFor = async (subscriberId: string, at: number) =>
  (await trayOf(subscriberId, at)).upcoming.map(({ campaign }) => campaign);

const latest = async () => {
  const [{ version } = { version: 0 }] = await catalog().listRulesets();
  return JSON.parse((await catalog().readRuleset(version)) ?? "null") as Ruleset;
};

describe("a campaign that one person alone has started", () => {
  it("is told ahead to nobody by any way of asking, and is shown, and counted, to who asks when it is on", async () => {
    await startAlone();
    expect(await toldAhead("x0", BEFORE)).toEqual([false, false, false, false]);
    expect((await trayOf("x0", OPENS)).decision).toBe("show");
    await take({ kind: "confirm" }, "person:boris");
    expect(await toldAhead("x1", BEFORE)).toEqual([true, true, true, true]);
  });

  it("is told ahead once two people want it, and no more after another start by one", async () => {
    await startAlone();
    await take({ kind: "confirm" }, "person:boris");
    expect(await upcomingFor("x1", BEFORE)).toContain("sparkle");
    await writeCampaign({ ...alone, label: { ru: "Другая", en: "Another" } }, BEFORE + 1, "person:anna");
    await take({ kind: "submit" }, "person:anna", BEFORE + 2);
    await take({ kind: "start" }, "person:anna", BEFORE + 3);
    expect(await upcomingFor("x1", BEFORE + 4)).not.toContain("sparkle");
  });

  it("stays untold through a stop and a resume of everything, which compile nothing or all anew", async () => {
    await startAlone();
    await catalog().setStopped(true, { actor: "person:vera", now: BEFORE });
    await catalog().setStopped(false, { actor: "person:vera", now: BEFORE });
    expect(await upcomingFor("x1", BEFORE)).not.toContain("sparkle");
    const { campaigns } = await latest();
    expect(campaigns.find(({ key }) => key === "sparkle")).not.toHaveProperty("isToldAhead");
    expect(campaigns.find(({ key }) => key === "new-year")).toMatchObject({ isToldAhead: true });
  });
});

describe("a release that tells ahead what two people want", () => {
  it("tells nobody new ahead by a ruleset of the release before, and stores it anew at its start", async () => {
    expect(await upcomingFor("x1", OPENS)).toContain("new-year");
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) => {
      const rows = storage.sql.exec<{ version: number; body: string }>("SELECT version, body FROM rulesets").toArray();
      for (const { version, body } of rows) {
        const older = body.replaceAll('"isToldAhead":true', '"isOld":true');
        expect(older).not.toBe(body);
        storage.sql.exec("UPDATE rulesets SET body = ? WHERE version = ?", older, version);
      }
    });
    const before = await latest();
    expect(before.campaigns.every((campaign) => campaign.isToldAhead === undefined)).toBe(true);
    await catalog().start(OPENS);
    const after = await latest();
    expect(after.version).toBe(before.version + 1);
    expect(after.campaigns.every(({ isToldAhead }) => isToldAhead === true)).toBe(true);
    await catalog().start(OPENS);
    expect((await latest()).version).toBe(after.version);
  });
});
