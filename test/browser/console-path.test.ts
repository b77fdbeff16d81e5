import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openConsoleScene, walk, type ConsolePath, type ConsoleScene } from "./console-visit.ts";
import { APPROVER, MARKETER, OTHER_MARKETER } from "./unloved-campaign.ts";
import { tabThrough } from "./tab-through.ts";
import { APPEARANCES, findBarriers } from "./visit.ts";

const PAGES: readonly ConsolePath[] = [
  ["/", ".timeline .lane-name"],
  ["/audiences", 'h1:text-matches("Audiences|Аудитории")'],
  ["/campaigns", 'h1:text-matches("Campaigns|Кампании")'],
  ["/audiences/spring-audience", "[data-count]"],
  ["/campaigns/spring?tab=edit", "[data-audience]"],
  ["/campaigns/spring?tab=review", "#content"],
  ["/campaigns/spring?tab=history", '[id$="panel-history"]'],
];

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
    // What takes two people, nobody has before they choose it.
    expect(await page.locator("input[name=decoration]:checked").inputValue()).toBe("snowflake");
    await page.getByRole("radio", { name: /^Hearts/ }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Save" }).waitFor({ state: "detached" });
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
  it("sees who has changed what, and takes theirs, keeps the own, or both", async () => {
    const { page } = await scene.open("/campaigns/spring", { as: MARKETER, language: "en" });
    const other = await scene.open("/campaigns/spring", { as: OTHER_MARKETER, language: "en" });
    const collide = async (mine: Words, theirs: Words) => {
      await write(page, mine);
      await write(other.page, theirs);
      await save(other.page);
      await other.page.getByText("Unsaved changes").waitFor({ state: "hidden" });
      await save(page);
      await page.getByRole("heading", { name: /^Dora saved another version/ }).waitFor();
    };

    await collide({ "Name in English": "Mine" }, { "Name in English": "Theirs" });
    await page.getByRole("row", { name: "Name in English 8 March: the tulip Theirs" }).waitFor();
    await page.getByRole("row", { name: "Name in English 8 March: the tulip Mine" }).waitFor();
    expect(await findBarriers(page, "[role=dialog]")).toEqual([]);
    await page.getByRole("button", { name: "Take theirs, drop mine" }).click();
    await page.getByRole("heading", { name: "Theirs", level: 1 }).waitFor();
    expect(await page.getByText("Unsaved changes").count()).toBe(0);

    await collide({ "Name in English": "Mine" }, { "Name in English": "Theirs again" });
    await page.getByRole("button", { name: "Keep mine, overwrite theirs" }).click();
    await page.getByRole("heading", { name: "Mine", level: 1 }).waitFor();
    await page.getByText("Unsaved changes").waitFor({ state: "hidden" });

    await other.page.reload();
    await collide({ Priority: "150" }, { "Name in English": "Both" });
    await page.getByRole("button", { name: "Keep both" }).click();
    await page.getByRole("heading", { name: "Both", level: 1 }).waitFor();
    await page.getByText("Unsaved changes").waitFor({ state: "hidden" });
    expect(await page.getByLabel("Priority").inputValue()).toBe("150");
  });
});

describe("the pages of planning", () => {
  it.for(APPEARANCES)("have no barriers and no errors: $language, $colorScheme", async (appearance) => {
    const { page, complaints } = await scene.open("/", { as: MARKETER, ...appearance });
    const barriers: string[] = [];
    await walk(page, PAGES, async (path) => {
      for (const barrier of await findBarriers(page)) barriers.push(`${path}: ${barrier}`);
    });
    expect(barriers).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe("the keyboard", () => {
  it("comes to every control of planning, which shows it", async () => {
    const { page } = await scene.open("/", { as: MARKETER, language: "en" });
    const walks: unknown[] = [];
    await walk(page, PAGES, async (path) => {
      const { missed, unseen } = await tabThrough(page);
      if (missed.length + unseen.length > 0) walks.push({ path, missed, unseen });
    });
    expect(walks).toEqual([]);
  });
});

/** What is written into which field. */
type Words = Readonly<Record<string, string>>;

async function write(page: Page, words: Words): Promise<void> {
  for (const [label, word] of Object.entries(words)) {
    await page.getByLabel(label).fill(word);
  }
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save" }).click();
}
