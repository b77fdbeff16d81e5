import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { meSchema, personExportSchema, wishAnswerSchema, wishListSchema } from "../../src/contract/me.ts";
import { traySchema } from "../../src/contract/tray.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { call, expectProblem, openPhone, shardFor, useGarland } from "./client.ts";
import { importLines, person, rowsAbout, staffHeaders } from "./population-client.ts";

useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";
const IOS = { platform: "ios" };

async function openPerson(subscriberId: string) {
  const phone = await openPhone(subscriberId, IOS);
  const headers = { Authorization: `Bearer ${phone.token}` };
  const query = (more: Record<string, string>) => new URLSearchParams({ ...IOS, at: NEW_YEAR, ...more }).toString();
  return {
    ...phone,
    async me(more: Record<string, string> = {}, moreHeaders: Record<string, string> = {}) {
      const response = await call(`/v1/me?${query(more)}`, { headers: { ...headers, ...moreHeaders } });
      expect(response.status).toBe(200);
      return meSchema.parse(await response.json());
    },
    async wish(theme: string, more: Record<string, string> = {}) {
      const response = await call(`/v1/me/wishes?${query(more)}`, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify({ theme }),
      });
      expect(response.status).toBe(200);
      return wishAnswerSchema.parse(await response.json());
    },
    async wishes(more: Record<string, string> = {}) {
      const response = await call(`/v1/me/wishes?${query(more)}`, { headers });
      return wishListSchema.parse(await response.json()).wishes;
    },
    async exported() {
      const response = await call("/v1/me/export", { headers });
      expect(response.headers.get("Content-Disposition")).toContain("attachment");
      return personExportSchema.parse(await response.json());
    },
    erase: () => call("/v1/me", { method: "DELETE", headers }),
  };
}

describe("GET /v1/me", () => {
  it("says what is shown and why, in the reader's language", async () => {
    const anna = await openPerson("anna");
    const russian = await anna.me();
    expect(russian).toMatchObject({ language: "ru", now: { decision: "show", reason: "segment" } });
    expect(russian.now.sentence).toMatch(/^Возле имени оператора сейчас «Ёлочка»: .*14 января/);
    const english = await anna.me({}, { "Accept-Language": "en-GB,ru;q=0.4" });
    expect(english.now.sentence).toMatch(/^“New Year tree” stands beside the operator’s name: .*14 January/);
    expect((await anna.me({ lang: "en" })).language).toBe("en");
  });

  it("says what comes when by the person's own clock", async () => {
    await importLines([person("vera", { attributes: { region: "RU-KAM" } })]);
    const vera = await openPerson("vera");
    await vera.wish("hearts");
    const { zone, upcoming } = await vera.me();
    expect(zone).toBe("Asia/Kamchatka");
    const hearts = upcoming.find(({ decoration }) => decoration.theme === "hearts");
    expect(hearts?.showFrom).toBe("2025-02-13T12:00:00.000Z");
    expect(hearts?.sentence).toBe("Покажем украшение «Сердечки»: 14 февраля 2025\u00a0года.");
  });

  it("lists every choice with its date, channel and speaker, and what was taken back", async () => {
    const anna = await openPerson("anna");
    await anna.choose("theme:tree", "out", NEW_YEAR);
    const shard = shardFor("anna");
    const [first] = await shard.history("anna");
    await shard.retract({
      subscriberId: "anna",
      device: {},
      at: Date.parse(NEW_YEAR) + 500,
      origin: "https://garland.test",
      choiceId: first!.id,
      channel: "sms",
      actor: "self",
    });
    await anna.choose("gifts", "out", "2024-12-31T12:00:01+03:00");
    const { choices, gifts, switches } = await anna.me({ at: "2025-01-01T00:00:00Z", lang: "en" });
    expect(choices.map(({ scope, by, channel, isRetracted }) => [scope, by, channel, isRetracted])).toEqual([
      ["gifts", "self", "app", false],
      ["theme:tree", "self", "app", true],
    ]);
    expect(choices[1]?.sentence).toBe("31 December 2024, in the app: switched off: New Year tree. Taken back.");
    expect(gifts.allowed).toBe(false);
    expect(switches.themes.find(({ scope }) => scope === "theme:tree")?.isOn).toBe(true);
  });

  it("shows switches as the person set them, sensitive themes off until asked for", async () => {
    const anna = await openPerson("anna");
    const isOn = async () => {
      const { switches } = await anna.me({ at: "2025-01-01T00:00:00Z" });
      const themes = switches.themes.filter(({ scope }) => ["theme:tree", "theme:hearts"].includes(scope));
      return [switches.everything, ...themes.map((theme) => theme.isOn)];
    };
    expect(await isOn()).toEqual([true, true, false]);
    await anna.choose("theme:hearts", "in", "2024-12-31T12:00:00Z");
    expect(await isOn()).toEqual([true, true, true]);
    await anna.choose("all", "out", "2024-12-31T12:00:01Z");
    expect(await isOn()).toEqual([false, false, false]);
    await anna.choose("theme:tree", "in", "2024-12-31T12:00:02Z");
    expect(await isOn()).toEqual([false, true, false]);
  });

  it("is for nobody without their own token, and writes nothing", async () => {
    await expectProblem(await call("/v1/me"), "unauthenticated", 401);
    await (await openPerson("anna")).me();
    expect(await rowsAbout("anna")).toEqual({});
  });
});

