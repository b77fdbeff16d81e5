import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { openConsoleScene, type ConsoleScene } from "./console-visit.ts";
import { TODAY } from "./start-worker.ts";
import { flurry, MARKETER, OTHER_MARKETER, startCampaign } from "./unloved-campaign.ts";
import { findBarriers } from "./visit.ts";

const VIEWER = { name: "Vik", roles: ["viewer"] } as const;
const DAYS_DRAWN = 365;
const HOUR = 3_600_000;

const snow: Campaign = {
  key: "snow-days",
  label: { ru: "Снежные дни", en: "Snow days" },
  decoration: "snowflake",
  audience: { include: ["everyone"], exclude: [] },
  delivery: "default-on",
  requests: true,
  schedule: { kind: "once", zone: "own", firstDay: "2027-01-10", lastDay: "2027-02-01" },
  waves: [],
  priority: 300,
  holdoutPercent: 0,
  stages: [{ people: 100, minimumHours: 24 }],
};

const USED_UP = {
  type: "/problems/too-many-requests",
  title: "Too many requests",
  status: 429,
  detail: "You have asked all of today's questions about people. You can ask new ones in an hour.",
  requestId: "asked-too-often",
};

let scene: ConsoleScene;
/** A second try finds the audience of the first. */
let tries = 0;

beforeAll(async () => {
  scene = await openConsoleScene();
  await scene.ask(MARKETER, "PUT", `/v1/campaigns/${snow.key}`, snow);
});

afterEach(() => scene.tidyUp());
afterAll(() => scene?.close());

describe("a draft on the timeline", () => {
  it("is dragged to other days, or moved with arrow keys that say where it is, and stored only when asked", async () => {
    const { page, complaints } = await scene.open("/", { as: MARKETER, language: "en" });
    const bar = page.getByRole("button", { name: /^Snow days · / });
    const dialog = page.getByRole("dialog");
    await drag(page, bar, 10);
    await dialog.getByText("It would move 10 days later. Save?").waitFor();
    await dialog.getByText("20 Jan – 11 Feb").waitFor();
    expect(await findBarriers(page, "[role=dialog]")).toEqual([]);
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(await daysOf(snow.key)).toEqual(["2027-01-20", "2027-02-11"]);

    const status = page.getByRole("status").filter({ hasText: "Enter asks to save" });
    await page.getByRole("button", { name: "Snow days · 20 Jan – 11 Feb" }).focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await status.getByText("2 days earlier: 18 Jan – 9 Feb.").waitFor({ state: "attached" });
    await page.keyboard.press("Escape");
    await status.waitFor({ state: "detached" });
    await page.keyboard.press("Shift+ArrowRight");
    await status.getByText("7 days later: 27 Jan – 18 Feb.").waitFor({ state: "attached" });
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Save" }).and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    expect(await daysOf(snow.key)).toEqual(["2027-01-27", "2027-02-18"]);
    expect(complaints).toEqual([]);
  });
});

describe("a draft that somebody else has changed since it was drawn", () => {
  it("is not moved by their days: it says who was faster, and shows where the draft stands now", async () => {
    const draft = { ...snow, key: "slow-days", label: { ru: "Медленные дни", en: "Slow days" } };
    await scene.ask(MARKETER, "PUT", `/v1/campaigns/${draft.key}`, draft);
    const { page } = await scene.open("/", { as: MARKETER, language: "en" });
    await page.getByRole("button", { name: "Slow days · 10 Jan – 1 Feb" }).focus();
    await page.keyboard.press("ArrowRight");
    const other = await scene.open(`/campaigns/${draft.key}`, { as: OTHER_MARKETER, language: "en" });
    await other.page.getByRole("textbox", { name: "First day", exact: true }).fill("2027-01-15");
    await other.page.getByRole("button", { name: "Save" }).click();
    await other.page.getByText("Unsaved changes").waitFor({ state: "hidden" });
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByText(/^Dora saved another version on /).waitFor();
    expect(await findBarriers(page, "[role=dialog]")).toEqual([]);
    await page.getByRole("button", { name: "Show where it stands now" }).click();
    await page.getByRole("button", { name: "Slow days · 15 Jan – 1 Feb" }).waitFor();
  });
});

