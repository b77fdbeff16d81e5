/** The story of the product, replayed: New Year 2024, Valentine's and 8 March 2025, with what subscribers wrote. */
import { describe, expect, it } from "vitest";
import { parseDefinitions } from "../../src/contract/definitions.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { call, importPeople, openPhone, useGarland } from "./client.ts";

useGarland("2024-12-01T00:00:00Z");

/** Every zone of Russia: a region of it, and its offset from UTC. */
const RUSSIAN_ZONES = [
  ["RU-KGD", "Europe/Kaliningrad", "+02:00"],
  ["RU-MOW", "Europe/Moscow", "+03:00"],
  ["RU-SAM", "Europe/Samara", "+04:00"],
  ["RU-SVE", "Asia/Yekaterinburg", "+05:00"],
  ["RU-OMS", "Asia/Omsk", "+06:00"],
  ["RU-KYA", "Asia/Krasnoyarsk", "+07:00"],
  ["RU-IRK", "Asia/Irkutsk", "+08:00"],
  ["RU-SA", "Asia/Yakutsk", "+09:00"],
  ["RU-PRI", "Asia/Vladivostok", "+10:00"],
  ["RU-MAG", "Asia/Magadan", "+11:00"],
  ["RU-KAM", "Asia/Kamchatka", "+12:00"],
] as const;

const consumer = (region: string, more = {}) => ({ region, lineType: "consumer", ...more });

describe("New Year 2024", () => {
  it.each(RUSSIAN_ZONES)("comes and goes at the person's own midnight in %s (%s)", async (region, _zone, offset) => {
    const id = `ny-${region}`;
    await importPeople([{ subscriberId: id, profile: consumer(region) }]);
    const ios = await openPhone(id, { platform: "ios" });
    expect(await ios.trayAt(`2024-12-19T23:59:59${offset}`)).toMatchObject({ decision: "none" });
    const first = await ios.trayAt(`2024-12-20T00:00:00${offset}`);
    expect(first).toMatchObject({ decision: "show", reason: "segment", decoration: { key: "tree" } });
    expect(Date.parse(first.showUntil ?? "")).toBe(Date.parse(`2025-01-15T00:00:00${offset}`));
    expect(await ios.trayAt(`2025-01-14T23:59:59${offset}`)).toMatchObject({ decision: "show" });
    expect(await ios.trayAt(`2025-01-15T00:00:00${offset}`)).toMatchObject({ decision: "none" });
  });

  it("reaches iOS first and Android a week later", async () => {
    await importPeople([{ subscriberId: "sonya", profile: consumer("RU-MOW") }]);
    const android = await openPhone("sonya", { platform: "android" });
    const early = await android.trayAt("2024-12-20T12:00:00+03:00");
    expect(early).toMatchObject({ decision: "none", reason: "outside-window" });
    expect(early.upcoming[0]).toMatchObject({ decoration: { key: "tree" }, showFrom: "2024-12-26T21:00:00.000Z" });
    expect(await android.trayAt("2024-12-26T23:59:59+03:00")).toMatchObject({ decision: "none" });
    expect(await android.trayAt("2024-12-27T00:00:00+03:00")).toMatchObject({ decision: "show" });
  });

  it("follows the traveller's phone, not the home region", async () => {
    await importPeople([{ subscriberId: "traveller", profile: consumer("RU-MOW") }]);
    const phone = await openPhone("traveller", { platform: "ios", timezone: "Asia/Kamchatka" });
    expect(await phone.trayAt("2024-12-19T12:00:00Z")).toMatchObject({ decision: "show" });
  });

  it("does not decorate machines and corporate lines", async () => {
    await importPeople([{ subscriberId: "meter", profile: { region: "RU-MOW", lineType: "m2m" } }]);
    const meter = await openPhone("meter", { platform: "ios" });
    expect(await meter.trayAt("2024-12-31T12:00:00+03:00")).toMatchObject({ decision: "none" });
  });
});

