/** What one human may show alone is so much altogether, by all their campaigns and keys, and of people whom others brought. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { carryPolicy } from "./carry-policy.ts";
import { catalog, expectProblem, useGarland } from "./client.ts";
import { deskWith, openDesk, type Desk } from "./desk.ts";
import {
  DAY,
  HOUR,
  MINUTE,
  OPENS,
  bringPeople,
  feed,
  readGuard,
  reportAll,
  sparkle,
  startCampaign,
  step,
  trayOf,
  unstaged,
  writeCampaign,
} from "./guarded-campaign.ts";

useGarland("2025-06-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

const BEFORE = OPENS - DAY;
const NOW = OPENS + HOUR;
const alone: Campaign = { ...sparkle, audience: { include: ["far-east"], exclude: [] }, stages: [] };

async function handIn(campaign: Campaign, actor: string, now = BEFORE) {
  await writeCampaign(campaign, now, actor);
  expect(await step(campaign.key, { kind: "submit" }, actor, now)).toMatchObject({ ok: true });
  return (await catalog().readDefinition("campaign", campaign.key))?.lifecycle?.review;
}

async function startAlone(campaign: Campaign, actor = "person:anna") {
  expect(await handIn(campaign, actor)).toMatchObject({ state: "approved" });
  expect(await step(campaign.key, { kind: "start" }, actor, BEFORE)).toMatchObject({ ok: true });
}

const importOne = (desk: Desk) =>
  desk(
    "POST",
    "/v1/subscribers:import",
    { subscriberId: "y1", attributes: {} },
    { "Content-Type": "application/x-ndjson" },
  );

describe("one human's word", () => {
  it("reaches so much altogether, by however many campaigns", async () => {
    await bringPeople();
    await startAlone(alone);
    const second = { ...alone, key: "flurry", decoration: "star", priority: 3 };
    expect(await handIn(second, "person:anna")).toMatchObject({
      state: "submitted",
      whyTwo: [{ code: "reach-together", campaigns: ["sparkle"] }],
    });
    expect(await handIn({ ...second, key: "gust" }, "person:dora")).toMatchObject({ state: "approved" });
  });

  it("is not taken from others by the policy that they wrote", async () => {
    await bringPeople();
    const theme = bundledDefinitions.themes.find(({ key }) => key === "star");
    const body = { ...theme, label: { ru: "Звезда", en: "A star" } };
    expect(await carryPolicy(catalog(), [{ kind: "theme", key: "star", body }], BEFORE)).toMatchObject({ ok: true });
    await startAlone(alone, "person:ada");
    const star = { ...alone, key: "flurry", decoration: "star", priority: 3 };
    expect(await handIn(star, "person:dora")).toMatchObject({ state: "approved" });
    expect((await catalog().readDefinition("campaign", "flurry"))?.authors?.map(({ who }) => who)).toContain(
      "person:ada",
    );
  });

  it("counts no longer after thirty days, nor what two have wanted", async () => {
    await bringPeople();
    await startAlone(alone);
    await step("sparkle", { kind: "stop", reason: "enough" }, "person:anna", BEFORE, "enough");
    const second = { ...alone, key: "flurry", decoration: "star", priority: 3 };
    expect(await handIn(second, "person:anna", BEFORE + 29 * DAY)).toMatchObject({ state: "submitted" });
    expect(await handIn({ ...second, key: "gust" }, "person:anna", BEFORE + 31 * DAY)).toMatchObject({
      state: "approved",
    });
  });

  it("is not enough where they have imported the people, however long ago, also by a key of theirs", async () => {
    await bringPeople();
    const at = new Date(BEFORE).toISOString();
    const ada = await openDesk(at, "ada", "admin");
    const made = await ada("POST", "/v1/service-keys", { name: "nightly", roles: ["admin"] });
    const { key } = await made.json<{ key: string }>();
    expect((await importOne(deskWith(key, at))).status).toBe(200);
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) => {
      storage.sql.exec("UPDATE importers SET last_at = ?", BEFORE - 400 * DAY);
    });
    expect(await handIn(alone, "person:ada")).toMatchObject({
      state: "submitted",
      whyTwo: [{ code: "own-people", who: ["person:ada"] }],
    });
    expect(await handIn({ ...alone, key: "gust" }, "person:anna")).toMatchObject({ state: "approved" });
  });

  it("waits for a second from the moment that they import people, and shows nobody new", async () => {
    await bringPeople();
    await startAlone(alone, "person:ada");
    vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response(null, { status: 204 }));
    const address = { id: crypto.randomUUID(), url: "https://chat.example.com/hook", kinds: null, secret: "x" };
    await catalog().addWebhook({ ...address, actor: "person:ada", now: BEFORE });
    expect((await trayOf("x0", NOW)).decision).toBe("show");
    const ada = await openDesk(new Date(NOW).toISOString(), "ada", "admin");
    expect((await importOne(ada)).status).toBe(200);
    expect((await catalog().readDefinition("campaign", "sparkle"))?.lifecycle?.live?.word).toMatchObject({
      kind: "one",
      awaitedSince: NOW,
      awaitedFor: { code: "own-people", who: "ada" },
    });
    expect((await catalog().listDeliveries({ limit: 50 })).map(({ kind }) => kind)).toEqual(["guard.asks-second"]);
    expect((await importOne(ada)).status).toBe(200);
    expect(await catalog().listDeliveries({ limit: 50 })).toHaveLength(1);
    await reportAll(NOW);
    expect((await readGuard("sparkle@1", NOW + MINUTE)).verdict).toMatchObject({
      reasons: [{ kind: "one-word", cause: { code: "own-people", who: "ada" } }],
    });
    expect((await trayOf("x1", NOW + HOUR)).decision).toBe("none");
    expect((await trayOf("x0", NOW + HOUR)).decision).toBe("show");
  });
});

describe("a stop of everything", () => {
  it("is undone by people, and by no machine", async () => {
    const at = new Date(NOW).toISOString();
    const [vera, ada] = [await openDesk(at, "vera", "marketer"), await openDesk(at, "ada", "admin")];
    expect((await vera("POST", "/v1/stop", { reason: "people mind" })).status).toBe(200);
    const made = await ada("POST", "/v1/service-keys", { name: "robot", roles: ["approver"] });
    const robot = deskWith((await made.json<{ key: string }>()).key, at);
    await expectProblem(await robot("POST", "/v1/resume", { reason: "all on" }), "another-person", 403);
    expect((await catalog().status()).stopped).toBe(true);
    const resume = async (name: string) =>
      (await (await openDesk(at, name, "approver"))("POST", "/v1/resume", { reason: "all on" })).status;
    expect([await resume("boris"), await resume("clara")]).toEqual([202, 200]);
  });
});

describe("what a guard has halted", () => {
  it("is brought to nobody new by another campaign that shows the same and was started before", async () => {
    await startCampaign({ ...unstaged, key: "later", priority: 7 }, BEFORE);
    await startCampaign({ ...unstaged, key: "other", decoration: "star", priority: 8 }, BEFORE);
    await startCampaign(unstaged, BEFORE);
    await feed("sparkle@1", 1, NOW, 4_000, 80);
    const stateOf = async (key: string) => (await catalog().readDefinition("campaign", key))?.lifecycle?.live?.state;
    expect(await stateOf("sparkle")).toBe("halted");
    expect(await stateOf("later")).toBe("holding");
    expect(await stateOf("other")).toBe("running");
    expect(await step("later", { kind: "resume", reason: "go" }, "boris", NOW, "go")).toMatchObject({ ok: false });
    await catalog().reviewTheme("snowflake", "we looked", { actor: "zoe", now: NOW });
  });
});

describe("whoever refuses the tokens of people", () => {
  it("shows nothing alone from then on, as their phones can say no to nothing", async () => {
    const act = (kind: "submit" | "return") =>
      catalog().actOnCampaign({
        key: "new-year",
        action: kind === "submit" ? { kind } : { kind, note: "a test" },
        actor: "person:oksana",
        now: NOW,
        why: "a test",
      });
    const oksana = await openDesk(new Date(NOW).toISOString(), "oksana", "admin", "marketer");
    expect(JSON.stringify(await act("submit"))).not.toContain("own-people");
    expect(await act("return")).toMatchObject({ ok: true });
    expect((await oksana("POST", "/v1/subscribers/s1:refuse-tokens", {})).status).toBe(200);
    expect(JSON.stringify(await act("submit"))).toContain('{"code":"own-people","who":["person:oksana"]}');
  });
});