describe("POST /v1/me/choices", () => {
  it("under one Idempotency-Key is stored once, however often it is sent, and answers the tray of now", async () => {
    const anna = await openPerson("anna");
    const send = async (key: string, scope: string, value: string, at: string) => {
      const response = await call(`/v1/me/choices?${new URLSearchParams({ ...IOS, at })}`, {
        method: "POST",
        headers: {
          Authorization: `Bearer ${anna.token}`,
          "Content-Type": "application/json",
          "Idempotency-Key": key,
        },
        body: JSON.stringify({ scope, value }),
      });
      expect(response.status).toBe(200);
      return traySchema.parse(await response.json());
    };
    expect(await send("k1", "theme:tree", "out", NEW_YEAR)).toMatchObject({ reason: "opted-out" });
    expect(await send("k2", "theme:tree", "in", "2024-12-31T12:01:00+03:00")).toMatchObject({ reason: "asked" });
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await send("k1", "theme:tree", "out", "2024-12-31T12:02:00+03:00")).toMatchObject({ reason: "asked" });
    }
    expect(await shardFor("anna").history("anna")).toHaveLength(2);
  });
});

describe("a wish", () => {
  it("is answered with what becomes of it: showing, scheduled with its days, noted, not planned", async () => {
    const anna = await openPerson("anna");
    expect(await anna.wish("tree")).toMatchObject({ status: "showing", until: expect.stringMatching(/^2025-01-/) });
    expect(await anna.wish("hearts")).toMatchObject({
      status: "scheduled",
      from: "2025-02-13T21:00:00.000Z",
      until: "2025-02-14T21:00:00.000Z",
    });
    const { campaigns, decorations, themes } = bundledDefinitions;
    const planned = campaigns.map((campaign) => decorations.find(({ key }) => key === campaign.decoration)?.theme);
    const [unplanned] = themes.filter(({ key }) => !planned.includes(key));
    const wish = await anna.wish(unplanned?.key ?? "", { lang: "en" });
    expect(wish).toMatchObject({ status: "not-planned", from: null, until: null });
    expect(wish.sentence).toBe(`“${unplanned?.label.en}”: noted, but it is not planned so far.`);
    await call("/v1/stop", {
      method: "POST",
      headers: { ...(await staffHeaders("admin")), "Content-Type": "application/json" },
      body: JSON.stringify({ reason: "a test" }),
    });
    expect(await anna.wish("tulip")).toMatchObject({ status: "noted", from: null, until: null });
  });

  it("comes true: what was scheduled is shown on its day, and lifts an earlier out", async () => {
    const anna = await openPerson("anna");
    await anna.choose("all", "out", NEW_YEAR);
    const { from, tray } = await anna.wish("hearts", { at: "2024-12-31T13:00:00+03:00" });
    expect(tray).toMatchObject({ decision: "none", reason: "opted-out" });
    expect(await anna.trayAt(from ?? "")).toMatchObject({ decision: "show", reason: "asked" });
  });

  it("stands once however often it is said, survives a crash, and is no wish any more once it was switched off", async () => {
    const anna = await openPerson("anna");
    for (const minute of ["00", "01", "02"]) {
      await anna.wish("hearts", { at: `2024-12-31T12:${minute}:00+03:00` });
      await anna.wish("tulip", { at: `2024-12-31T12:${minute}:30+03:00` });
    }
    expect(await shardFor("anna").history("anna")).toHaveLength(6);
    await evictDurableObject(shardFor("anna"));
    const later = { at: "2024-12-31T15:00:00+03:00" };
    expect((await anna.wishes(later)).map(({ theme, status }) => [theme, status])).toEqual([
      ["tulip", "scheduled"],
      ["hearts", "scheduled"],
    ]);
    await anna.choose("category:romance", "out", "2024-12-31T14:00:00+03:00");
    expect((await anna.wishes(later)).map(({ theme }) => theme)).toEqual(["tulip"]);
  });

  it("is refused for a theme that there is not", async () => {
    const { token } = await openPhone("anna");
    const response = await call("/v1/me/wishes", {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ theme: "ghost" }),
    });
    await expectProblem(response, "refused", 422);
    expect(await shardFor("anna").history("anna")).toEqual([]);
  });
});