describe("Valentine's 2025", () => {
  const NOON = "2025-02-14T12:00:00+03:00";

  it("reaches only those who asked", async () => {
    await importPeople([
      { subscriberId: "alone", profile: consumer("RU-MOW") },
      { subscriberId: "inlove", profile: consumer("RU-MOW") },
    ]);
    const alone = await openPhone("alone", { platform: "ios" });
    expect(await alone.trayAt(NOON)).toMatchObject({ decision: "none", reason: "sensitive-not-asked" });
    await alone.choose("all", "in", "2025-02-14T11:00:00+03:00");
    expect(await alone.trayAt(NOON)).toMatchObject({ decision: "none", reason: "sensitive-not-asked" });
    const inLove = await openPhone("inlove", { platform: "ios" });
    await inLove.choose("theme:hearts", "in", "2025-02-10T12:00:00+03:00");
    expect(await inLove.trayAt(NOON)).toMatchObject({
      decision: "show",
      reason: "asked",
      decoration: { key: "hearts" },
    });
  });

  it("can't be made default-on: the definitions are refused, with the reason", () => {
    const campaigns = bundledDefinitions.campaigns.map((campaign) =>
      campaign.key === "valentines" ? { ...campaign, delivery: "default-on" } : campaign,
    );
    const result = parseDefinitions({ ...bundledDefinitions, campaigns });
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).toMatch(/sensitive-default-on/);
  });

  it("«КАК ОТКЛЮЧИТЬ…»: the believer switches hearts off by the link, and sees none that year or the next", async () => {
    await importPeople([{ subscriberId: "believer", profile: consumer("RU-MOW") }]);
    const phone = await openPhone("believer", { platform: "android" });
    // Somebody in the family had asked for hearts on this phone.
    await phone.choose("theme:hearts", "in", "2025-02-13T20:00:00+03:00");
    const shown = await phone.trayAt(NOON);
    expect(shown).toMatchObject({ decision: "show", decoration: { key: "hearts" } });

    const link = new URL(shown.off.url).pathname;
    const page = await call(`${link}?at=${encodeURIComponent(NOON)}`, { headers: { Accept: "text/html" } });
    expect(await page.text()).toContain("Отключить");
    expect(await phone.trayAt(NOON)).toMatchObject({ decision: "show" });

    const done = await call(`${link}?at=${encodeURIComponent(NOON)}`, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "text/html" },
      body: "List-Unsubscribe=One-Click",
    });
    expect(done.status).toBe(200);
    expect(await done.text()).toContain("больше не появится");
    expect(await phone.trayAt(NOON)).toMatchObject({ decision: "none", reason: "opted-out" });
    expect(await phone.trayAt("2026-02-14T12:00:00+03:00")).toMatchObject({ decision: "none", reason: "opted-out" });
    await phone.choose("all", "in", "2026-02-14T13:00:00+03:00");
    expect(await phone.trayAt("2026-02-14T14:00:00+03:00")).toMatchObject({ decision: "none", reason: "opted-out" });
    expect(await phone.trayAt("2024-12-31T12:00:00+03:00")).toMatchObject({
      decision: "show",
      decoration: { key: "tree" },
    });
  });
});

describe("8 March 2025", () => {
  it("brings the tulip to its audience from 4 to 8 March", async () => {
    await importPeople([{ subscriberId: "anna", profile: consumer("RU-NVS", { gender: "female", birthYear: 1990 }) }]);
    const anna = await openPhone("anna", { platform: "ios" });
    expect(await anna.trayAt("2025-03-03T23:59:59+07:00")).toMatchObject({ decision: "none" });
    expect(await anna.trayAt("2025-03-04T00:00:00+07:00")).toMatchObject({
      decision: "show",
      decoration: { key: "tulip" },
    });
    expect(await anna.trayAt("2025-03-08T23:59:59+07:00")).toMatchObject({ decision: "show" });
    expect(await anna.trayAt("2025-03-09T00:00:00+07:00")).toMatchObject({ decision: "none" });
  });

  it("«включите пожалуйста цветок»: it comes to whoever asks", async () => {
    await importPeople([{ subscriberId: "boris", profile: consumer("RU-MOW", { gender: "male", birthYear: 1990 }) }]);
    const boris = await openPhone("boris", { platform: "ios" });
    expect(await boris.trayAt("2025-03-06T12:00:00+03:00")).toMatchObject({
      decision: "none",
      reason: "not-in-audience",
    });
    const answer = await boris.choose("theme:tulip", "in", "2025-03-06T12:01:00+03:00");
    expect(answer).toMatchObject({ decision: "show", reason: "asked", decoration: { key: "tulip" } });
  });

  it("«Как сделать тюльпан или когда он появится»: the answer says when", async () => {
    await importPeople([{ subscriberId: "vera", profile: consumer("RU-KAM", { gender: "female", birthYear: 1985 }) }]);
    const vera = await openPhone("vera", { platform: "ios" });
    const { upcoming } = await vera.trayAt("2025-02-20T12:00:00+12:00");
    expect(upcoming[0]).toMatchObject({ decoration: { key: "tulip" }, showFrom: "2025-03-03T12:00:00.000Z" });
  });
});
