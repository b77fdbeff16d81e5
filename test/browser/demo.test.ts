import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { queueConsumers, type DemoPerson } from "./demo-people.ts";
import { openBrowser } from "./open-browser.ts";
import { APPEARANCES, findBarriers, measureOverflow, startVisit, type VisitOptions } from "./visit.ts";

const origin = inject("sharedOrigin");
let browser: Browser;
let nextPerson: () => DemoPerson;

beforeAll(async () => {
  nextPerson = await queueConsumers(origin, { from: 0 });
  browser = await openBrowser();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

afterAll(() => browser?.close());

/** Opens the phone page for a person who has said nothing yet. */
async function openDemo(local: string, options: VisitOptions = {}) {
  const visit = await startVisit(browser, options);
  const query = new URLSearchParams({ lang: options.language ?? "ru", person: nextPerson().subscriberId, on: local });
  await visit.page.goto(`${origin}/demo?${query}`);
  await settle(visit.page, local.slice(0, 10));
  return visit;
}

/** Waits until the answers for the day are drawn. */
async function settle(page: Page, day: string) {
  await page.waitForFunction(
    (expected) => document.querySelector("#summary")?.getAttribute("data-day") === expected,
    day,
  );
}

/** The decorations drawn on the four phones: iPhone light and dark, Android light and dark. */
async function decorationsOn(page: Page) {
  return page
    .locator(".phone .decoration")
    .evaluateAll((marks) => marks.map((mark) => (mark.checkVisibility() ? mark.getAttribute("data-key") : null)));
}

async function goTo(page: Page, day: string) {
  await page.locator("#instant").fill(`${day}T12:00`);
  await settle(page, day);
}

/** Presses a button that stores a choice, and waits until the page has drawn what followed. */
async function say(page: Page, name: string) {
  const count = await page.locator("#said li").count();
  await page.getByRole("button", { name, exact: true }).click();
  await page.locator("#said li").nth(count).waitFor();
}

const NOTHING = [null, null, null, null];

function all(key: string) {
  return [key, key, key, key];
}

describe("the phone page", () => {
  it("shows the tree on 31 December on iPhone and Android, in the colour of each theme, and no longer on 1 February", async () => {
    const { page } = await openDemo("2026-12-31T12:00");
    expect(await decorationsOn(page)).toEqual(all("tree"));
    const colours = await page
      .locator(".phone .decoration path")
      .evaluateAll((paths) => paths.map((path) => path.getAttribute("fill")));
    expect(colours).toEqual(["#1B1B1F", "#F2F0F4", "#1B1B1F", "#F2F0F4"]);

    await page.getByRole("button", { name: "1 февр. обычный день" }).click();
    await settle(page, "2027-02-01");
    expect(await decorationsOn(page)).toEqual(NOTHING);
    expect(await page.locator('[data-answer="ios"] [data-slot="upcoming"]').textContent()).toContain("Ёлочка");
  });

  it("shows the tree on iPhone a week before Android", async () => {
    const { page } = await openDemo("2026-12-20T12:00");
    expect(await decorationsOn(page)).toEqual(["tree", "tree", null, null]);
  });

  it("takes the tree away at once when it is switched off, and does not bring it back next year", async () => {
    const { page, complaints } = await openDemo("2026-12-31T12:00");
    await say(page, "Отключить: Новогодняя ёлка");
    expect(await decorationsOn(page)).toEqual(NOTHING);

    await page.getByRole("button", { name: "Сезон 2027/28" }).click();
    await settle(page, "2027-12-31");
    expect(await decorationsOn(page)).toEqual(NOTHING);
    await expect(page.locator('[data-answer="android"]').textContent()).resolves.toContain("Абонент это отключил");
    expect(complaints).toEqual([]);
  });

  it("shows hearts on 14 February only after they were asked for", async () => {
    const { page } = await openDemo("2027-02-14T12:00");
    expect(await decorationsOn(page)).toEqual(NOTHING);
    await say(page, "Включите мне: Сердечки");
    expect(await decorationsOn(page)).toEqual(all("hearts"));
  });

  it("keeps a theme off that was switched off by name when everything is allowed again", async () => {
    const { page } = await openDemo("2026-12-28T12:00");
    await say(page, "Отключить: Новогодняя ёлка");
    await say(page, "Отключить всё");
    await goTo(page, "2026-12-29");
    await say(page, "Снова разрешить");
    expect(await decorationsOn(page)).toEqual(NOTHING);
    await goTo(page, "2026-12-30");
    await say(page, "Включите мне: Новогодняя ёлка");
    expect(await decorationsOn(page)).toEqual(all("tree"));
  });

  it("leads to the off page of the person on the phones, and sees what was chosen there", async () => {
    const { page } = await openDemo("2026-12-31T12:00");
    const [offPage] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("link", { name: "Открыть ссылку для отключения" }).click(),
    ]);
    await offPage.getByRole("button", { name: "Отключить все украшения" }).click();
    await offPage.getByRole("heading", { name: "Готово, отключили" }).waitFor();
    await offPage.close();
    await goTo(page, "2026-12-30");
    expect(await decorationsOn(page)).toEqual(NOTHING);
  });

  it("finds a person by number, shows their time, and keeps them when the language changes", async () => {
    const { page } = await openDemo("2026-12-31T12:00");
    await page.getByLabel("Номер в демо, например 42").fill("demo-000042");
    await page.getByRole("button", { name: "Найти" }).click();
    await page.getByRole("radio", { checked: true }).and(page.locator('[value="demo-000042"]')).waitFor();
    await page.getByRole("link", { name: "In English" }).click();
    await page.getByRole("radio", { checked: true }).and(page.locator('[value="demo-000042"]')).waitFor();
    await settle(page, "2026-12-31");
    expect(await page.locator("#who-is-shown").textContent()).toMatch(
      /^Thursday,? 31 December 2026 at 12:00 · .+, UTC\+\d/,
    );
  });

  it("can be used with the keyboard alone", async () => {
    const { page } = await openDemo("2026-12-31T12:00");
    await page.locator("#day").focus();
    await page.keyboard.press("ArrowLeft");
    await settle(page, "2026-12-30");
    await page.getByRole("button", { name: "Отключить: Новогодняя ёлка" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("#said li").waitFor();
    expect(await decorationsOn(page)).toEqual(NOTHING);
    await page.getByRole("radio", { checked: true }).focus();
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => document.querySelector("#said-before")?.hasAttribute("hidden"));
    expect(await decorationsOn(page)).toEqual(all("tree"));
  });

  it("says what to do when the service refuses or is gone", async () => {
    const { page } = await openDemo("2026-12-31T12:00");
    const alert = page.getByRole("alert");
    await page.route("**/v1/tray?*", (route) =>
      route.continue({ headers: { ...route.request().headers(), authorization: "Bearer x" } }),
    );
    await page.getByRole("button", { name: "1 февр. обычный день" }).click();
    await alert.filter({ hasText: "Обновите страницу" }).waitFor();

    await page.unroute("**/v1/tray?*");
    await page.route("**/v1/tray?*", (route) => route.abort());
    await page.getByRole("button", { name: "8 мар. Женский день" }).click();
    await alert.filter({ hasText: "Проверьте, что npm start работает" }).waitFor();

    await page.unroute("**/v1/tray?*");
    await goTo(page, "2027-03-08");
    expect(await alert.count()).toBe(0);
  });

  it.for(APPEARANCES)("has no barriers and no errors: $language, $colorScheme", async (appearance) => {
    const { page, complaints } = await openDemo("2026-12-31T12:00", appearance);
    await page.locator("summary").first().click();
    expect(await findBarriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("fits any window from 320 pixels up", async () => {
    const { page } = await openDemo("2026-12-31T12:00", { width: 320 });
    await page.locator("summary").first().click();
    for (const width of [320, 480, 768, 1024, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await measureOverflow(page)]).toEqual([width, 0]);
    }
  });
});
