import { describe, expect, it } from "vitest";
import { call, openPhone, shardFor, useGarland } from "./client.ts";

useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";
const HALF_AN_HOUR_LATER = "2024-12-31T12:30:00+03:00";

/** A person who sees the tree, and the address of their own page. */
async function openPerson(subscriberId = "anna") {
  const phone = await openPhone(subscriberId, { platform: "ios" });
  await phone.trayAt(NEW_YEAR);
  const response = await call("/v1/me/page-links", {
    method: "POST",
    headers: { Authorization: `Bearer ${phone.token}`, "X-Garland-Now": NEW_YEAR },
  });
  expect(response.status).toBe(201);
  const { url, expiresAt } = await response.json<{ url: string; expiresAt: string }>();
  const path = new URL(url).pathname;
  const press = (body: string, now = NEW_YEAR, type = "application/x-www-form-urlencoded") => {
    const headers = { "Content-Type": type, "X-Garland-Now": now };
    return call(`${path}?lang=ru`, { method: "POST", headers, body, redirect: "manual" });
  };
  const open = (now = NEW_YEAR, method = "GET") => call(path, { method, headers: { "X-Garland-Now": now } });
  return { phone, path, expiresAt, press, open };
}

describe("a link to a person's own page", () => {
  it("hides whom it is for, opens nothing but the page, and nothing else opens the page", async () => {
    const { phone, path } = await openPerson();
    expect(atob(path.slice("/me/".length).replaceAll("-", "+").replaceAll("_", "/"))).not.toContain("anna");
    const token = path.slice("/me/".length);
    expect((await call(`/o/${token}`, { headers: { Accept: "text/html" } })).status).toBe(404);
    const off = new URL((await phone.trayAt(NEW_YEAR)).off.url).pathname.slice("/o/".length);
    expect((await call(`/me/${off}`)).status).toBe(404);
  });

  it("is good for half an hour; after that nothing is shown and nothing is changed", async () => {
    const { expiresAt, open, press } = await openPerson();
    expect(expiresAt).toBe("2024-12-31T09:30:00.000Z");
    expect((await open()).status).toBe(200);
    const closed = await open(HALF_AN_HOUR_LATER);
    expect(closed.status).toBe(404);
    expect(await closed.text()).toContain("Страница закрылась");
    expect((await press("off=all", HALF_AN_HOUR_LATER)).status).toBe(404);
    expect(await shardFor("anna").history("anna")).toEqual([]);
  });

  it("changes nothing when it is opened, by whatever method (invariant 6)", async () => {
    const { open } = await openPerson();
    for (let visit = 0; visit < 50; visit++) await (await open(NEW_YEAR, visit % 2 === 0 ? "GET" : "HEAD")).text();
    expect(await shardFor("anna").history("anna")).toEqual([]);
  });

  it("is kept out of caches, frames and referrers", async () => {
    const { headers } = await (await openPerson()).open();
    expect(headers.get("Cache-Control")).toContain("no-store");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
  });
});

describe("pressing a switch on the page", () => {
  it("stores exactly what the switch said, by the web, with the text that was seen, and never redirects", async () => {
    const { press } = await openPerson();
    for (const body of [
      "off=theme%3Atree",
      "off=category%3Aromance",
      "off=all",
      "on=all",
      "off=gifts",
      "on=theme%3Ahearts",
    ]) {
      const response = await press(body);
      expect([response.status, response.headers.get("Location")]).toEqual([200, null]);
      await response.text();
    }
    const history = await shardFor("anna").history("anna");
    expect(history.map(({ scope, value, channel, actor }) => [scope, value, channel, actor])).toEqual([
      ["theme:tree", "out", "web", "self"],
      ["category:romance", "out", "web", "self"],
      ["all", "out", "web", "self"],
      ["all", "in", "web", "self"],
      ["gifts", "out", "web", "self"],
      ["theme:hearts", "in", "web", "self"],
    ]);
    const { choices } = await shardFor("anna").listHeldChoices("anna", 0);
    expect(new Set(choices.map(({ notice }) => notice))).toEqual(new Set(["me-page/1/ru"]));
  });

  it("says what was changed, and takes back that and nothing else", async () => {
    const { phone, press } = await openPerson();
    await press("off=gifts");
    const page = await (await press("off=theme%3Atree")).text();
    expect(page).toContain("Отключили: Новогодняя ёлка.");
    const [, undo] = /name="undo" value="([^"]+)"/.exec(page) ?? [];
    expect(await (await press(`undo=${undo}`)).text()).toContain("Вернули как было.");
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "show", reason: "segment" });
    expect((await shardFor("anna").history("anna")).map(({ isRetracted }) => isRetracted)).toEqual([false, true]);
  });

  it("can't take back, or see, anything of another person", async () => {
    const anna = await openPerson("anna");
    const page = await (await anna.press("off=theme%3Atree")).text();
    const [, undo] = /name="undo" value="([^"]+)"/.exec(page) ?? [];
    const boris = await openPerson("boris");
    expect((await boris.press(`undo=${undo}`)).status).toBe(422);
    expect(await anna.phone.trayAt(NEW_YEAR)).toMatchObject({ reason: "opted-out" });
  });

  it("refuses what it does not offer", async () => {
    const { press } = await openPerson();
    for (const body of ["off=theme%3Aghost", "on=theme%3Aghost"]) expect((await press(body)).status).toBe(422);
    for (const body of ["off=all&on=all", "scope=all", "off=everything", ""])
      expect((await press(body)).status).toBe(400);
    for (const type of ["text/plain", "application/json", "a/b;c"])
      expect((await press("off=all", NEW_YEAR, type)).status).toBe(415);
    expect(await shardFor("anna").history("anna")).toEqual([]);
  });
});
