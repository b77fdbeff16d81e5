import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { traySchema, type Tray } from "../../src/contract/tray.ts";
import { queueConsumers, type DemoPerson } from "./demo-people.ts";
import { openBrowser } from "./open-browser.ts";
import { APPEARANCES, findBarriers, measureOverflow, startVisit, type VisitOptions } from "./visit.ts";

const origin = inject("sharedOrigin");
let browser: Browser;
let nextPerson: () => DemoPerson;

beforeAll(async () => {
  nextPerson = await queueConsumers(origin, { from: 200 });
  browser = await openBrowser();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

afterAll(() => browser?.close());

const NEW_YEARS_EVE = "2026-12-31T12:00:00Z";

async function trayOf({ token }: DemoPerson, at = NEW_YEARS_EVE): Promise<Tray> {
  const response = await fetch(`${origin}/v1/tray?platform=ios&at=${at}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return traySchema.parse(await response.json());
}

/** A person's own page on New Year's Eve, as their app opens it. */
async function openPage(options: VisitOptions = {}) {
  const person = nextPerson();
  await trayOf(person);
  const response = await fetch(`${origin}/v1/me/page-links`, {
    method: "POST",
    headers: { Authorization: `Bearer ${person.token}` },
  });
  const { url } = (await response.json()) as { url: string };
  const visit = await startVisit(browser, options);
  await visit.page.goto(`${url}?lang=${options.language ?? "ru"}&at=${NEW_YEARS_EVE}`);
  return { ...visit, person, url };
}

const switchOf = (page: Page, name: string) => page.getByRole("switch", { name, exact: true });
const status = (page: Page) => page.getByRole("status");

/** Presses, and waits for the news of it. */
async function press(page: Page, name: string, news: string) {
  await switchOf(page, name).click();
  await status(page).filter({ hasText: news }).waitFor();
}

describe.each([
  { how: "without script", script: false },
  { how: "with script", script: true },
])("a person's own page, $how", ({ script }) => {
  it("shows today's decoration, and obeys a switch at once", async () => {
    const { page, person } = await openPage({ script });
    await page.getByText("Возле имени оператора сейчас «Ёлочка»").waitFor();
    expect(await page.locator(".scene .carrier path").count()).toBe(1);

    await press(page, "Новогодняя ёлка", "Отключили: Новогодняя ёлка");
    expect(await trayOf(person)).toMatchObject({ decision: "none", reason: "opted-out" });
    expect(await switchOf(page, "Новогодняя ёлка").getAttribute("aria-checked")).toBe("false");
    expect(await page.locator(".scene .carrier path").count()).toBe(0);

    await page.getByRole("button", { name: "Вернуть как было" }).click();
    await status(page).filter({ hasText: "Вернули как было" }).waitFor();
    expect(await trayOf(person)).toMatchObject({ decision: "show", reason: "segment" });
  });

  it("has everything off as its first switch", async () => {
    const { page, person } = await openPage({ script });
    const first = page.getByRole("switch").first();
    expect(await first.getAttribute("value")).toBe("all");
    await press(page, "Все украшения", "Отключили все украшения");
    expect((await trayOf(person)).decision).toBe("none");
    for (const one of await page.getByRole("switch").all()) {
      const isGifts = (await one.getAttribute("value")) === "gifts";
      expect(await one.getAttribute("aria-checked")).toBe(String(isGifts));
    }
  });

  it("takes a wish and says when it comes", async () => {
    const { page, person } = await openPage({ script });
    await page.getByRole("button", { name: "Попросить: Сердечки" }).click();
    await status(page).filter({ hasText: "Покажем украшение «Сердечки»: 14 февраля 2027" }).waitFor();
    expect(await switchOf(page, "Сердечки").getAttribute("aria-checked")).toBe("true");
    expect(await trayOf(person, "2027-02-14T09:00:00Z")).toMatchObject({ decision: "show", reason: "asked" });
  });

  it("keeps the language and the wording of what was said", async () => {
    const { page } = await openPage({ script, language: "en" });
    await press(page, "Festive mood", "Switched off: Festive mood");
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await page.getByText("on the settings page: switched off: Festive mood.").waitFor();
  });
});

describe("a person's own page", () => {
  it("changes nothing when it is opened and loaded again", async () => {
    const { page, person } = await openPage({ script: false });
    const before = await trayOf(person);
    for (let visit = 0; visit < 3; visit++) await page.reload();
    await page.getByText("Вы пока ничего не меняли.").waitFor();
    expect(await trayOf(person)).toEqual(before);
  });

  it("leaves the reader, and the focus, where they were when there is a script", async () => {
    const { page } = await openPage({ width: 360 });
    const hearts = switchOf(page, "Сердечки");
    await hearts.focus();
    const before = await page.evaluate(() => scrollY);
    expect(before).toBeGreaterThan(0);
    await page.keyboard.press("Enter");
    await status(page).filter({ hasText: "Сердечки" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("value"))).toBe("theme:hearts");
    expect(Math.abs((await page.evaluate(() => scrollY)) - before)).toBeLessThan(200);
    expect(await status(page).evaluate((region) => region.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
  });

  it("sends the form as a browser does when the script's own way fails", async () => {
    const { page, person } = await openPage();
    await page.route("**/me/*", (route) =>
      route.request().resourceType() === "fetch" ? route.abort() : route.continue(),
    );
    await press(page, "Новогодняя ёлка", "Отключили: Новогодняя ёлка");
    expect((await trayOf(person)).decision).toBe("none");
  });

  it.for(APPEARANCES)("has no barriers, before and after a change: $language, $colorScheme", async (appearance) => {
    const { page, complaints } = await openPage(appearance);
    expect(await findBarriers(page)).toEqual([]);
    await page.locator('button[value="all"]').click();
    await page.locator(".change").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.goto(`${origin}/me?lang=${appearance.language}`);
    expect(await findBarriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("fits any window from 320 pixels up, with switches large enough for any finger", async () => {
    const { page } = await openPage({ width: 320 });
    await page.locator('button[value="all"]').click();
    await page.locator(".change").waitFor();
    for (const width of [320, 480, 768, 1024, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await measureOverflow(page)]).toEqual([width, 0]);
      for (const button of await page.getByRole("switch").all()) {
        expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(48);
      }
    }
  });

  it("says how to get in to whoever has no link, or one that is not whole", async () => {
    const { page } = await startVisit(browser, { script: false });
    await page.goto(`${origin}/me`);
    await page.getByRole("heading", { name: "Откройте страницу из приложения" }).waitFor();
    await page.goto(`${origin}/me/never-was`);
    await page.getByRole("heading", { name: "Страница закрылась" }).waitFor();
  });
});