describe("export and erasure", () => {
  it("hands out everything that the shard holds about the person", async () => {
    await importLines([person("anna", { phone: "+79161234567" })]);
    const anna = await openPerson("anna");
    await anna.trayAt(NEW_YEAR);
    await anna.choose("theme:tree", "out", NEW_YEAR);
    const held = await anna.exported();
    expect(held).toMatchObject({
      subscriberId: "anna",
      operator: { isImported: true, isTest: false, attributes: { region: "RU-MOW" } },
      phone: { platform: "ios" },
      phoneNumber: { entries: 1 },
      choices: [{ scope: "theme:tree", value: "out", channel: "app", actor: "self", takesBack: null }],
      standing: { "theme:tree": { in: null, out: "2024-12-31T09:00:00.000Z" } },
      changes: 1,
    });
    // Every table that names the person has its place in the export.
    const tables = Object.keys(await rowsAbout("anna"));
    expect(tables.filter((table) => !EXPORTED_TABLES.includes(table))).toEqual([]);
    expect(JSON.stringify(held)).not.toContain("9161234567");
  });

  it("erases all but the outs, however often it is asked, and the outs go on to be obeyed", async () => {
    await importLines([person("anna", { phone: "+79161234567" })]);
    const anna = await openPerson("anna");
    await anna.trayAt(NEW_YEAR);
    await anna.choose("theme:tree", "out", NEW_YEAR);
    await anna.wish("hearts", { at: "2024-12-31T12:01:00+03:00" });
    for (let attempt = 0; attempt < 2; attempt++) {
      const response = await anna.erase();
      expect(response.status).toBe(204);
      const held = await anna.exported();
      expect(held).toMatchObject({
        operator: { isImported: false, attributes: {} },
        phone: {},
        phoneNumber: { entries: 0 },
        seen: [],
      });
      expect(held.choices.map(({ scope, value }) => [scope, value])).toEqual([["theme:tree", "out"]]);
    }
    expect(await anna.trayAt(NEW_YEAR)).toMatchObject({ decision: "none", reason: "opted-out" });
    expect((await anna.me({ at: "2025-01-01T00:00:00Z" })).wishes).toEqual([]);
  });
});

const EXPORTED_TABLES = ["subscribers", "choices", "phone_index", "subscriber_phones", "staff_acts"];
