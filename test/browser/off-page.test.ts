import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { traySchema, type Tray } from "../../src/contract/tray.ts";
import { queueConsumers, type DemoPerson } from "./demo-people.ts";
import { openBrowser } from "./open-browser.ts";
import { APPEARANCES, findBarriers, measureOverflow, startVisit } from "./visit.ts";

const origin = inject("sharedOrigin");
let browser: Browser;
let nextPerson: () => DemoPerson;

beforeAll(async () => {
  nextPerson = await queueConsumers(origin, { from: 100 });
  browser = await openBrowser();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

afterAll(() => browser?.close());

const NEW_YEARS_EVE = "2026-12-31T12:00:00Z";

async function trayOf({ token }: DemoPerson): Promise<Tray> {
  const response = await fetch(`${origin}/v1/tray?platform=ios&at=${NEW_YEARS_EVE}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return traySchema.parse(await response.json());
}

/** A person who has the tree, and the address of their off page as it is on New Year's Eve. */
async function findLink(language = "ru") {
  const person = nextPerson();
  const tray = await trayOf(person);
  expect(tray.decoration?.key).toBe("tree");
  return { person, address: `${tray.off.url}?lang=${language}&at=${NEW_YEARS_EVE}` };
}

describe("the off page, without script", () => {
  it("changes nothing when it is opened, switches off at a press, and puts it back", async () => {
    const { person, address } = await findLink();
    const { page } = await startVisit(browser, { script: false, width: 360 });
    await page.goto(address);
    await page.reload();
    expect((await trayOf(person)).decision).toBe("show");

    await page.getByRole("button", { name: "Отключить украшение «Новогодняя ёлка»" }).click();
    await page.getByRole("heading", { name: "Готово, отключили" }).waitFor();
    expect(await trayOf(person)).toMatchObject({ decision: "none", reason: "opted-out" });

    await page.getByRole("button", { name: "Вернуть как было" }).click();
    await page.getByRole("heading", { name: "Вернули как было" }).waitFor();
    expect((await trayOf(person)).decision).toBe("show");
  });

  it("stays switched off when the page is sent again", async () => {
    const { person, address } = await findLink();
    const { page } = await startVisit(browser, { script: false });
    await page.goto(address);
    await page.getByRole("button", { name: "Отключить все украшения" }).click();
    await page.getByRole("heading", { name: "Готово, отключили" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Готово, отключили" }).waitFor();
    expect(await trayOf(person)).toMatchObject({ decision: "none", reason: "opted-out" });
  });

  it("does not say whether a broken link was ever good", async () => {
    const { address } = await findLink();
    const { page } = await startVisit(browser, { script: false });
    await page.goto(address.replace("/o/", "/o/A"));
    await page.getByRole("heading", { name: "Ссылка не сработала" }).waitFor();
    const brokenBody = await page.locator("main").innerHTML();
    await page.goto(`${origin}/o/never-was?lang=ru`);
    expect(await page.locator("main").innerHTML()).toBe(brokenBody);
  });

  it("has a button large enough for any finger", async () => {
    const { address } = await findLink();
    const { page } = await startVisit(browser, { script: false, width: 320 });
    await page.goto(address);
    for (const button of await page.getByRole("button").all()) {
      const box = await button.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(48);
      expect(box?.width).toBeGreaterThanOrEqual(200);
    }
  });
});

describe("the off page", () => {
  it.for(APPEARANCES)(
    "has no barriers before, after and when taken back: $language, $colorScheme",
    async (appearance) => {
      const { address } = await findLink(appearance.language);
      const { page } = await startVisit(browser, appearance);
      await page.goto(address);
      expect(await findBarriers(page)).toEqual([]);
      await page.locator("button.primary").click();
      await page.getByRole("status").waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.locator('button[name="undo"]').click();
      await page.locator('button[name="undo"]').waitFor({ state: "detached" });
      expect(await findBarriers(page)).toEqual([]);
    },
  );

  it.each(APPEARANCES)(
    "has no barriers where a press went wrong, and leads back: $language, $colorScheme",
    async (appearance) => {
      const { address } = await findLink(appearance.language);
      const { page } = await startVisit(browser, { ...appearance, width: 320 });
      await page.goto(`${address}&fbclid=IwAR0x`);
      await page.locator("button.primary").evaluate((button) => button.setAttribute("value", "garbled"));
      await page.locator("button.primary").click();
      await page.getByRole("alert").waitFor();
      expect([await findBarriers(page), await measureOverflow(page)]).toEqual([[], 0]);
      await page.locator("main a").click();
      await page.locator("button.primary").waitFor();
    },
  );

  it("breaks no rule of its own security policy", async () => {
    const { address } = await findLink();
    const { page, complaints } = await startVisit(browser);
    await page.goto(address);
    await page.locator("button.primary").click();
    await page.getByRole("status").waitFor();
    expect(complaints).toEqual([]);
  });

  it("fits any window from 320 pixels up", async () => {
    const { address } = await findLink();
    const { page } = await startVisit(browser);
    await page.goto(address);
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await measureOverflow(page)]).toEqual([width, 0]);
    }
  });
});
