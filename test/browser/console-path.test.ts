import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openConsoleScene, type ConsoleScene } from "./console-visit.ts";
import { APPROVER, MARKETER } from "./unloved-campaign.ts";
import { findBarriers } from "./visit.ts";

/** Each language and each theme once. */
const LOOKS = [
  { language: "ru", colorScheme: "light" },
  { language: "en", colorScheme: "dark" },
] as const;

let scene: ConsoleScene;

beforeAll(async () => {
  scene = await openConsoleScene();
});

afterEach(() => scene.tidyUp());
afterAll(() => scene?.close());

describe("a marketer and a second person", () => {
  it("make an audience and a campaign, see whom it reaches, and start it", async () => {
    const anna = await scene.open("/audiences", { as: MARKETER, language: "en" });
    const { page } = anna;
    await page.getByRole("button", { name: "New audience" }).click();
    await page.getByLabel("Name in Russian").fill("Айфоны");
    await page.getByLabel("Name in English").fill("iPhones");
    await page.getByLabel("Key").fill("iphones");
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { name: "iPhones", level: 1 }).waitFor();
    await page.getByRole("tab", { name: "JSON" }).click();
    await page.getByRole("textbox", { name: "JSON" }).fill('{"lineType":"consumer"}');
    await page.locator('[data-count]:not([data-count="300"])').waitFor();
    // What was written is there after a reload, and says so.
    await page.reload();
    await page.getByText("Your unsaved changes were restored.").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Your unsaved changes were restored.").waitFor({ state: "hidden" });

    await page.getByRole("link", { name: "Campaigns" }).click();
    await page.getByRole("button", { name: "New campaign" }).click();
    await page.getByLabel("Name in Russian").fill("Лист");
    await page.getByLabel("Name in English").fill("Leaf");
    await page.getByLabel("Key").fill("leaf-days");
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { name: "Leaf", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Submit for review" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Submit for review" }).click();
    await page.getByText("Submitted by Anna", { exact: false }).waitFor();

    const boris = await scene.open("/campaigns/leaf-days", { as: APPROVER, language: "en" });
    await boris.page.getByRole("button", { name: "Rehearse on everybody" }).click();
    await boris.page.locator('[data-figure="gained"]').waitFor();
    await boris.page.getByRole("button", { name: "Approve" }).click();
    await boris.page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    await boris.page.getByText("Approved by Boris", { exact: false }).waitFor();

    await page.reload();
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Start" }).click();
    await page.getByText("16 of 16 shards have acknowledged.").waitFor();
    expect([...anna.complaints, ...boris.complaints]).toEqual([]);
  });
});

describe("somebody who was slower", () => {
  it("sees what the other has changed, and keeps either", async () => {
    const { page } = await scene.open("/campaigns/spring", { as: MARKETER, language: "en" });
    const other = await scene.open("/campaigns/spring", { as: MARKETER, language: "en" });
    await page.getByLabel("Name in English").fill("Mine");
    await other.page.getByLabel("Name in English").fill("Theirs");
    await other.page.getByRole("button", { name: "Save" }).click();
    await other.page.getByText("Unsaved changes").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody else has changed this meanwhile").waitFor();
    await page.getByRole("button", { name: "Keep mine, overwrite theirs" }).click();
    await page.getByRole("heading", { name: "Mine", level: 1 }).waitFor();
    await page.getByText("Unsaved changes").waitFor({ state: "hidden" });
  });
});

describe("the pages of planning", () => {
  it.each(["/", "/audiences", "/campaigns"])(
    "%s has no barriers in Russian and light, nor in English and dark",
    async (path) => {
      for (const { language, colorScheme } of LOOKS) {
        // One browser page at a time: they share two processors.
        // oxlint-disable-next-line no-await-in-loop
        const { page, complaints } = await scene.open(path, { as: MARKETER, language, colorScheme });
        // oxlint-disable-next-line no-await-in-loop
        await page.getByRole("heading", { level: 1 }).waitFor();
        // oxlint-disable-next-line no-await-in-loop
        await page.waitForLoadState("networkidle");
        // oxlint-disable-next-line no-await-in-loop
        expect({ language, colorScheme, barriers: await findBarriers(page) }).toEqual({
          language,
          colorScheme,
          barriers: [],
        });
        expect(complaints).toEqual([]);
        // oxlint-disable-next-line no-await-in-loop
        await scene.tidyUp();
      }
    },
  );
});