describe("an audience", () => {
  it("is made with the keyboard alone, and says at once whether its examples hold", async () => {
    tries++;
    const name = `Apples ${tries}`;
    const { page, complaints } = await scene.open("/audiences", { as: MARKETER, language: "en" });
    await page.getByRole("button", { name: "New audience" }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Name in Russian").waitFor();
    await type(page, "Яблоки", "Tab", name, "Tab", `apples-${tries}`);
    // What was typed is there after a reload, and so is the dialog.
    await page.reload();
    const key = page.getByRole("dialog").getByLabel("Key");
    await key.waitFor();
    expect(await key.inputValue()).toBe(`apples-${tries}`);
    await key.press("Enter");
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    // Until it has gone the dialog keeps the focus, and the editor is loaded after the page.
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Add a condition" }).waitFor();

    await reach(page, "Add a condition");
    await page.keyboard.press("Enter");
    await reach(page, "Phone platform: value");
    await pick(page, "Android");
    await page.getByText("Phone platform: Android").waitFor();
    await reach(page, "Add an example");
    await page.keyboard.press("Enter");
    await reach(page, "In words");
    await page.keyboard.type("a person with an iPhone");
    await reach(page, "Add a fact");
    await page.keyboard.press("Enter");
    await page.getByText("fails", { exact: true }).waitFor();

    // Refused with the reason; nothing is lost.
    await page.getByRole("button", { name: "Save" }).press("Enter");
    await page.getByText(/should match, but does not/).waitFor();
    await page.getByText("must not match").first().click();
    await page.getByText("holds", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Save" }).press("Enter");
    await page.getByText("Unsaved changes").waitFor({ state: "hidden" });
    expect(complaints.filter((complaint) => !complaint.includes("422"))).toEqual([]);
  });
});

describe("a campaign", () => {
  it("says the guard's limits for its own audience, leads from a remark to its field, and keeps a step's note", async () => {
    const { page } = await scene.open(`/campaigns/${snow.key}`, { as: MARKETER, language: "en" });
    // About 300: the number that is told has noise.
    await page.locator('[data-audience^="29"], [data-audience^="30"]').waitFor();
    await page.getByText("Of 100 people, the first stage, about 0.2 usually switch it off (0.2%).").waitFor();
    await page
      .getByText("If 5 to 7 people switch it off, the guard halts the campaign by itself", { exact: false })
      .waitFor();
    await page.getByText(/Expected coverage of about (?:29|30)\d people/).waitFor();
    await page.getByRole("button", { name: "Go to “Slot and comparison”" }).first().click();
    expect(await page.evaluate(() => document.activeElement?.closest("fieldset")?.id)).toBe("section-order");

    await page.getByRole("button", { name: "Submit for review" }).click();
    await page.getByLabel("Why? It goes into the audit.").fill("please look at the days");
    await page.reload();
    await page.getByRole("dialog").waitFor();
    expect(await page.getByLabel("Why? It goes into the audit.").inputValue()).toBe("please look at the days");
  });

  it("says why its people are not counted, once, and not that something broke, when the day's counts are used up", async () => {
    const { page } = await scene.open("/", { as: MARKETER, language: "en" });
    await page.clock.install();
    let asked = 0;
    await page.route("**/v1/audiences:count", async (route) => {
      asked += 1;
      await route.fulfill({
        status: 429,
        headers: { "Content-Type": "application/problem+json", "Retry-After": "3600" },
        body: JSON.stringify(USED_UP),
      });
    });
    await page.goto(`${scene.worker.origin}/console/campaigns/${snow.key}`);
    const said = page.getByText(USED_UP.detail);
    await page.locator("[data-audience]").getByText(USED_UP.detail).waitFor();
    await page.locator("#section-stages").getByText(USED_UP.detail).waitFor();
    expect(await page.getByText("Counting…").count()).toBe(0);
    expect(asked).toBe(1);

    await page.goto(`${scene.worker.origin}/console/audiences/${snow.audience.include[0]}`);
    await page.getByRole("status").filter({ has: said }).waitFor();
    expect(await page.getByText("on our side").count()).toBe(0);
    const again = page.getByRole("button", { name: "Try again" });
    expect(await again.count()).toBe(0);
    expect(asked).toBe(2);
    await page.clock.fastForward(HOUR);
    await again.waitFor();
  });

  it("shows a review in the words of the form, and keeps the rehearsal while another tab is open", async () => {
    const { page } = await scene.open(`/campaigns/${snow.key}?tab=review`, { as: MARKETER, language: "en" });
    await page.getByRole("row", { name: "Audience: in any of Every line" }).waitFor();
    await page.getByRole("row", { name: "Stages 100 people, at least 24 hours" }).waitFor();
    await page.getByRole("button", { name: "Rehearse on everybody" }).click();
    await page.locator('[data-figure="gained"]').waitFor();
    // Of 300 people nothing is told that they chose: the page says so once, and not in each row.
    await page.getByText(/^With about \d+ people in all, no number of those who chose something can be told/).waitFor();
    expect(await page.getByText("the less is asked at once").count()).toBe(0);
    await page.getByText(/^By platform: \d+ groups?, and in none are there/).waitFor();
    expect(await page.locator("table.figures").count()).toBe(0);
    await page.getByRole("tab", { name: "History" }).press("ArrowLeft");
    await page.getByRole("tab", { name: "History" }).click();
    expect(new URL(page.url()).searchParams.get("tab")).toBe("history");
    await page.getByRole("tab", { name: "Review" }).click();
    await page.locator('[data-figure="gained"]').waitFor();
    await page.getByRole("button", { name: "Rehearse again" }).waitFor();
  });
});

describe("an edit of a running campaign", () => {
  it("says before it is handed in whether people keep what they have", async () => {
    const running = { ...flurry, key: `flurry-${(tries += 1)}`, priority: 40 };
    await startCampaign(scene, running, TODAY - HOUR);
    const { page } = await scene.open(`/campaigns/${running.key}`, { as: MARKETER, language: "en" });
    await page.getByLabel("Name in English").fill("Light snow");
    const remarks = page.getByRole("region", { name: "A careful colleague would say" });
    await page.getByText("everybody who has the decoration keeps it").first().waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Unsaved changes").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Submit for review" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("everybody who has the decoration keeps it").waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await page.getByLabel("Last day, inclusive").fill("2026-12-05");
    await remarks.getByText("everybody who has the decoration loses it").waitFor();
  });

  it("with stages that are too slow can take stages that do with one press", async () => {
    const slow = { ...snow, key: `slow-${(tries += 1)}`, stages: [{ percent: 5, minimumHours: 700 }] };
    await scene.ask(MARKETER, "PUT", `/v1/campaigns/${slow.key}`, slow);
    const { page } = await scene.open(`/campaigns/${slow.key}`, { as: MARKETER, language: "en" });
    await page.getByRole("button", { name: /^Use stages of \d+ h$/ }).click();
    await page.getByText("Unsaved changes").waitFor();
    await page.getByRole("button", { name: /^Use stages of/ }).waitFor({ state: "hidden" });
    await page.getByText("By these stages everybody").waitFor({ state: "hidden" });
  });
});

describe("a campaign that was saved", () => {
  it("is checked anew, as what is stored can be counted", async () => {
    const { page } = await scene.open(`/campaigns/${snow.key}`, { as: MARKETER, language: "en" });
    const checked = () =>
      page.waitForResponse((response) => {
        const request = response.request();
        return request.url().endsWith("/v1/campaigns:check") && request.postData()?.includes("Days of snow") === true;
      });
    const written = checked();
    await page.getByLabel("Name in English").fill("Days of snow");
    await written;
    await page.getByText("Unsaved changes").waitFor();
    const saved = checked();
    await page.getByRole("button", { name: "Save" }).click();
    await saved;
  });
});

describe("a mistake in a campaign", () => {
  it("is said in Russian to whoever reads Russian, beside its field", async () => {
    const { page } = await scene.open(`/campaigns/${snow.key}`, { as: MARKETER, language: "ru" });
    await page.getByRole("textbox", { name: "Последний день, включительно" }).fill("2026-12-01");
    await page.locator("#section-schedule").getByText("Последний день раньше первого. Поменяйте их местами.").waitFor();
  });
});

describe("somebody who may only look", () => {
  it("is told who may, and loses nothing typed", async () => {
    const { page } = await scene.open("/", { as: VIEWER, language: "en" });
    await page.getByText("Drafts can be moved to other days. Only for: marketer, administrator.").waitFor();
    await page.goto(`${scene.worker.origin}/console/campaigns/${snow.key}`);
    await page.getByText("Draft", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Submit for review" }).count()).toBe(0);
    await page.getByLabel("Name in English").fill("Snowy days");
    await page.getByText("Only for: marketer, administrator. What you have written stays in this browser.").waitFor();
    expect(await page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await page.reload();
    await page.getByText("Your unsaved changes were restored.").waitFor();
    expect(await page.getByLabel("Name in English").inputValue()).toBe("Snowy days");
    await page.goto(`${scene.worker.origin}/console/audiences?new=1`);
    await page.getByRole("dialog").getByText("Only for: marketer, administrator.").waitFor();
  });
});

/** Drags a bar by days with the mouse, in steps as a hand does. */
async function drag(page: Page, bar: Locator, days: number): Promise<void> {
  const box = await bar.boundingBox();
  const track = await bar.locator("xpath=ancestor::div[contains(@class, 'track')]").boundingBox();
  if (box === null || track === null) throw new Error("The bar is not drawn");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + (days * track.width) / DAYS_DRAWN, y, { steps: 6 });
  await page.mouse.up();
}

async function daysOf(key: string): Promise<readonly string[]> {
  // Parsed boundary: the routes' own tests check the shape.
  const { body } = (await scene.ask(MARKETER, "GET", `/v1/campaigns/${key}`)) as { readonly body: typeof snow };
  return body.schedule.kind === "once" ? [body.schedule.firstDay, body.schedule.lastDay] : [];
}

/** Types words and presses keys, one after the other. */
async function type(page: Page, ...parts: readonly string[]): Promise<void> {
  for (const part of parts) {
    await (part === "Tab" ? page.keyboard.press(part) : page.keyboard.type(part));
  }
}

/** Opens the list of the focused field, goes down until that option is marked, and takes it. */
async function pick(page: Page, name: string): Promise<void> {
  const MOST_OPTIONS = 20;
  const marked = page.locator('[role="option"][data-combobox-selected]').filter({ visible: true });
  await page.keyboard.press("ArrowDown");
  // A list that has just opened marks the option in force once more, a moment later.
  await marked.waitFor();
  await page.evaluate(() => new Promise((settled) => setTimeout(() => requestAnimationFrame(settled))));
  for (let option = 0; option < MOST_OPTIONS; option++) {
    if ((await marked.textContent()) === name) return page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`The list has no “${name}”`);
}

/** Presses Tab until the control of that name has the focus. */
async function reach(page: Page, name: string): Promise<void> {
  const MOST_STOPS = 60;
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press("Tab");
    if ((await nameOfFocused(page)) === name) return;
  }
  throw new Error(`Tab does not lead to “${name}”`);
}

function nameOfFocused(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const labels = focused instanceof HTMLInputElement ? [...(focused.labels ?? [])] : [];
    const label = labels.map(({ textContent }) => textContent).join("");
    return focused?.getAttribute("aria-label") ?? (label.replace(/ \*$/, "") || focused?.textContent);
  });
}
